//! Names that many maps have.

use std::sync::Arc;

use ecow::{EcoString, EcoVec};
use rustc_hash::FxHashMap;

use super::Slot;
use crate::base::sign;

/// Mixes signs, so that they differ in their upper bits.
const MIX: u32 = 0x9E37_79B1;

/// The one of 64 bits that stands for a sign.
#[inline]
const fn bit(sign: u32) -> u64 {
    1 << (sign.wrapping_mul(MIX) >> 26)
}

/// Names in their order, each once.
#[derive(Debug)]
pub(super) struct Words {
    /// The bits of all names: of most that are not there this tells at once.
    bits: u64,
    // INVARIANT: the sign of each name.
    signs: Box<[u32]>,
    all: Box<[EcoString]>,
}

impl Words {
    fn of(all: Box<[EcoString]>) -> Self {
        let signs: Box<[u32]> = all.iter().map(|name| sign(name)).collect();
        let bits = signs.iter().fold(0, |bits, sign| bits | bit(*sign));
        Self { bits, signs, all }
    }

    #[inline]
    pub(super) fn all(&self) -> &[EcoString] {
        &self.all
    }

    /// Where a name of that sign is.
    #[inline]
    pub(super) fn position(&self, sign: u32, name: &str) -> Option<usize> {
        if self.bits & bit(sign) == 0 { None } else { self.find(sign, name) }
    }

    fn find(&self, sign: u32, name: &str) -> Option<usize> {
        let mut from = 0;
        loop {
            let signs = self.signs.get(from..)?;
            let at = from + signs.iter().position(|known| *known == sign)?;
            if self.all.get(at).is_some_and(|known| known == name) {
                return Some(at);
            }
            from = at + 1;
        }
    }
}

/// Names of maps, each list of them kept once however many maps have just these.
#[derive(Debug, Default)]
pub struct Names {
    /// By what is mixed from their signs.
    known: FxHashMap<u32, Vec<Arc<Words>>>,
    /// Room of maps that take no more than they must, for others: of their names and of their values.
    pub(super) spare: Vec<(EcoVec<EcoString>, EcoVec<Slot>)>,
}

impl Names {
    /// The list that is kept, with just these names.
    pub(super) fn same<'n>(&mut self, names: impl Iterator<Item = &'n EcoString> + Clone) -> Arc<Words> {
        let mix = |mixed: u32, name: &EcoString| (mixed.rotate_left(5) ^ sign(name)).wrapping_mul(MIX);
        let alike = self.known.entry(names.clone().fold(0, mix)).or_default();
        match alike.iter().find(|known| known.all.iter().eq(names.clone())) {
            Some(known) => Arc::clone(known),
            None => {
                let words = Arc::new(Words::of(names.cloned().collect()));
                alike.push(Arc::clone(&words));
                words
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_look_alike_are_told_apart() {
        let texts = ["", "a", "aba", "abcba", "aca", "adcda", "axb", "é"].map(EcoString::from);
        let mut names = Names::default();
        let words = names.same(texts.iter());
        assert!(Arc::ptr_eq(&words, &names.same(texts.iter())));
        let position = |words: &Words, text: &str| words.position(sign(text), text);
        assert!(texts.iter().enumerate().all(|(at, text)| position(&words, text) == Some(at)));
        assert!(
            ["b", "ada", "abxba", "aecea", "ab", "ayb"].iter().all(|text| position(&words, text).is_none())
        );
        let fewer = names.same(texts[1..].iter());
        assert_eq!((position(&fewer, ""), position(&fewer, "é")), (None, Some(6)));
    }
}
