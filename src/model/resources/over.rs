//! Resources of which nearly all are those that another stack has.

use std::sync::Arc;

use super::flat::Flat;
use super::{Address, Resource};

/// Some of the resources of a list that others have, too, and some of its own: where each of them stands.
#[derive(Debug, Clone)]
pub(super) struct Over {
    own: Flat,
    // INVARIANT: each names one of the list or an own one that nothing else names.
    slots: Vec<Slot>,
    /// The places of those of the list; [`GONE`] for what is not among these.
    based: Vec<u32>,
    /// The places of its own ones.
    owned: Vec<u32>,
}

/// What stands at a place: one of the list or an own one, by its number there.
#[derive(Debug, Clone, Copy)]
enum Slot {
    Based(u32),
    Own(u32),
}

/// The place of what is not there.
const GONE: u32 = u32::MAX;

impl Over {
    /// None of so many.
    pub(super) fn new(base: usize) -> Self {
        let slots = Vec::with_capacity(base + base / 8);
        Self { own: Flat::default(), slots, based: vec![GONE; base], owned: Vec::new() }
    }

    pub(super) fn len(&self) -> usize {
        self.slots.len()
    }

    /// How many of them are its own.
    pub(super) fn own(&self) -> usize {
        self.own.list.len()
    }

    pub(super) fn shared<'s>(&'s self, base: &'s Flat, place: usize) -> Option<&'s Arc<Resource>> {
        match self.slots.get(place)? {
            Slot::Based(at) => base.list.get(*at as usize),
            Slot::Own(at) => self.own.list.get(*at as usize),
        }
    }

    pub(super) fn position(&self, base: &Flat, hash: u32, address: &Address) -> Option<usize> {
        let known = base.position(hash, address, |at| self.based.get(at).is_some_and(|place| *place != GONE));
        let place = match known {
            Some(at) => self.based.get(at),
            None => self.own.position(hash, address, |_| true).and_then(|at| self.owned.get(at)),
        };
        place.map(|place| *place as usize)
    }

    /// Adds one at the end. There is none at its address yet.
    pub(super) fn push(&mut self, resource: Arc<Resource>, hash: u32) {
        let place = number(self.slots.len());
        self.slots.push(Slot::Own(number(self.own.list.len())));
        self.own.push(resource, hash);
        self.owned.push(place);
    }

    /// Adds at the end the one that stands at a place over the same list, or in it.
    pub(super) fn keep(&mut self, base: &Flat, others: Option<&Self>, place: usize) {
        let slot = match others {
            None => Some(Slot::Based(number(place))),
            Some(others) => others.slots.get(place).copied(),
        };
        match (slot, others) {
            (Some(Slot::Based(at)), _) => {
                let now = number(self.slots.len());
                self.based.get_mut(at as usize).into_iter().for_each(|place| *place = now);
                self.slots.push(Slot::Based(at));
            }
            (Some(Slot::Own(at)), Some(others)) => {
                let hash = others.own.hashes.get(at as usize);
                let one = others.shared(base, place).zip(hash);
                one.into_iter().for_each(|(one, hash)| self.push(Arc::clone(one), *hash));
            }
            _ => {}
        }
    }

    /// The one at a place, to be changed; one of the list becomes an own one.
    pub(super) fn at_mut(&mut self, base: &Flat, place: usize) -> Option<&mut Arc<Resource>> {
        let own = match *self.slots.get(place)? {
            Slot::Own(at) => at,
            Slot::Based(at) => {
                let own = number(self.own.list.len());
                let (one, hash) = base.list.get(at as usize).zip(base.hashes.get(at as usize))?;
                self.own.push(Arc::clone(one), *hash);
                self.owned.push(number(place));
                self.based.get_mut(at as usize).into_iter().for_each(|place| *place = GONE);
                self.slots.get_mut(place).into_iter().for_each(|slot| *slot = Slot::Own(own));
                own
            }
        };
        self.own.list.get_mut(own as usize)
    }

    /// Gives each the place that its number has in a list.
    pub(super) fn put(&mut self, order: &[u32]) {
        self.slots = order.iter().filter_map(|at| self.slots.get(*at as usize).copied()).collect();
        for (place, slot) in (0..).zip(&self.slots) {
            let known = match slot {
                Slot::Based(at) => self.based.get_mut(*at as usize),
                Slot::Own(at) => self.owned.get_mut(*at as usize),
            };
            known.into_iter().for_each(|known| *known = place);
        }
    }

    /// Their places: those of the list as they were added there, then their own.
    pub(super) fn as_added(&self, base: &Flat) -> impl Iterator<Item = usize> {
        let based = base.as_added().filter_map(|at| self.based.get(at)).filter(|place| **place != GONE);
        based.chain(&self.owned).map(|place| *place as usize)
    }
}

/// A number as it is kept.
fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(GONE)
}
