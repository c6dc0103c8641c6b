//! Where the decision for an address stands.

use rustc_hash::FxHashMap;

use super::decide::Decided;
use crate::model::{Address, Stack};

/// Decisions by address: those for resources of the stack are found as these are, so that only others are noted.
#[derive(Debug)]
pub(super) struct Places<'a> {
    stack: &'a Stack,
    /// For each resource, in order, the place of its decision; nothing where the stack is not what is aimed at.
    desired: Vec<usize>,
    others: FxHashMap<&'a Address, usize>,
    /// The places of those for no resource, in order.
    rest: Vec<usize>,
}

impl<'a> Places<'a> {
    /// Those of decisions in the order of their addresses.
    pub(super) fn new(stack: &'a Stack, decisions: &'a [Decided<'_>]) -> Self {
        let mut places = Self { stack, desired: Vec::new(), others: FxHashMap::default(), rest: Vec::new() };
        for (at, decided) in decisions.iter().enumerate() {
            if decided.resource.is_some() {
                places.desired.push(at);
            } else {
                places.others.insert(&decided.step.address, at);
                places.rest.push(at);
            }
        }
        places
    }

    /// The places of all decisions: those for resources as these were added, so that what is near in the text is near.
    pub(super) fn as_added(&self) -> impl Iterator<Item = usize> {
        let added = self.stack.resources.as_added().filter_map(|place| self.desired.get(place).copied());
        added.chain(self.rest.iter().copied())
    }

    /// The place of the decision for an address.
    pub(super) fn find(&self, address: &Address) -> Option<usize> {
        let desired = || self.desired.get(self.stack.resources.position(address)?).copied();
        let other = || self.others.get(address).copied();
        if self.desired.is_empty() { other() } else { desired().or_else(other) }
    }
}
