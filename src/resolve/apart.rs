//! What is written in a resource's braces and belongs to a part of it: it makes nobody wait but that part.

use ecow::EcoString;
use rustc_hash::FxHashMap;

use super::attrs::Made;
use super::cx::{Cx, add_edge};
use crate::base::Span;
use crate::catalog::{Kind, Part, PartWhen};
use crate::model::{Address, Edge, Map, Resource, Resources, Stack, Value};

/// What an entry that belongs to a part must have before it.
#[derive(Debug, Clone)]
pub(super) struct Apart {
    /// The resource in whose braces the entry stands.
    of: Address,
    /// Its word.
    word: EcoString,
    /// The whole entry.
    pub(super) entry: Span,
    pub(super) edge: Edge,
    /// Whether a part was made that it belongs to.
    claimed: bool,
}

/// What stands apart, by the resource in whose braces it is written.
pub(super) type ByOwner = FxHashMap<Address, Vec<Apart>>;

impl Cx<'_> {
    /// Sets apart what an entry of a declaration has added to what must be there before it, if it belongs to a part.
    pub(super) fn set_apart(
        &mut self,
        made: &mut Made,
        (prefix, word): (&str, &str),
        entry: Span,
        before: usize,
    ) {
        if !prefix.is_empty() || made.edges.len() == before || made.kind.taking(word).is_none() {
            return;
        }
        let of = &made.address;
        let apart = made.edges.take_from(before).into_iter().map(|edge| Apart {
            of: of.clone(),
            word: word.into(),
            entry,
            edge,
            claimed: false,
        });
        self.besides.apart.extend(apart);
    }

    /// What was set apart so far.
    pub(super) fn take_apart(&mut self) -> ByOwner {
        let mut all = ByOwner::default();
        for one in std::mem::take(&mut self.besides.apart) {
            all.entry(one.of.clone()).or_default().push(one);
        }
        all
    }
}

/// Hands a part what is written for it in its owner's braces.
pub(super) fn hand_over(
    part: &Part,
    owner: &Resource,
    each: Option<(&str, &EcoString)>,
    apart: &mut ByOwner,
    one: &mut Resource,
) {
    let inputs = &mut one.inputs;
    match each {
        Some((word, label)) => {
            let own = owner.inputs.get(word).and_then(|all| all.as_map()?.get(label)?.as_map());
            inputs.extend(own.into_iter().flatten().map(|(key, value)| (key.clone(), value.clone())));
            one.places = owner.places.within(&ecow::eco_format!("{word}.{label}"));
        }
        None => {
            let own = part.takes.iter().filter_map(|word| owner.inputs.get(word).map(|value| (*word, value)));
            inputs.extend(own.map(|(key, value)| (key.into(), value.clone())));
            one.places = owner.places.clone();
        }
    }
    let place = each.and_then(|(word, label)| owner.places.get(&ecow::eco_format!("{word}.{label}")));
    for entry in apart.get_mut(&owner.address).into_iter().flatten() {
        let fits = part.takes.contains(&entry.word.as_str());
        if fits && place.is_none_or(|place| entry.entry.contains(place)) {
            entry.claimed = true;
            add_edge(&mut one.edges, entry.edge.to.clone(), entry.edge.span);
        }
    }
}

/// Takes from each owner what its parts were handed, and gives it back what nobody was.
pub(super) fn settle(stack: &mut Stack, handed: &[(Address, &'static Part)], apart: ByOwner) {
    for (owner, part) in handed {
        if let Some(resource) = stack.resources.get_mut(owner) {
            let inputs = &mut resource.inputs;
            part.takes.iter().for_each(|word| drop(inputs.remove(word)));
        }
    }
    for entry in apart.into_values().flatten().filter(|entry| !entry.claimed) {
        if let Some(resource) = stack.resources.get_mut(&entry.of) {
            add_edge(&mut resource.edges, entry.edge.to, entry.edge.span);
        }
    }
}

/// What an attribute of a resource says, wherever it was handed to.
pub(super) fn said(resources: &Resources, kind: &Kind, of: &Resource, name: &str) -> Option<Value> {
    of.inputs.get(name).cloned().or_else(|| {
        let part = kind.taking(name).filter(|part| matches!(part.when, PartWhen::Behind(_)))?;
        resources.get(&of.address.part(part.name))?.inputs.get(name).cloned()
    })
}

/// The part that a resource names by its label, with what its ARN stands under.
pub(super) fn picked<'a>(resources: &'a Resources, kind: &Kind, of: &Resource) -> Option<&'a Resource> {
    let attr = kind.shape.attrs.iter().find(|attr| !attr.picks.is_empty())?;
    labelled(resources, &of.address, attr.picks, of.inputs.get(attr.name)?.as_str()?)
}

/// The part of a resource with that label.
pub(super) fn labelled<'a>(
    resources: &'a Resources,
    of: &Address,
    part: &str,
    label: &str,
) -> Option<&'a Resource> {
    resources.get(&each_part(of, part, label))
}

/// The address of a part that there is one of for each label.
pub(super) fn each_part(of: &Address, part: &str, label: &str) -> Address {
    Address(ecow::eco_format!("{}[{}]", of.part(part), Value::from(label)))
}

/// What an attribute says in the block of a part's label.
pub(super) fn of_label<'a>(
    owner: &'a Resource,
    (word, label): (&str, &str),
    attr: &str,
) -> Option<&'a Value> {
    let block: &Map = owner.inputs.get(word)?.as_map()?.get(label)?.as_map()?;
    block.get(attr)
}
