//! All texts, told apart by which of some patterns they match: one sample of each class.

use std::borrow::Cow;
use std::collections::VecDeque;

use rustc_hash::FxHashSet;

use super::glob::{Glob, Places};

/// The most steps of one search; beyond it not every class is found.
const MOST_STEPS: usize = 40_000;

/// Letters that stand for all that no pattern names.
const OTHERS: &str = "xyzwvutsqk0123456789XYZ-_\u{e000}\u{e001}\u{e002}";

/// Samples, and whether every class has one.
#[derive(Debug, Default)]
pub(super) struct Samples {
    pub(super) texts: Vec<String>,
    pub(super) complete: bool,
}

/// One text of each class, the shortest first. Of texts that `shape` does not match none is looked for.
pub(super) fn samples(patterns: &[Cow<'_, Glob>], shape: Option<&Glob>) -> Samples {
    let all: Vec<&Glob> = patterns.iter().map(Cow::as_ref).chain(shape).collect();
    let start: Vec<Places> = all.iter().map(|glob| glob.start()).collect();
    let mut found = Samples { texts: Vec::new(), complete: true };
    let mut classes: FxHashSet<Vec<bool>> = FxHashSet::default();
    let mut seen: FxHashSet<Vec<Places>> = FxHashSet::from_iter([start.clone()]);
    let mut open: VecDeque<(Vec<Places>, String)> = VecDeque::from([(start, String::new())]);
    let mut steps = 0;
    while let Some((places, text)) = open.pop_front() {
        let ends: Vec<bool> = all.iter().zip(&places).map(|(glob, at)| glob.accepts(at)).collect();
        if shape.is_none() || ends.last() == Some(&true) {
            let class = ends.get(..patterns.len()).unwrap_or_default().to_vec();
            if classes.insert(class) {
                found.texts.push(text.clone());
            }
        }
        for letter in letters(&all, &places) {
            let next: Vec<Places> = all.iter().zip(&places).map(|(glob, at)| glob.step(at, letter)).collect();
            let dead = shape.is_some() && next.last().is_some_and(|at| at.iter().all(|word| *word == 0));
            if dead || seen.contains(&next) {
                continue;
            }
            steps += 1;
            if steps > MOST_STEPS {
                found.complete = false;
                return found;
            }
            seen.insert(next.clone());
            open.push_back((next, format!("{text}{letter}")));
        }
    }
    found
}

/// The letters that lead to different places: those that a pattern waits for, a `:`, and one that none names.
fn letters(all: &[&Glob], places: &[Places]) -> Vec<char> {
    let mut letters: Vec<char> = all.iter().zip(places).flat_map(|(glob, at)| glob.awaited(at)).collect();
    letters.push(':');
    letters.sort_unstable();
    letters.dedup();
    let other = OTHERS.chars().find(|c| !letters.contains(c));
    other.into_iter().chain(letters).collect()
}
