//! What a plan that is only drawn in brief tells of a stack that is made altogether: of many thousand grants, few are drawn
//! and the others are counted, without being put into the plan's words.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashSet, FxHasher};

use super::change::{Telling, in_order, is_everybodys};
use super::parties::{Parties, Touched, Whose};
use super::{Access, Folded, Reach};
use crate::iam::{Depth, Gained};
use crate::model::{Origin, Resource};

/// So many lines are drawn of what comes, unless everything is shown.
pub const MOST_LINES: usize = 40;

/// One of all that somebody gains.
#[derive(Clone, Copy)]
struct Gain {
    /// What tells its line from all others.
    line: u64,
    /// Who gains it.
    who: usize,
    /// In which part of what differs for him, and which of that part it is.
    number: (usize, usize),
}

/// Who gains something.
#[derive(Clone, Copy)]
struct Gainer {
    /// How many addresses stand before its own, if it is an identity.
    rank: Option<usize>,
    /// Whether what it gains comes by itself with what is made: it is a service, or a part.
    routine: bool,
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
            self.of_party(whose, owners, touched, |_, found| self.tell(whose, found, &mut access));
        }
        if access.gained.iter().any(is_everybodys) {
            return None;
        }
        let counting = Self { depth: Depth::Bare, ..*self };
        let (mut gainers, mut gains) = (Vec::new(), Vec::new());
        for (who, (whose, owners)) in parties.all().enumerate() {
            gainers.push(self.gainer(whose));
            if far(whose) {
                continue;
            }
            counting.of_party(whose, owners, touched, |part, mut found| {
                for (at, one) in found.gained.drain(..).enumerate() {
                    gains.push(Gain { line: self.line(whose, &one), who, number: (part, at) });
                }
                self.tell(whose, found, &mut access);
            });
        }
        let Drawn { lines, who, folded } = self.drawn(parties, &gainers, gains);
        for (whose, owners) in who.into_iter().filter_map(|at| parties.at(at)) {
            self.of_party(whose, owners, touched, |_, mut found| {
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

    fn gainer(&self, whose: Whose<'_>) -> Gainer {
        let Whose::Known(name) = whose else {
            return Gainer { rank: None, routine: self.reach(whose) == Reach::Service };
        };
        let bearer = self.sides.after.get(name);
        let resource = bearer.and_then(|bearer| bearer.resource);
        let part = |resource: &Resource| matches!(resource.origin, Origin::Implicit(_));
        Gainer { rank: bearer.map(|bearer| bearer.rank), routine: resource.is_some_and(part) }
    }

    /// Which lines are drawn, and how many are not.
    fn drawn(&self, parties: &Parties, gainers: &[Gainer], mut gains: Vec<Gain>) -> Drawn {
        gains.sort_unstable_by_key(|gain| (gain.line, gain.who, gain.number));
        let routine = |gain: &Gain| gainers.get(gain.who).is_some_and(|gainer| gainer.routine);
        let rank = |gain: &Gain| gainers.get(gain.who)?.rank;
        let principal = |gain: &Gain| parties.at(gain.who).map(|(whose, _)| self.principal(whose, &[]));
        // Addresses stand in order; nobody else has any.
        let by_name = |one: &Gain, other: &Gain| {
            let names = match (rank(one), rank(other)) {
                (Some(one), Some(other)) => one.cmp(&other),
                _ => principal(one).cmp(&principal(other)),
            };
            names.then_with(|| one.number.cmp(&other.number))
        };
        let mut drawn = Drawn::default();
        let mut worth = Vec::new();
        for all in gains.chunk_by(|one, other| one.line == other.line) {
            match all.iter().min_by(|one, other| by_name(one, other)) {
                Some(first) if !all.iter().all(routine) => worth.push(Line { all, first: *first }),
                _ => drawn.folded.routine += 1,
            }
        }
        if worth.len() > MOST_LINES {
            worth.select_nth_unstable_by(MOST_LINES, |one, other| by_name(&one.first, &other.first));
        }
        drawn.folded.left = worth.iter().skip(MOST_LINES).map(|line| line.all.len()).sum();
        worth.truncate(MOST_LINES);
        drawn.lines.extend(worth.iter().map(|line| line.first.line));
        drawn.who.extend(worth.iter().flat_map(|line| line.all).map(|gain| gain.who));
        drawn.who.sort_unstable();
        drawn.who.dedup();
        drawn
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
