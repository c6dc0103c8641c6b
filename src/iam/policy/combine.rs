//! Every way in which who, what, to what and each circumstance come together, told apart by the statements that speak.

use rustc_hash::FxHashSet;

/// Which statements speak; one bit each.
pub(super) type Bits = Vec<u64>;

/// So many combinations are told apart at most.
const MOST: usize = 60_000;

/// Samples of one dimension with the statements that take them.
pub(super) type Dimension = Vec<Bits>;

/// A combination: the statements that speak, and the number of the sample in each dimension.
pub(super) type Combination = (Bits, Vec<usize>);

/// All combinations that differ; `None` if there are too many.
pub(super) fn combine(dimensions: &[Dimension], statements: usize) -> Option<Vec<Combination>> {
    let all = vec![u64::MAX; statements / 64 + 1];
    let mut found: Vec<Combination> = vec![(all, Vec::new())];
    for dimension in dimensions {
        let mut seen: FxHashSet<Bits> = FxHashSet::default();
        let mut next: Vec<Combination> = Vec::new();
        for (bits, chosen) in &found {
            for (at, own) in dimension.iter().enumerate() {
                let both: Bits = bits.iter().zip(own).map(|(one, other)| one & other).collect();
                if seen.insert(both.clone()) {
                    let mut chosen = chosen.clone();
                    chosen.push(at);
                    next.push((both, chosen));
                }
            }
            if next.len() > MOST {
                return None;
            }
        }
        found = next;
    }
    Some(found)
}

/// The bits of what holds.
pub(super) fn bits(held: impl Iterator<Item = bool>, statements: usize) -> Bits {
    let mut bits = vec![0; statements / 64 + 1];
    for (at, held) in held.enumerate() {
        if let Some(word) = bits.get_mut(at / 64).filter(|_| held) {
            *word |= 1 << (at % 64);
        }
    }
    bits
}

/// Whether a bit is set.
pub(super) fn has(bits: &Bits, at: usize) -> bool {
    bits.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
}
