//! Kinds by their names, which each resource is asked for again and again.

use super::Kind;
use crate::base::sign;

/// Kinds by what their names have in common with few others: one that is not where it belongs is behind it.
#[derive(Debug, Clone)]
pub(super) struct ByName {
    // INVARIANT: as many as a power of two, and most of them free.
    slots: Vec<Option<&'static Kind>>,
}

impl ByName {
    /// Of kinds of different names.
    pub(super) fn of(kinds: &[&'static Kind]) -> Self {
        let mut all = Self { slots: vec![None; (kinds.len() * 4 + 1).next_power_of_two()] };
        for kind in kinds {
            let mut at = all.start(kind.name);
            while let Some(Some(_)) = all.slots.get(at) {
                at = all.behind(at);
            }
            all.slots.get_mut(at).into_iter().for_each(|slot| *slot = Some(*kind));
        }
        all
    }

    /// The kind of a name.
    pub(super) fn find(&self, name: &str) -> Option<&'static Kind> {
        let mut at = self.start(name);
        while let Some(Some(kind)) = self.slots.get(at) {
            if kind.name == name {
                return Some(kind);
            }
            at = self.behind(at);
        }
        None
    }

    #[inline]
    fn start(&self, name: &str) -> usize {
        let mixed = sign(name).wrapping_mul(0x9E37_79B1);
        (mixed >> 16) as usize & (self.slots.len() - 1)
    }

    #[inline]
    fn behind(&self, at: usize) -> usize {
        (at + 1) & (self.slots.len() - 1)
    }
}
