//! A set of the small numbers that a field may hold.

/// The year that is kept as 0; every other field fits as it is.
pub(super) const FIRST_YEAR: u16 = 1970;

/// Numbers from 0 to 255.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct Set {
    words: [u64; 4],
}

impl Set {
    /// Adds a number; one above 255 is not kept, which no field has.
    pub(super) fn insert(&mut self, number: u16) {
        if let Some(word) = self.words.get_mut(usize::from(number / 64)) {
            *word |= 1 << (number % 64);
        }
    }

    /// Adds every number from the first to the last, word by word.
    pub(super) fn insert_all(&mut self, first: u16, last: u16) {
        for (word, base) in self.words.iter_mut().zip((0_u16..).step_by(64)) {
            if first < base + 64 && base <= last {
                let from = u64::MAX << first.saturating_sub(base);
                let to = u64::MAX >> (63 - (last - base).min(63));
                *word |= from & to;
            }
        }
    }

    pub(super) fn contains(&self, number: u16) -> bool {
        self.from(number).next() == Some(number)
    }

    pub(super) fn len(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// The members in order.
    pub(super) fn all(&self) -> impl Iterator<Item = u16> + '_ {
        self.from(0)
    }

    /// The members from `least` on, in order.
    pub(super) fn from(&self, least: u16) -> impl Iterator<Item = u16> + '_ {
        let words = self.words.iter().zip((0_u16..).step_by(64));
        words.skip(usize::from(least / 64)).flat_map(move |(word, base)| {
            let below = if base < least { (1_u64 << (least - base)) - 1 } else { 0 };
            Bits(word & !below).map(move |bit| base + bit)
        })
    }
}

/// The positions of the set bits, lowest first.
struct Bits(u64);

impl Iterator for Bits {
    type Item = u16;

    fn next(&mut self) -> Option<u16> {
        let lowest = u16::try_from(self.0.trailing_zeros()).ok().filter(|bit| *bit < 64)?;
        self.0 &= self.0 - 1;
        Some(lowest)
    }
}

#[cfg(test)]
mod tests {
    use super::Set;

    #[test]
    fn a_run_is_the_numbers_in_it() {
        for (first, last) in [(0, 0), (0, 63), (0, 64), (1, 59), (63, 64), (64, 127), (5, 229), (0, 255)] {
            let (mut run, mut single) = (Set::default(), Set::default());
            run.insert_all(first, last);
            (first..=last).for_each(|number| single.insert(number));
            assert_eq!(run, single, "{first} to {last}");
        }
    }

    #[test]
    fn members_come_in_order_from_any_start() {
        let mut set = Set::default();
        for number in [0, 5, 63, 64, 127, 200, 229] {
            set.insert(number);
        }
        assert_eq!(set.all().collect::<Vec<_>>(), [0, 5, 63, 64, 127, 200, 229]);
        assert_eq!(set.from(6).collect::<Vec<_>>(), [63, 64, 127, 200, 229]);
        assert_eq!(set.from(64).collect::<Vec<_>>(), [64, 127, 200, 229]);
        assert_eq!(set.from(230).next(), None);
        assert!(set.contains(127) && !set.contains(126) && set.len() == 7);
    }
}
