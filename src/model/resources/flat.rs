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
        // There may be fewer, and it grows by itself.
        Self { list, hashes, index: Index::with_capacity(resources / 2), added: Vec::new() }
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

    /// Gives each the place that its number has in a list of all of them.
    pub(super) fn put(&mut self, mut order: Vec<u32>) {
        let mut now = vec![0; order.len()];
        for (then, place) in order.iter().zip(0_u32..) {
            now.get_mut(*then as usize).into_iter().for_each(|now| *now = place);
        }
        self.index.move_to(&now);
        if self.added.is_empty() {
            self.added = now;
        } else {
            self.added
                .iter_mut()
                .for_each(|place| *place = now.get(*place as usize).copied().unwrap_or(*place));
        }
        // One circle of them after the other, so that it takes no second list.
        for start in 0..order.len() {
            let mut at = start;
            while let Some(place) = order.get_mut(at) {
                let from = std::mem::replace(place, at as u32) as usize;
                if from == start || from == at {
                    break;
                }
                self.list.swap(at, from);
                self.hashes.swap(at, from);
                at = from;
            }
        }
    }

    /// Their places in the order of their addresses. Addresses are alike up to the first point and lie far apart in
    /// memory, so some letters behind it are compared before the next ones are looked at.
    pub(super) fn order(&self) -> Vec<u32> {
        let mut heads: FxHashMap<&str, u32> = FxHashMap::default();
        let mut keys: Vec<Key> = Vec::with_capacity(self.list.len());
        for (at, resource) in (0..).zip(&self.list) {
            let (head, rest) = halves(resource);
            let next = heads.len() as u32;
            keys.push((*heads.entry(head).or_insert(next), at, letters(rest, 0)));
        }
        let mut sorted: Vec<(&str, u32)> = heads.into_iter().collect();
        sorted.sort_unstable();
        let mut ranks = vec![0; sorted.len()];
        for (rank, (_, met)) in (0_u32..).zip(&sorted) {
            ranks.get_mut(*met as usize).into_iter().for_each(|place| *place = rank);
        }
        keys.iter_mut().for_each(|key| key.0 = ranks.get(key.0 as usize).copied().unwrap_or(0));
        keys.sort_unstable_by_key(|key| (key.0, key.2));
        keys.chunk_by_mut(|one, other| (one.0, one.2) == (other.0, other.2))
            .for_each(|same| self.sort(same, LETTERS));
        keys.iter().map(|(_, at, _)| *at).collect()
    }

    /// Sorts those that are alike so many letters behind the first point.
    fn sort(&self, alike: &mut [Key], behind: usize) {
        if alike.len() < FEW || behind > MOST_LETTERS {
            alike.sort_unstable_by_key(|key| self.list.get(key.1 as usize).map(|resource| &resource.address));
            return;
        }
        for (_, at, next) in &mut *alike {
            *next = self.list.get(*at as usize).map_or(0, |resource| letters(halves(resource).1, behind));
        }
        alike.sort_unstable_by_key(|key| key.2);
        alike.chunk_by_mut(|one, other| one.2 == other.2).for_each(|same| self.sort(same, behind + LETTERS));
    }

    /// Their places in the order in which they were added.
    pub(super) fn as_added(&self) -> impl Iterator<Item = usize> {
        let sorted = self.added.iter().map(|place| *place as usize);
        let unsorted = if self.added.is_empty() { 0..self.list.len() } else { 0..0 };
        sorted.chain(unsorted)
    }
}

/// The rank of the first half of an address, the place of the resource, and some letters of the other half.
type Key = (u32, u32, u64);

/// So many letters are compared at once.
const LETTERS: usize = 8;

/// So many of an address at most; behind them all of it is compared.
const MOST_LETTERS: usize = 64;

/// Of so many that are alike the next letters are looked at before all of them.
const FEW: usize = 4;

/// Some letters of a text from a place on, in an order that is theirs.
fn letters(text: &str, from: usize) -> u64 {
    let mut some = [0; LETTERS];
    some.iter_mut().zip(text.bytes().skip(from)).for_each(|(to, byte)| *to = byte);
    u64::from_be_bytes(some)
}

/// An address up to its first point, and what follows.
fn halves(resource: &Resource) -> (&str, &str) {
    let text = resource.address.as_str();
    text.split_at(text.find('.').map_or(text.len(), |point| point + 1))
}
