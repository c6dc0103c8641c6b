//! Finding the word somebody meant.

/// Optimal string alignment distance in characters: insertions, deletions, replacements and swaps of neighbours.
#[must_use]
pub fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=right.len()).collect();
    let mut line: Vec<usize> = Vec::with_capacity(last.len());
    let mut previous = None;
    for (row, a) in left.chars().enumerate() {
        line.clear();
        line.push(row + 1);
        for (column, b) in right.iter().enumerate() {
            let at = |list: &[usize], index: usize| list.get(index).copied().unwrap_or(usize::MAX / 2);
            let replace = at(&last, column) + usize::from(a != *b);
            let mut best = replace.min(at(&last, column + 1) + 1).min(at(&line, column) + 1);
            let swapped = column > 0 && previous == Some(*b) && right.get(column - 1) == Some(&a);
            if swapped {
                best = best.min(at(&before, column - 1) + 1);
            }
            line.push(best);
        }
        previous = Some(a);
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut line);
    }
    last.last().copied().unwrap_or(0)
}

/// The candidate nearest to `word`, if near enough to be what was meant; ties go to the first in order.
///
/// Letter case is ignored when comparing. A third of the word, at least one and at most three letters, may be wrong.
#[must_use]
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (word.chars().count() / 3).clamp(1, 3);
    let wanted = word.to_lowercase();
    let known = letters(&wanted);
    candidates
        .into_iter()
        .filter(|candidate| candidate.len().abs_diff(word.len()) <= 4 * allowed)
        .filter(|candidate| {
            // Each mistake adds one letter at most, and takes away one at most.
            let own = letters(candidate);
            let more = (own & !known).count_ones().max((known & !own).count_ones());
            !candidate.is_ascii() || more as usize <= allowed
        })
        .map(|candidate| (distance(&wanted, &candidate.to_lowercase()), candidate))
        // Where no letter stays, nothing speaks for it.
        .filter(|(far, candidate)| {
            *far <= allowed && *far < candidate.chars().count().max(wanted.chars().count())
        })
        .min_by_key(|(far, _)| *far)
        .map(|(_, candidate)| candidate)
}

/// A name in small letters, without what parts its words: `memory_size`, `MemorySize` and `memory-size` are the same.
#[must_use]
pub fn run_together(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|c| c.to_ascii_lowercase()).collect()
}

/// Which letters a word has, in either case: a bit each, which some share.
fn letters(word: &str) -> u64 {
    word.bytes().fold(0, |all, byte| all | 1 << (byte.to_ascii_lowercase() % 64))
}

/// All candidates that are as near to `word` as the one that [`did_you_mean`] gives, in order.
///
/// Only if it is one alone is it the right answer.
#[must_use]
pub fn all_meant<'a>(word: &str, candidates: &[&'a str]) -> Vec<&'a str> {
    let Some(best) = did_you_mean(word, candidates.iter().copied()) else { return Vec::new() };
    let far = |candidate: &str| distance(&word.to_lowercase(), &candidate.to_lowercase());
    let least = far(best);
    candidates.iter().copied().filter(|candidate| far(candidate) == least).collect()
}
