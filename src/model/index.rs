//! Places in a list by the texts that what stands there is known by.

use std::hash::BuildHasher;
use std::num::NonZeroU32;

use rustc_hash::FxBuildHasher;

/// Places by the hashes of texts, which stand in the list and nowhere else: what is not found where it belongs is looked for
/// behind it.
#[derive(Debug, Clone, Default)]
pub struct Index {
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
    /// No places, with room for that many.
    #[must_use]
    pub fn with_capacity(places: usize) -> Self {
        let slots = (places + places.div_ceil(3)).next_power_of_two();
        Self { slots: vec![None; slots], used: 0 }
    }

    /// The hash of a text, as much of it as is kept.
    #[must_use]
    #[inline]
    pub fn hash(text: &str) -> u32 {
        let hash = FxBuildHasher.hash_one(text);
        (hash >> 32) as u32 ^ hash as u32
    }

    /// The place of that hash which is the right one.
    #[must_use]
    pub fn find(&self, hash: u32, is_it: impl Fn(usize) -> bool) -> Option<usize> {
        let mask = self.slots.len().saturating_sub(1);
        let mut at = hash as usize & mask;
        while let Some(Some(slot)) = self.slots.get(at) {
            let place = slot.place.get() as usize - 1;
            if slot.hash == hash && is_it(place) {
                return Some(place);
            }
            at = (at + 1) & mask;
        }
        None
    }

    /// Adds the place of what is not there yet.
    pub fn insert(&mut self, hash: u32, place: usize) {
        if (self.used + 1) * 4 > self.slots.len() * 3 {
            let all = std::mem::replace(self, Self::with_capacity((self.used + 1) * 2));
            all.slots.into_iter().flatten().for_each(|slot| self.put(slot));
        }
        // INVARIANT: a stack of four thousand million resources fits in no memory.
        if let Some(place) = u32::try_from(place + 1).ok().and_then(NonZeroU32::new) {
            self.put(Slot { hash, place });
        }
    }

    fn put(&mut self, slot: Slot) {
        let mask = self.slots.len().saturating_sub(1);
        let mut at = slot.hash as usize & mask;
        while let Some(Some(_)) = self.slots.get(at) {
            at = (at + 1) & mask;
        }
        if let Some(place) = self.slots.get_mut(at) {
            *place = Some(slot);
            self.used += 1;
        }
    }

    /// Gives each the place that a list has for it.
    pub(super) fn move_to(&mut self, now: &[u32]) {
        for slot in self.slots.iter_mut().flatten() {
            let place = now.get(slot.place.get() as usize - 1).and_then(|place| NonZeroU32::new(place + 1));
            slot.place = place.unwrap_or(slot.place);
        }
    }
}
