//! For what a part waits that is made behind its owner, and who waits for it.

use ecow::EcoString;
use rustc_hash::FxHashMap;

use super::cx::add_edge;
use crate::base::Span;
use crate::catalog::{Attr, Awaits, Catalog, Kind, PartWhen};
use crate::model::{Address, Resource, Stack, Value};

/// For which of the parts that are made before it a part waits.
pub(super) fn waits<'b>(
    owner: &Address,
    when: PartWhen,
    each: Option<&EcoString>,
    before: &'b [Address],
) -> Vec<&'b Address> {
    let PartWhen::EachAfter(_, names) = when else { return before.iter().collect() };
    let mut all = Vec::new();
    for name in names {
        let of_name = |part: &&Address| part_name(owner, part) == Some(name);
        let same = each.map(|each| format!("[{}]", Value::String(each.clone())));
        let own = before
            .iter()
            .filter(of_name)
            .find(|part| same.as_ref().is_some_and(|same| part.as_str().ends_with(same.as_str())));
        match own {
            Some(own) => all.push(own),
            None => all.extend(before.iter().filter(of_name)),
        }
    }
    all
}

/// The name of a part, without its element.
pub(super) fn part_name<'p>(owner: &Address, part: &'p Address) -> Option<&'p str> {
    let rest = part.as_str().strip_prefix(owner.as_str())?.strip_prefix('.')?;
    rest.split('[').next()
}

/// What needs a resource also needs those parts that are made behind it for which the row says so.
///
/// The first resources are settled.
pub(super) fn wait_for(
    catalog: &Catalog,
    stack: &mut Stack,
    behind: &FxHashMap<Address, Vec<Address>>,
    settled: usize,
) {
    if behind.values().all(Vec::is_empty) {
        return;
    }
    for at in settled..stack.resources.len() {
        let Some(resource) = stack.resources.at(at) else { continue };
        let kind = catalog.kind(&resource.kind);
        let mut more: Vec<(Address, Span)> = Vec::new();
        for edge in &resource.edges {
            let Some(parts) = behind.get(&edge.to).filter(|parts| !parts.contains(&resource.address)) else {
                continue;
            };
            let names = awaited(kind, resource, &edge.to);
            let wanted = |part: &&Address| {
                names.is_none_or(|names| part_name(&edge.to, part).is_some_and(|name| names.contains(&name)))
            };
            more.extend(parts.iter().filter(wanted).map(|part| (part.clone(), edge.span)));
        }
        if let Some(resource) = stack.resources.at_mut(at).filter(|_| !more.is_empty()) {
            more.into_iter().for_each(|(part, span)| add_edge(&mut resource.edges, part, span));
        }
    }
}

/// The names of the parts of another resource for which a resource waits; `None` for all.
fn awaited(
    kind: Option<&'static Kind>,
    resource: &Resource,
    of: &Address,
) -> Option<&'static [&'static str]> {
    let leads = |attr: &&Attr| {
        attr.awaits != Awaits::Parts && resource.inputs.get(attr.name).and_then(Value::as_address) == Some(of)
    };
    match kind?.shape.attrs.iter().find(leads)?.awaits {
        Awaits::Parts => None,
        Awaits::Nothing => Some(&[]),
        Awaits::By(other, rows) => {
            let value = resource.inputs.get(other)?.as_str()?;
            rows.iter().find(|(known, _)| *known == value).map(|(_, names)| *names)
        }
    }
}
