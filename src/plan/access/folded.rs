//! What a plan that is only drawn in brief tells of a stack that is made altogether: of many thousand grants, few are drawn
//! and the others are counted, without being put into the plan's words.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashSet, FxHasher};

use super::change::{Telling, in_order, is_everybodys};
use super::parties::{Parties, Touched, Whose};
use super::{Access, Folded, Reach};
use crate::iam::Gained;
use crate::model::Origin;

/// So many lines are drawn of what comes, unless everything is shown.
pub const MOST_LINES: usize = 40;

/// One of all that somebody gains.
#[derive(Clone, Copy)]
struct Gain {
    /// What tells its line from all others.
    line: u64,
    /// Who gains it, and which of all that he gains it is.
    of: (usize, usize),
}

/// One line: what is told of all who gain just the same.
struct Line<'g> {
    all: &'g [Gain],
    /// That of the first of them by name.
    first: Gain,
}

/// What is drawn.
#[derive(Default)]
struct Drawn {
    lines: FxHashSet<u64>,
    /// Those who gain what is told in these lines.
    who: Vec<usize>,
    folded: Folded,
}

impl Telling<'_> {
    /// What these gain, where nobody had anything before and all that says so is made; `None` where everybody gains
    /// something, which is told of nobody else then.
    pub(super) fn folded(&self, parties: &Parties, touched: &Touched<'_>) -> Option<Access> {
        let mut access = Access::default();
        let far = |whose: Whose<'_>| self.reach(whose) <= Reach::Outside;
        for (whose, owners) in parties.all().filter(|(whose, _)| far(*whose)) {
            self.of_party(whose, owners, touched, |found| self.tell(whose, found, &mut access));
        }
        if access.gained.iter().any(is_everybodys) {
            return None;
        }
        let mut gains = Vec::new();
        for (at, (whose, owners)) in parties.all().enumerate().filter(|(_, (whose, _))| !far(*whose)) {
            let mut number = 0;
            self.of_party(whose, owners, touched, |mut found| {
                for one in found.gained.drain(..) {
                    gains.push(Gain { line: self.line(whose, &one), of: (at, number) });
                    number += 1;
                }
                self.tell(whose, found, &mut access);
            });
        }
        let Drawn { lines, who, folded } = self.drawn(parties, gains);
        for (whose, owners) in who.into_iter().filter_map(|at| parties.at(at)) {
            self.of_party(whose, owners, touched, |mut found| {
                found.gained.retain(|one| lines.contains(&self.line(whose, one)));
                found.lost.clear();
                found.unknown.clear();
                self.tell(whose, found, &mut access);
            });
        }
        access.folded = folded;
        in_order(&mut access);
        Some(access)
    }

    /// Which lines are drawn, and how many are not.
    fn drawn(&self, parties: &Parties, mut gains: Vec<Gain>) -> Drawn {
        gains.sort_unstable_by_key(|gain| (gain.line, gain.of));
        let mut drawn = Drawn::default();
        let mut worth = Vec::new();
        for all in gains.chunk_by(|one, other| one.line == other.line) {
            if all.iter().all(|gain| self.is_routine(parties, gain.of.0)) {
                drawn.folded.routine += 1;
                continue;
            }
            let first = all.iter().min_by(|one, other| self.by_name(parties, one, other));
            worth.extend(first.map(|first| Line { all, first: *first }));
        }
        if worth.len() > MOST_LINES {
            worth.select_nth_unstable_by(MOST_LINES, |one, other| {
                self.by_name(parties, &one.first, &other.first)
            });
        }
        drawn.folded.left = worth.iter().skip(MOST_LINES).map(|line| line.all.len()).sum();
        worth.truncate(MOST_LINES);
        drawn.lines.extend(worth.iter().map(|line| line.first.line));
        drawn.who.extend(worth.iter().flat_map(|line| line.all).map(|gain| gain.of.0));
        drawn.who.sort_unstable();
        drawn.who.dedup();
        drawn
    }

    /// The order of two gains: that of those who gain, and of one that in which he does.
    fn by_name(&self, parties: &Parties, one: &Gain, other: &Gain) -> Ordering {
        let whose = |gain: &Gain| parties.at(gain.of.0).map(|(whose, _)| whose);
        let rank = |name: usize| self.sides.after.get(name).map(|bearer| bearer.rank);
        let names = match (whose(one), whose(other)) {
            (Some(Whose::Known(one)), Some(Whose::Known(other))) => rank(one).cmp(&rank(other)),
            (one, other) => {
                let principal = |whose: Option<Whose<'_>>| whose.map(|whose| self.principal(whose, &[]));
                principal(one).cmp(&principal(other))
            }
        };
        names.then_with(|| one.of.1.cmp(&other.of.1))
    }

    /// Whether something comes by itself with what is made: to a service, or to parts.
    fn is_routine(&self, parties: &Parties, party: usize) -> bool {
        match parties.at(party).map(|(whose, _)| whose) {
            Some(Whose::Known(name)) => {
                let resource = self.sides.after.get(name).and_then(|bearer| bearer.resource);
                resource.is_some_and(|resource| matches!(resource.origin, Origin::Implicit(_)))
            }
            Some(whose @ Whose::Other(_)) => self.reach(whose) == Reach::Service,
            None => false,
        }
    }

    /// What tells the line of a gain from all others. Nothing was there before, so that nothing but its own ARN has the name of
    /// anything, and ARNs will do; of a million lines, two meet by chance in one plan of thirty million.
    fn line(&self, whose: Whose<'_>, one: &Gained) -> u64 {
        let Gained { actions, but_actions, resources, but_resources, conditions, .. } = one;
        let mut hasher = FxHasher::default();
        (self.reach(whose) as u8, self.fate(whose) as u8).hash(&mut hasher);
        (actions, but_actions, resources, but_resources).hash(&mut hasher);
        for condition in conditions {
            (&condition.operator, &condition.key, &condition.values).hash(&mut hasher);
        }
        hasher.finish()
    }
}
