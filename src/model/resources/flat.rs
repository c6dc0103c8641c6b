//! Resources that stand for themselves.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{Address, Index, Resource};

/// Resources in one list, with what finds them there.
#[derive(Debug, Clone, Default)]
pub(super) struct Flat {
    pub(super) list: Vec<Arc<Resource>>,
    // INVARIANT: holds the hash of the address of each resource in `list`.
    pub(super) hashes: Vec<u32>,
    // INVARIANT: holds the place of each resource in `list`.
    pub(super) index: Index,
    // INVARIANT: nothing while they stand as they were added, else the place of each in `list`, once.
    added: Vec<u32>,
}

impl Flat {
    pub(super) fn with_capacity(resources: usize) -> Self {
        let (list, hashes) = (Vec::with_capacity(resources), Vec::with_capacity(resources));
        Self { list, hashes, index: Index::with_capacity(resources), added: Vec::new() }
    }

    /// The place of the one at an address, among those that a test holds of.
    #[inline]
    pub(super) fn position(
        &self,
        hash: u32,
        address: &Address,
        counts: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        self.index.find(hash, |at| self.is_at(at, address) && counts(at))
    }

    /// Whether the one at a place has that address, which is mostly the very same text.
    fn is_at(&self, place: usize, address: &Address) -> bool {
        self.list.get(place).is_some_and(|one| {
            let (known, asked) = (one.address.as_str(), address.as_str());
            std::ptr::eq(known, asked) || known == asked
        })
    }

    pub(super) fn push(&mut self, resource: Arc<Resource>, hash: u32) {
        self.index.insert(hash, self.list.len());
        if !self.added.is_empty() {
            self.added.extend(u32::try_from(self.list.len()));
        }
        self.list.push(resource);
        self.hashes.push(hash);
    }

    /// Gives each the place that its number has in a list.
    pub(super) fn put(&mut self, order: &[usize]) {
        let mut all: Vec<Option<Arc<Resource>>> = self.list.drain(..).map(Some).collect();
        self.list.extend(order.iter().filter_map(|at| all.get_mut(*at)?.take()));
        self.hashes = order.iter().filter_map(|at| self.hashes.get(*at).copied()).collect();
        let mut now = vec![0; order.len()];
        for (then, place) in order.iter().zip(0_u32..) {
            now.get_mut(*then).into_iter().for_each(|now| *now = place);
        }
        self.index.move_to(&now);
        if self.added.is_empty() {
            self.added = now;
        } else {
            self.added
                .iter_mut()
                .for_each(|place| *place = now.get(*place as usize).copied().unwrap_or(*place));
        }
    }

    /// Their places in the order of their addresses. Addresses are alike up to the first point and lie far apart in
    /// memory, so the first letters behind it are compared before all of them.
    pub(super) fn order(&self) -> Vec<usize> {
        let mut heads: FxHashMap<&str, u32> = FxHashMap::default();
        let mut keys: Vec<(u32, u32, u64)> = Vec::with_capacity(self.list.len());
        for (at, resource) in (0..).zip(&self.list) {
            let (head, rest) = halves(resource);
            let mut first = [0; 8];
            first.iter_mut().zip(rest.bytes()).for_each(|(to, byte)| *to = byte);
            let next = heads.len() as u32;
            keys.push((*heads.entry(head).or_insert(next), at, u64::from_be_bytes(first)));
        }
        let mut sorted: Vec<(&str, u32)> = heads.into_iter().collect();
        sorted.sort_unstable();
        let mut ranks = vec![0; sorted.len()];
        for (rank, (_, met)) in (0_u32..).zip(&sorted) {
            ranks.get_mut(*met as usize).into_iter().for_each(|place| *place = rank);
        }
        keys.iter_mut().for_each(|key| key.0 = ranks.get(key.0 as usize).copied().unwrap_or(0));
        let address = |at: u32| self.list.get(at as usize).map(|resource| &resource.address);
        keys.sort_unstable_by(|a, b| {
            (a.0, a.2).cmp(&(b.0, b.2)).then_with(|| address(a.1).cmp(&address(b.1)))
        });
        keys.into_iter().map(|(_, at, _)| at as usize).collect()
    }

    /// Their places in the order in which they were added.
    pub(super) fn as_added(&self) -> impl Iterator<Item = usize> {
        let sorted = self.added.iter().map(|place| *place as usize);
        let unsorted = if self.added.is_empty() { 0..self.list.len() } else { 0..0 };
        sorted.chain(unsorted)
    }
}

/// An address up to its first point, and what follows.
fn halves(resource: &Resource) -> (&str, &str) {
    let text = resource.address.as_str();
    text.split_at(text.find('.').map_or(text.len(), |point| point + 1))
}
