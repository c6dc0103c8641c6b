//! On which subnets of a network something stands that does not say so, and for which of them it waits.

use rustc_hash::FxHashMap;

use super::cx::{Cx, add_edge};
use super::parts::is_left_out;
use crate::base::Span;
use crate::catalog::{Attr, Default, FirstList};
use crate::model::{Address, Resource, Stack, Value};

/// What is added to lists of other resources, by resource and list.
type Added = FxHashMap<(Address, &'static str), Vec<Address>>;

/// Fills in every attribute that is the first list which another resource has, and lets what stands there wait for what
/// was added to that list.
pub(super) fn standing(cx: &mut Cx<'_>, stack: &mut Stack) {
    let mut added: FxHashMap<&str, Added> = FxHashMap::default();
    let mut chosen: Vec<(Address, &'static Attr, &'static str, Vec<Address>)> = Vec::new();
    let stands = |attr: &Attr| matches!(attr.default, Default::FirstList(_));
    for (place, kind) in cx.of_kinds(stack, |kind| kind.shape.attrs.iter().any(stands)) {
        let Some(resource) = stack.resources.at(place) else { continue };
        for attr in kind.shape.attrs {
            let Default::FirstList(row) = attr.default else { continue };
            let Some(of) = resource.inputs.get(row.of).and_then(Value::as_address) else { continue };
            cx.ask_anew(stack, of);
            let added = added.entry(row.adding.0).or_insert_with(|| added_to(stack, row));
            let Some(list) = list(stack, resource, (attr, row), of, added) else { continue };
            let more = added.get(&(of.clone(), list)).cloned().unwrap_or_default();
            chosen.push((resource.address.clone(), attr, list, more));
        }
    }
    for (address, attr, list, more) in chosen {
        let Some(resource) = stack.resources.get_mut(&address) else { continue };
        if !resource.inputs.contains_key(attr.name) {
            resource.inputs.insert(attr.name.into(), Value::from(list));
        }
        let head: Span = resource.head;
        more.into_iter().for_each(|one| add_edge(&mut resource.edges, one, head));
    }
}

/// The list that an attribute names, or means where it is left out.
fn list(
    stack: &Stack,
    resource: &Resource,
    (attr, row): (&Attr, &'static FirstList),
    of: &Address,
    added: &Added,
) -> Option<&'static str> {
    if let Some(said) = resource.inputs.get(attr.name) {
        return row.lists.iter().find(|list| said.as_str() == Some(list)).copied();
    }
    if !is_left_out(resource, attr.name) {
        return None;
    }
    if let Some((own, value, list)) = row.only
        && resource.inputs.get(own).and_then(Value::as_str) == Some(value)
    {
        return Some(list);
    }
    let other = stack.get(of)?;
    let has = |list: &&&str| {
        other.inputs.get(list).and_then(Value::as_list).is_some_and(|items| !items.is_empty())
            || added.contains_key(&(of.clone(), **list))
    };
    row.lists.iter().find(has).copied()
}

/// What resources of their own add to the lists of others.
fn added_to(stack: &Stack, row: &'static FirstList) -> Added {
    let (kind, refers, says) = row.adding;
    let mut added = Added::default();
    let written = |resource: &&Resource| resource.kind == kind && super::is_written(&resource.origin);
    for resource in stack.resources.values().filter(written) {
        let of = resource.inputs.get(refers).and_then(Value::as_address);
        let list = resource.inputs.get(says).and_then(Value::as_str);
        let list = row.lists.iter().find(|known| list == Some(known));
        if let (Some(of), Some(list)) = (of, list) {
            added.entry((of.clone(), list)).or_default().push(resource.address.clone());
        }
    }
    added
}
