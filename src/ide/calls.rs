//! What triggers a resource, and what it touches: the arrows and the `uses` lines, as calls.

use super::index::Name;
use super::project::Project;
use super::snapshot::Cx;
use crate::base::Span;
use crate::model::{Address, Declared, Resource};

/// A resource at one end of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// Its address.
    pub address: String,
    /// What AWS calls its kind.
    pub title: String,
    /// All of its declaration.
    pub whole: Span,
    /// Kind and name.
    pub head: Span,
}

/// The other end of calls, and where they are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calls {
    /// The other end.
    pub other: End,
    /// The lines that say so.
    pub places: Vec<Span>,
    /// What is done: an event, verbs.
    pub what: Vec<String>,
}

/// The resource that a byte names, instances of a loop as one.
#[must_use]
pub fn prepare(cx: &Cx<'_>, byte: u32) -> Option<End> {
    let index = cx.project.index();
    let known = index.at(cx.file, byte)?;
    let Name::Resource(..) = &known.symbol.name else { return None };
    let declared = index.declared(&known.symbol)?;
    let mut all = super::values::instances(cx.project, declared.whole);
    end(cx, all.next()?)
}

/// The resource of that address.
#[must_use]
pub fn named(cx: &Cx<'_>, address: &str) -> Option<End> {
    end(cx, cx.project.analysis.any().get(&Address::from(address))?)
}

fn end(cx: &Cx<'_>, resource: &Resource) -> Option<End> {
    let kind = cx.catalog.kind(&resource.kind)?;
    Some(End {
        address: resource.address.to_string(),
        title: kind.title.to_owned(),
        whole: resource.span,
        head: resource.head,
    })
}

/// What triggers or uses a resource.
#[must_use]
pub fn incoming(cx: &Cx<'_>, address: &str) -> Vec<Calls> {
    collect(
        cx,
        wires(cx.project)
            .filter(|wire| wire.to.as_str() == address)
            .map(|wire| Wire { to: wire.from, ..wire }),
    )
}

/// What a resource triggers or uses.
#[must_use]
pub fn outgoing(cx: &Cx<'_>, address: &str) -> Vec<Calls> {
    collect(cx, wires(cx.project).filter(|wire| wire.from.as_str() == address))
}

/// One call: from where, to where, what, and the line.
struct Wire<'a> {
    from: &'a Address,
    to: &'a Address,
    what: &'a str,
    place: Span,
}

fn wires(project: &Project) -> impl Iterator<Item = Wire<'_>> {
    let stack = project.analysis.any();
    let flows = stack.flows().map(|(_, ends)| Wire {
        from: &ends.source,
        to: &ends.target,
        what: &ends.event,
        place: ends.span,
    });
    let uses = stack.resources.values().flat_map(|resource| {
        let said = resource.needs.iter().filter(|need| need.declared == Declared::ByStack);
        said.filter_map(|need| {
            Some(Wire { from: &resource.address, to: need.on.as_ref()?, what: &need.verb, place: need.span })
        })
    });
    flows.chain(uses)
}

/// Calls by their other end, in the order of the addresses.
fn collect<'a>(cx: &Cx<'_>, wires: impl Iterator<Item = Wire<'a>>) -> Vec<Calls> {
    let mut found: std::collections::BTreeMap<&Address, Calls> = std::collections::BTreeMap::new();
    for wire in wires {
        let Some(other) = cx.project.analysis.any().get(wire.to).and_then(|resource| end(cx, resource))
        else {
            continue;
        };
        let calls =
            found.entry(wire.to).or_insert_with(|| Calls { other, places: Vec::new(), what: Vec::new() });
        if !calls.places.contains(&wire.place) {
            calls.places.push(wire.place);
        }
        if !wire.what.is_empty() && !calls.what.iter().any(|what| what == wire.what) {
            calls.what.push(wire.what.to_owned());
        }
    }
    found.into_values().collect()
}
