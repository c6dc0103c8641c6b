//! All resources of a stack.

use std::collections::BTreeSet;
use std::hash::BuildHasher;
use std::num::NonZeroU32;
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use super::{Address, Resource};

/// Resources by address: found at once, and gone through in the order of their addresses once they are sorted. Each is
/// shared with other stacks that have just the same.
#[derive(Debug, Clone, Default)]
pub struct Resources {
    list: Vec<Arc<Resource>>,
    // INVARIANT: holds the hash of the address of each resource in `list`.
    hashes: Vec<u32>,
    // INVARIANT: holds the place of each resource in `list`.
    index: Index,
}

/// Places by the hashes of addresses, which stand in the list: what is not found where it belongs is looked for behind it.
#[derive(Debug, Clone, Default)]
struct Index {
    // INVARIANT: as many as a power of two, and a quarter of them free.
    slots: Vec<Option<Slot>>,
    used: usize,
}

#[derive(Debug, Clone, Copy)]
struct Slot {
    hash: u32,
    /// Counted from 1, so that a free slot takes no more room.
    place: NonZeroU32,
}

impl Index {
    fn with_capacity(places: usize) -> Self {
        let slots = (places + places.div_ceil(3)).next_power_of_two();
        Self { slots: vec![None; slots], used: 0 }
    }

    /// What there is from where a hash belongs, up to the first free slot.
    fn run(&self, hash: u32) -> impl Iterator<Item = (usize, Slot)> {
        let from = hash as usize & self.slots.len().saturating_sub(1);
        let (before, behind) = self.slots.split_at_checked(from).unwrap_or_default();
        let slots = behind.iter().zip(from..).chain(before.iter().zip(0..));
        slots.map_while(|(slot, at)| slot.map(|slot| (at, slot)))
    }

    /// The places that an address with that hash may have.
    fn places(&self, hash: u32) -> impl Iterator<Item = usize> {
        let same = move |(_, slot): &(usize, Slot)| slot.hash == hash;
        self.run(hash).filter(same).map(|(_, slot)| slot.place.get() as usize - 1)
    }

    fn insert(&mut self, hash: u32, place: usize) {
        if (self.used + 1) * 4 > self.slots.len() * 3 {
            let all = std::mem::replace(self, Self::with_capacity((self.used + 1) * 2));
            all.slots.into_iter().flatten().for_each(|slot| self.put(slot));
        }
        // INVARIANT: a stack of four thousand million resources fits in no memory.
        if let Some(place) = u32::try_from(place + 1).ok().and_then(NonZeroU32::new) {
            self.put(Slot { hash, place });
        }
    }

    fn clear(&mut self) {
        self.slots.fill(None);
        self.used = 0;
    }

    fn put(&mut self, slot: Slot) {
        let mask = self.slots.len().saturating_sub(1);
        let from = slot.hash as usize & mask;
        let free = self.run(slot.hash).last().map_or(from, |(at, _)| (at + 1) & mask);
        if let Some(place) = self.slots.get_mut(free) {
            *place = Some(slot);
            self.used += 1;
        }
    }
}

/// The hash of an address, as much of it as is kept.
fn hash(address: &Address) -> u32 {
    let hash = FxBuildHasher.hash_one(address);
    (hash >> 32) as u32 ^ hash as u32
}

impl Resources {
    /// No resources.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// No resources, with room for that many.
    #[must_use]
    pub fn with_capacity(resources: usize) -> Self {
        let (list, hashes) = (Vec::with_capacity(resources), Vec::with_capacity(resources));
        Self { list, hashes, index: Index::with_capacity(resources) }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The one at an address.
    #[must_use]
    pub fn get(&self, address: &Address) -> Option<&Resource> {
        self.at(self.position(address)?)
    }

    /// The place of the one at an address; once they are sorted, places ascend with addresses.
    #[must_use]
    pub fn position(&self, address: &Address) -> Option<usize> {
        let is_it = |at: &usize| self.list.get(*at).is_some_and(|one| one.address == *address);
        self.index.places(hash(address)).find(is_it)
    }

    /// The one at a place.
    #[must_use]
    pub fn at(&self, place: usize) -> Option<&Resource> {
        self.list.get(place).map(|one| &**one)
    }

    /// The one at a place, to be shared.
    #[must_use]
    pub fn shared(&self, place: usize) -> Option<&Arc<Resource>> {
        self.list.get(place)
    }

    /// The one at an address, to be changed; its address may not be.
    pub fn get_mut(&mut self, address: &Address) -> Option<&mut Resource> {
        let at = self.position(address)?;
        self.at_mut(at)
    }

    /// The one at a place, to be changed; its address may not be. If others share it, they keep what it was.
    pub fn at_mut(&mut self, place: usize) -> Option<&mut Resource> {
        self.list.get_mut(place).map(Arc::make_mut)
    }

    /// Whether there is one at an address.
    #[must_use]
    pub fn contains_key(&self, address: &Address) -> bool {
        self.position(address).is_some()
    }

    /// Adds one, in place of the one at the same address. Whoever has added the last one sorts.
    pub fn insert(&mut self, resource: impl Into<Arc<Resource>>) {
        let resource = resource.into();
        let hash = hash(&resource.address);
        let is_it = |at: &usize| self.list.get(*at).is_some_and(|one| one.address == resource.address);
        let known = self.index.places(hash).find(is_it);
        match known.and_then(|at| self.list.get_mut(at)) {
            Some(place) => *place = resource,
            None => self.push(resource, hash),
        }
    }

    fn push(&mut self, resource: Arc<Resource>, hash: u32) {
        self.index.insert(hash, self.list.len());
        self.list.push(resource);
        self.hashes.push(hash);
    }

    /// Adds the one that has a place among others, which share it from now on. There is none at its address yet.
    pub fn push_from(&mut self, others: &Self, place: usize) {
        if let (Some(resource), Some(hash)) = (others.list.get(place), others.hashes.get(place)) {
            self.push(Arc::clone(resource), *hash);
        }
    }

    /// Puts them in the order of their addresses.
    pub fn sort(&mut self) {
        let order = self.order();
        self.put(&order);
    }

    /// Puts them in that order, of which the first ones are in it already.
    pub fn sort_behind(&mut self, first: usize) {
        match first {
            0 => return self.sort(),
            first if first >= self.len() => return,
            _ => {}
        }
        let mut more: Vec<usize> = (first..self.len()).collect();
        let address = |at: usize| self.at(at).map(|resource| &resource.address);
        more.sort_unstable_by(|one, other| address(*one).cmp(&address(*other)));
        let sorted = self.list.get(..first).unwrap_or_default();
        let mut order = Vec::with_capacity(self.len());
        let mut done = 0;
        for at in more {
            let before = sorted.partition_point(|one| Some(&one.address) < address(at));
            order.extend(done..before);
            order.push(at);
            done = before;
        }
        order.extend(done..first);
        self.put(&order);
    }

    /// Gives each the place that its number has in a list.
    fn put(&mut self, order: &[usize]) {
        let mut all: Vec<Option<Arc<Resource>>> = self.list.drain(..).map(Some).collect();
        self.list.extend(order.iter().filter_map(|at| all.get_mut(*at)?.take()));
        self.hashes = order.iter().filter_map(|at| self.hashes.get(*at).copied()).collect();
        self.index.clear();
        self.hashes.iter().enumerate().for_each(|(at, hash)| self.index.insert(*hash, at));
    }

    /// Their places in the order of their addresses. Addresses are alike up to the first point and lie far apart in
    /// memory, so the first letters behind it are compared before all of them.
    fn order(&self) -> Vec<usize> {
        let heads: BTreeSet<&str> = self.list.iter().map(|resource| halves(resource).0).collect();
        let heads: Vec<&str> = heads.into_iter().collect();
        let key = |(at, resource): (u32, &Arc<Resource>)| {
            let (head, rest) = halves(resource);
            let mut first = [0; 8];
            first.iter_mut().zip(rest.bytes()).for_each(|(to, byte)| *to = byte);
            let head = heads.binary_search(&head).unwrap_or(0) as u32;
            (head, at, u64::from_be_bytes(first))
        };
        let mut keys: Vec<(u32, u32, u64)> = (0..).zip(&self.list).map(key).collect();
        let address = |at: u32| self.list.get(at as usize).map(|resource| &resource.address);
        keys.sort_unstable_by(|a, b| {
            (a.0, a.2).cmp(&(b.0, b.2)).then_with(|| address(a.1).cmp(&address(b.1)))
        });
        keys.into_iter().map(|(_, at, _)| at as usize).collect()
    }

    /// All of them.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &Resource> + ExactSizeIterator + Clone {
        self.list.iter().map(|one| &**one)
    }

    /// Their addresses.
    pub fn keys(&self) -> impl Iterator<Item = &Address> {
        self.list.iter().map(|resource| &resource.address)
    }
}

/// An address up to its first point, and what follows.
fn halves(resource: &Resource) -> (&str, &str) {
    let text = resource.address.as_str();
    text.split_at(text.find('.').map_or(text.len(), |point| point + 1))
}

impl Extend<Resource> for Resources {
    fn extend<I: IntoIterator<Item = Resource>>(&mut self, all: I) {
        all.into_iter().for_each(|resource| self.insert(resource));
    }
}

impl FromIterator<Resource> for Resources {
    fn from_iter<I: IntoIterator<Item = Resource>>(all: I) -> Self {
        let mut resources = Self::new();
        resources.extend(all);
        resources.sort();
        resources
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{FileId, Span};
    use crate::model::{Few, Lifecycle, Origin};

    fn one(address: &str) -> Resource {
        let here = Span::new(FileId(0), 0, 0);
        Resource {
            address: address.into(),
            kind: "bucket".into(),
            origin: Origin::Written,
            doc: None,
            span: here,
            head: here,
            known_fingerprint: std::sync::OnceLock::new(),
            inputs: crate::model::Map::new(),
            outputs: crate::model::Map::new(),
            places: crate::model::Places::default(),
            edges: Few::new(),
            needs: Few::new(),
            statements: Few::new(),
            lifecycle: Lifecycle::default(),
        }
    }

    #[test]
    fn they_stand_in_the_order_of_their_addresses_whatever_these_are() {
        let mut written = [
            "bucket.b",
            "bucket.a_very_long_name_that_others_begin_with.log_group",
            "bucket.a_very_long_name_that_others_begin_with",
            "bucket_policy.a",
            "bucket.ä",
            "bucket",
            "bucket.",
            "(bucket.a created -> queue.b).permission",
            "module.m[\"x.y\"].bucket.a",
            "module.m.bucket.a",
            "bucket.a created -> queue.b",
        ];
        let all: Resources = written.iter().map(|address| one(address)).collect();
        written.sort_unstable();
        let stand: Vec<&str> = all.keys().map(Address::as_str).collect();
        assert_eq!(stand, written);
        assert!(all.keys().enumerate().all(|(at, address)| all.position(address) == Some(at)));
    }
}
