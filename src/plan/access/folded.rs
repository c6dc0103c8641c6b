//! What a plan that is only drawn in brief tells of a stack that is made altogether: of many thousand grants, few are drawn
//! and the others are counted, without being put into the plan's words.

use std::hash::{DefaultHasher, Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use super::change::{Telling, in_order, is_everybodys};
use super::parties::Touched;
use super::{Access, Folded, Principal, Reach};
use crate::iam::{Gained, Party};
use crate::model::Origin;

/// So many lines are drawn of what comes, unless everything is shown.
pub const MOST_LINES: usize = 40;

/// One line: what is told of all who gain just the same.
struct Line {
    /// The first of them by name, and which of all that he gains it is.
    first: (usize, usize),
    who: usize,
    /// Whether it comes by itself with what is made: to a service, or to parts alone.
    routine: bool,
}

/// The lines of what is gained.
#[derive(Default)]
struct Lines {
    known: FxHashMap<[u64; 2], usize>,
    all: Vec<Line>,
    /// For each grant, who gains it and its line.
    grants: Vec<(usize, usize)>,
}

impl Lines {
    /// Notes one of all that somebody gains.
    fn add(&mut self, whose: &[Principal], first: (usize, usize), one: &Gained, routine: Routine) {
        let Some(principal) = whose.get(first.0) else { return };
        let routine = routine == Routine::Yes;
        let line = *self.known.entry(key(principal, one)).or_insert(self.all.len());
        match self.all.get_mut(line) {
            None => self.all.push(Line { first, who: 1, routine }),
            Some(known) => {
                if whose.get(known.first.0).is_some_and(|other| principal < other) {
                    known.first = first;
                }
                known.who += 1;
                known.routine &= routine;
            }
        }
        self.grants.push((first.0, line));
    }

    /// Whether each line is drawn, and how many are not.
    fn drawn(&self, whose: &[Principal]) -> (Vec<bool>, Folded) {
        let worth = self.all.iter().enumerate().filter(|(_, line)| !line.routine);
        let mut worth: Vec<(usize, &Line)> = worth.collect();
        let routine = self.all.len() - worth.len();
        if worth.len() > MOST_LINES {
            let order = |line: &Line| (whose.get(line.first.0), line.first.1);
            worth.select_nth_unstable_by(MOST_LINES, |(_, one), (_, other)| order(one).cmp(&order(other)));
        }
        let left = worth.iter().skip(MOST_LINES).map(|(_, line)| line.who).sum();
        let mut drawn = vec![false; self.all.len()];
        for (at, _) in worth.iter().take(MOST_LINES) {
            drawn.get_mut(*at).into_iter().for_each(|drawn| *drawn = true);
        }
        (drawn, Folded { left, routine })
    }
}

/// Whether something comes by itself with what is made.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Routine {
    Yes,
    No,
}

impl Telling<'_> {
    /// What these gain, where nobody had anything before and all that says so is made; `None` where everybody gains
    /// something, which is told of nobody else then.
    pub(super) fn folded<'w>(
        &self,
        parties: &[(Party, Vec<&'w str>)],
        touched: &Touched<'w>,
    ) -> Option<Access> {
        let mut access = Access::default();
        let far = |party: &Party| self.reach(party) <= Reach::Outside;
        for (party, owners) in parties.iter().filter(|(party, _)| far(party)) {
            self.of_party(party, owners, touched, |found| self.tell(party, found, &mut access));
        }
        if access.gained.iter().any(is_everybodys) {
            return None;
        }
        let whose: Vec<Principal> = parties.iter().map(|(party, _)| self.principal(party, &[])).collect();
        let mut lines = Lines::default();
        for (at, (party, owners)) in parties.iter().enumerate().filter(|(_, (party, _))| !far(party)) {
            let routine = self.routine(party);
            let mut number = 0;
            self.of_party(party, owners, touched, |mut found| {
                for one in found.gained.drain(..) {
                    lines.add(&whose, (at, number), &one, routine);
                    number += 1;
                }
                self.tell(party, found, &mut access);
            });
        }
        let (drawn, folded) = lines.drawn(&whose);
        let is_drawn = |line: usize| drawn.get(line) == Some(&true);
        let mut told: Vec<usize> =
            lines.grants.iter().filter(|(_, line)| is_drawn(*line)).map(|(at, _)| *at).collect();
        told.dedup();
        for ((party, owners), principal) in
            told.iter().filter_map(|at| Some((parties.get(*at)?, whose.get(*at)?)))
        {
            self.of_party(party, owners, touched, |mut found| {
                let line = |one: &Gained| lines.known.get(&key(principal, one)).copied();
                found.gained.retain(|one| line(one).is_some_and(is_drawn));
                found.lost.clear();
                found.unknown.clear();
                self.tell(party, found, &mut access);
            });
        }
        access.folded = folded;
        in_order(&mut access);
        Some(access)
    }

    fn routine(&self, party: &Party) -> Routine {
        let part = match party {
            Party::Known(arn) => {
                let resource = self.after.get(arn).and_then(|bearer| bearer.resource);
                resource.is_some_and(|resource| matches!(resource.origin, Origin::Implicit(_)))
            }
            _ => self.reach(party) == Reach::Service,
        };
        if part { Routine::Yes } else { Routine::No }
    }
}

/// What tells a line from all others. Nothing was there before, so that nothing but its own ARN has the name of anything, and
/// ARNs will do; two hashes of different make meet by chance in no plan that fits in memory.
fn key(whose: &Principal, one: &Gained) -> [u64; 2] {
    [hash(whose, one, FxHasher::default()), hash(whose, one, DefaultHasher::new())]
}

fn hash(whose: &Principal, one: &Gained, mut hasher: impl Hasher) -> u64 {
    let Gained { actions, but_actions, resources, but_resources, conditions, .. } = one;
    (whose.reach as u8, whose.fate as u8).hash(&mut hasher);
    (actions, but_actions, resources, but_resources).hash(&mut hasher);
    for condition in conditions {
        (&condition.operator, &condition.key, &condition.values).hash(&mut hasher);
    }
    hasher.finish()
}
