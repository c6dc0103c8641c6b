//! What AWS makes by itself with a resource: marked as such, and named after what it belongs to.

use std::borrow::Cow;
use std::sync::OnceLock;

use ecow::EcoString;
use rustc_hash::FxHashMap;

use super::apart::{self, ByOwner};
use super::cx::{Cx, add_edge};
use super::waits::{wait_for, waits};
use crate::base::{AddressRange, shared};
use crate::catalog::{Kind, Part, PartInput, PartWhen, Type};
use crate::model::{
    Address, Few, Fingerprint, Lifecycle, Map, Origin, Places, Reference, Resource, Stack, Value,
};

/// Adds the parts of every resource.
pub(super) fn parts(cx: &mut Cx<'_>, stack: &mut Stack) {
    cx.referrers = referrers(cx, stack);
    let mut behind = cx.known_behind();
    let mut apart = cx.take_apart();
    let mut handed: Vec<(Address, &'static Part)> = Vec::new();
    // Whatever is made stands behind them.
    for (place, kind) in cx.of_kinds(stack, |kind| !kind.parts.is_empty()) {
        for part in kind.parts {
            let behind_what = match part.when {
                PartWhen::Each(attr) | PartWhen::EachAfter(attr, _) | PartWhen::Behind(attr) => Some(attr),
                PartWhen::BehindWhere(_) => Some(""),
                _ => None,
            };
            if let Some(attr) = behind_what {
                let Some(owner) = stack.resources.at(place) else { continue };
                let each = elements(owner, attr, part.when);
                if each.is_empty() {
                    continue;
                }
                let address = owner.address.clone();
                let before = behind.entry(address.clone()).or_default();
                let made = add_behind(cx, stack, (place, part, attr), each, (before, &mut apart));
                if !part.takes.is_empty() && !made.is_empty() {
                    handed.push((address, part));
                }
                // Nobody waits for what waits for others than its owner.
                let own = made.into_iter().filter_map(|(one, leans)| (!leans).then_some(one));
                before.extend(own);
            } else {
                add_part(cx, stack, place, part);
            }
            cx.count(stack);
        }
    }
    apart::settle(stack, &handed, apart);
    wait_for(cx.catalog, stack, &behind, cx.settled_count());
    cx.keep_behind(behind);
}

/// Adds the parts that come after what they belong to, and after those of the rows above: one, or one for each element of
/// a list or each label of a block. Each with whether it needs others besides.
fn add_behind(
    cx: &mut Cx<'_>,
    stack: &mut Stack,
    (place, part, attr): (usize, &'static Part, &str),
    each: Vec<Option<EcoString>>,
    (before, apart): (&[Address], &mut ByOwner),
) -> Vec<(Address, bool)> {
    let (Some(kind), Some(resource)) = (cx.catalog.kind(part.kind), stack.resources.at(place)) else {
        return Vec::new();
    };
    let owner = &resource.address;
    let mut made: Vec<(Resource, bool)> = Vec::new();
    for each in each {
        let address = match &each {
            Some(each) => apart::each_part(owner, part.name, each),
            None => owner.part(part.name),
        };
        if made.iter().any(|(one, _)| one.address == address) || before.contains(&address) {
            continue;
        }
        let each = each.as_ref().map(|each| (attr, each));
        let Some(mut one) = known_or_made(cx, (kind, part), address, resource, each) else { continue };
        add_edge(&mut one.edges, owner.clone(), resource.head);
        for earlier in waits(owner, part.when, each.map(|(_, each)| each), before) {
            add_edge(&mut one.edges, earlier.clone(), resource.head);
        }
        let own = one.edges.len();
        // What its owner waits for is there.
        let new = |other: &&Address| !resource.edges.iter().any(|edge| edge.to == **other);
        let named: Vec<Address> =
            one.inputs.values().filter_map(Value::as_address).filter(new).cloned().collect();
        named.into_iter().for_each(|other| add_edge(&mut one.edges, other, resource.head));
        if !part.takes.is_empty() {
            apart::hand_over(part, resource, each, apart, &mut one);
        }
        let leans = one.edges.len() > own;
        made.push((one, leans));
    }
    let addresses = made.iter().map(|(one, leans)| (one.address.clone(), *leans)).collect();
    made.into_iter().for_each(|(one, _)| stack.resources.insert(one));
    addresses
}

/// For what a part is made behind its owner: `None` for a part that there is once.
pub(super) fn elements(resource: &Resource, attr: &str, when: PartWhen) -> Vec<Option<EcoString>> {
    if let PartWhen::BehindWhere(rows) = when {
        let holds = |(attr, values): &(&str, &[&str])| match values {
            [] => super::defaults::is_there(&resource.inputs, attr),
            values => super::defaults::has_one(&resource.inputs, attr, values),
        };
        return if rows.iter().all(holds) { vec![None] } else { Vec::new() };
    }
    match (resource.inputs.get(attr), when) {
        (Some(Value::List(items)), PartWhen::Behind(_)) if items.is_empty() => Vec::new(),
        (Some(value), PartWhen::Behind(_)) if *value != Value::Bool(false) => vec![None],
        (Some(Value::List(items)), PartWhen::Each(_) | PartWhen::EachAfter(..)) => {
            items.iter().filter_map(Value::as_text).map(|each| Some(each.clone())).collect()
        }
        (Some(Value::String(one)), PartWhen::Each(_)) => vec![Some(one.clone())],
        (Some(Value::Map(labels)), PartWhen::Each(_)) => {
            labels.keys().map(|each| Some(each.clone())).collect()
        }
        _ => Vec::new(),
    }
}

/// What refers to others, by its kind and by which attribute.
pub(super) type Referrers = FxHashMap<Address, Vec<((&'static str, &'static str), Address)>>;

fn referrers(cx: &mut Cx<'_>, stack: &Stack) -> Referrers {
    let mut all = Referrers::default();
    for (place, kind) in cx.of_kinds(stack, |kind| kind.shape.attrs.iter().any(|attr| attr.reversed)) {
        let Some(resource) = stack.resources.at(place) else { continue };
        for attr in kind.shape.attrs.iter().filter(|attr| attr.reversed) {
            if let Some(of) = resource.inputs.get(attr.name).and_then(Value::as_address) {
                let by = ((kind.name, attr.name), resource.address.clone());
                all.entry(of.clone()).or_default().push(by);
            }
        }
    }
    all
}

/// Adds one part, if it is made.
fn add_part(cx: &mut Cx<'_>, stack: &mut Stack, place: usize, part: &'static Part) {
    let (Some(kind), Some(resource)) = (cx.catalog.kind(part.kind), stack.resources.at(place)) else {
        return;
    };
    let owner = &resource.address;
    let is_referred = |by: (&str, &str)| {
        cx.referrers.get(owner).is_some_and(|all| all.iter().any(|(known, _)| *known == by))
    };
    let made = match part.when {
        PartWhen::Always => true,
        PartWhen::Without(attr) => is_left_out(resource, attr),
        PartWhen::WithoutWhere(attr, other, values) => {
            is_left_out(resource, attr) && super::defaults::has_one(&resource.inputs, other, values)
        }
        PartWhen::Where(other, values) => super::defaults::has_one(&resource.inputs, other, values),
        PartWhen::Each(_)
        | PartWhen::EachAfter(..)
        | PartWhen::Behind(_)
        | PartWhen::BehindWhere(_)
        | PartWhen::Reached(_)
        | PartWhen::Joins(..) => false,
        PartWhen::With(attr) => {
            resource.inputs.get(attr).and_then(Value::as_list).is_none_or(|items| !items.is_empty())
                && super::defaults::is_there(&resource.inputs, attr)
        }
        PartWhen::NoReferrer(kind, attr) => !is_referred((kind, attr)),
        PartWhen::NoReferrerWith(kind, attr, own) => {
            super::defaults::is_there(&resource.inputs, own) && !is_referred((kind, attr))
        }
    };
    if !made {
        return;
    }
    let address = owner.part(part.name);
    let part_of = (kind, part);
    let Some(mut made) = known_or_made(cx, part_of, address.clone(), resource, None) else { return };
    let needed: Vec<Address> =
        made.inputs.iter().filter_map(|(_, value)| value.as_address().cloned()).collect();
    for other in needed.into_iter().filter(|other| other != owner) {
        add_edge(&mut made.edges, other, resource.head);
    }
    let arn = made.arn().cloned();
    stack.resources.insert(made);
    let Some(resource) = stack.resources.at_mut(place) else { return };
    let head = resource.head;
    add_edge(&mut resource.edges, address.clone(), head);
    if let (Some(attr), Some(arn)) = (part.when.stands_in_for(), arn) {
        let reference = Reference { address: Some(address), arn };
        resource.inputs.insert(attr.into(), Value::Reference(Box::new(reference)));
        cx.complete(&mut resource.inputs);
    }
}

/// Whether an attribute is not written, not even in a way that could not be read.
pub(super) fn is_left_out(resource: &Resource, attr: &str) -> bool {
    !resource.inputs.contains_key(attr) && resource.places.get(attr).is_none()
}

/// A part as its row says it, without what others add to it.
fn known_or_made(
    cx: &mut Cx<'_>,
    (kind, part): (&'static Kind, &'static Part),
    address: Address,
    owner: &Resource,
    each: Option<(&str, &EcoString)>,
) -> Option<Resource> {
    if let Some(known) = cx.known_part(&owner.address, &address) {
        return Some(known);
    }
    let inputs = part_inputs(cx, kind, part.inputs, owner, each)?;
    let made = implicit(cx, kind, address, owner, inputs)?;
    cx.keep_part(&owner.address, &made);
    Some(made)
}

/// The inputs of a part from its templates.
pub(super) fn part_inputs(
    cx: &mut Cx<'_>,
    kind: &'static Kind,
    rows: &[PartInput],
    owner: &Resource,
    each: Option<(&str, &EcoString)>,
) -> Option<Map> {
    let mut inputs = Map::with_room(rows.len() + 2, &mut cx.names);
    for row in rows {
        if let Some(attr) = only_word(row.template).and_then(|word| word.strip_suffix('?')) {
            inputs.extend(owner.inputs.get(attr).map(|value| (row.name.into(), value.clone())));
            continue;
        }
        if let Some(named) = referred(owner, kind, row, each) {
            inputs.insert(row.name.into(), named.clone());
            continue;
        }
        let text = cx.fill(row.template, &owner.address, &mut |cx, word| match each {
            Some((_, each)) if word == "each" => Some(each.clone()),
            Some((_, each)) if word.starts_with("slice.") => slice(owner, word, each),
            _ => match word.strip_prefix("digest ") {
                Some(names) => Some(digest(owner, names)),
                None => known(cx, owner, word),
            },
        })?;
        let value = match (row.name, kind.shape.attr(row.name).map(|attr| attr.ty)) {
            ("name", _) => {
                let longest = kind.naming.map_or(usize::MAX, |naming| naming.max);
                Value::String(match super::letters::cut(&text, longest) {
                    Cow::Borrowed(_) => text,
                    Cow::Owned(cut) => shared(&cut),
                })
            }
            (_, Some(Type::Reference(_))) if owner.arn() == Some(&text) => {
                let reference = Reference { address: Some(owner.address.clone()), arn: text };
                Value::Reference(Box::new(reference))
            }
            (_, Some(Type::Whole)) => Value::Number(text.parse().ok()?),
            (_, Some(Type::Principals)) => cx.principals(Value::String(text), owner.head)?,
            (name, Some(Type::List(_))) => {
                let mut items = inputs.get(name).and_then(Value::as_list).unwrap_or_default().to_vec();
                items.push(Value::String(text));
                Value::List(items.into())
            }
            _ => Value::String(text),
        };
        inputs.insert(row.name.into(), value);
    }
    Some(inputs)
}

/// A short text that changes with any of those inputs.
fn digest(of: &Resource, names: &str) -> EcoString {
    let mut inputs = Map::default();
    for name in names.split(' ') {
        if let Some(value) = of.inputs.get(name) {
            inputs.insert(name.into(), value.clone());
        }
    }
    let whole = Fingerprint::of(&of.kind, &inputs).to_string();
    whole.chars().take(DIGEST).collect()
}

/// Characters of a digest in a part.
const DIGEST: usize = 12;

/// What a template such as `{role.arn}`, `{mount.from.arn}` or `{each.function.arn}` names, if the part refers to it.
fn referred<'a>(
    owner: &'a Resource,
    kind: &Kind,
    row: &PartInput,
    each: Option<(&str, &EcoString)>,
) -> Option<&'a Value> {
    let Some(Type::Reference(_)) = kind.shape.attr(row.name).map(|attr| attr.ty) else { return None };
    let path = only_word(row.template)?.strip_suffix(".arn")?;
    let named = match (path.split_once('.'), each) {
        (Some(("each", attr)), Some((block, label))) => apart::of_label(owner, (block, label), attr),
        // The first statement of that word.
        (Some((word, field)), _) => owner.inputs.get(word)?.as_list()?.first()?.as_map()?.get(field),
        (None, _) => owner.inputs.get(path),
    };
    named.filter(|value| value.as_address().is_some())
}

/// The share that an element has of a range of addresses: `slice.cidr.2.1`, as [`PartInput`] says.
fn slice(owner: &Resource, word: &str, each: &str) -> Option<EcoString> {
    let mut parts = word.split('.').skip(1);
    let range = AddressRange::read(owner.inputs.get(parts.next()?)?.as_str()?)?;
    let (bits, at) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let letter = each.bytes().last().filter(u8::is_ascii_lowercase)?;
    let share = range.part(bits, at)?.part(3, u32::from(letter - b'a'))?;
    Some(ecow::eco_format!("{share}"))
}

/// A word of a template about a resource: one of its outputs, a text of its own, or an output of what it refers to.
pub(super) fn known(cx: &mut Cx<'_>, of: &Resource, word: &str) -> Option<EcoString> {
    if let Some(text) = of.outputs.get(word).and_then(Value::as_text) {
        return Some(text.clone());
    }
    let (attr, output) = word.split_once('.').map_or((word, None), |(attr, output)| (attr, Some(output)));
    match (of.inputs.get(attr)?, output) {
        (Value::String(text), None) => Some(text.clone()),
        (Value::Reference(reference), Some("arn")) => Some(reference.arn.clone()),
        (Value::Reference(reference), Some(output)) => {
            let at = cx.find(reference.address.as_ref()?)?;
            cx.outputs(at, of.head)?.get(output).and_then(Value::as_text).cloned()
        }
        _ => None,
    }
}

/// The word of a template that is nothing else.
pub(super) fn only_word(template: &str) -> Option<&str> {
    let word = template.strip_prefix('{')?.strip_suffix('}')?;
    (!word.contains(['{', '}'])).then_some(word)
}

/// A resource that AWS makes by itself for another one.
pub(super) fn implicit(
    cx: &mut Cx<'_>,
    kind: &'static Kind,
    address: Address,
    owner: &Resource,
    mut inputs: Map,
) -> Option<Resource> {
    cx.defaults_of(kind.shape.attrs).fill(&mut inputs, &[]);
    cx.tag(&mut inputs);
    cx.complete(&mut inputs);
    let known = cx.texts(&inputs);
    let outputs = cx.fill_outputs(kind, &address, None, known)?;
    Some(Resource {
        address,
        kind: kind.name.into(),
        origin: Origin::Implicit(owner.address.clone()),
        doc: None,
        span: owner.span,
        head: owner.head,
        known_fingerprint: OnceLock::new(),
        inputs,
        outputs,
        places: Places::default(),
        edges: Few::new(),
        needs: Few::new(),
        statements: Few::new(),
        lifecycle: Lifecycle::default(),
    })
}
