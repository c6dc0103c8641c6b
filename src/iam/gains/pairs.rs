//! Patterns of actions with patterns of resources: what statements allow, piece by piece.

use ecow::EcoString;

use super::side::Spoken;
use super::{Cause, Gained, Piece};
use crate::iam::policy::search::Hit;
use crate::iam::policy::{Patterns, Statement, Witness};
use crate::iam::reach::can_apply;
use crate::iam::wildcard::{Case, covers, matches, overlap};
use crate::model::Condition;

/// Beyond so many pieces it is not looked which of them lie in others.
const MOST_COMPARED: usize = 200;

/// One pattern of actions on one pattern of resources, under all that some statements ask for.
#[derive(Debug, Clone)]
pub(super) struct Pair<'a> {
    pub(super) action: EcoString,
    but_actions: Vec<EcoString>,
    pub(super) resource: EcoString,
    but_resources: Vec<EcoString>,
    /// The statements that must all speak.
    of: Vec<Spoken<'a>>,
}

/// The pieces of a statement that some request may be about.
pub(super) fn of_statement(one: Spoken<'_>) -> Vec<Pair<'_>> {
    let mut pairs = Vec::new();
    put_pieces(one, &mut pairs);
    pairs
}

/// Adds the pieces of a statement that some request may be about.
pub(super) fn put_pieces<'a>(one: Spoken<'a>, pairs: &mut Vec<Pair<'a>>) {
    let any = EcoString::inline("*");
    let (actions, but_actions) = pieces(Some(&one.statement.actions), &any);
    let (resources, but_resources) = pieces(one.statement.resources.as_ref(), &any);
    for resource in &resources {
        for action in actions.iter().filter(|action| can_apply(action, resource)) {
            pairs.push(Pair {
                action: EcoString::clone(action),
                but_actions: but_actions.clone(),
                resource: EcoString::clone(resource),
                but_resources: but_resources.clone(),
                of: vec![one],
            });
        }
    }
}

/// Each pattern; of a list after `not`, everything but these. Where none are named, everything is meant.
fn pieces<'p>(patterns: Option<&'p Patterns>, any: &'p EcoString) -> (Vec<&'p EcoString>, Vec<EcoString>) {
    match patterns {
        Some(patterns) if patterns.is_negated() => (vec![any], patterns.texts().cloned().collect()),
        Some(patterns) => (patterns.texts().collect(), Vec::new()),
        None => (vec![any], Vec::new()),
    }
}

/// The pieces of a pair that lie in some bound.
pub(super) fn boundaries_meet<'a>(pair: &Pair<'a>, bounds: &[Pair<'a>]) -> Vec<Pair<'a>> {
    bounds.iter().filter_map(|bound| pair.and(bound)).collect()
}

impl<'a> Pair<'a> {
    /// What must speak.
    pub(super) fn speaking(&self) -> Vec<&'a Statement> {
        self.of.iter().map(|one| one.statement).collect()
    }

    /// What lies in both; `None` if nothing does.
    pub(super) fn and(&self, other: &Self) -> Option<Self> {
        let (action, but_actions) =
            meet(Case::Insensitive, (&self.action, &self.but_actions), (&other.action, &other.but_actions))?;
        let (resource, but_resources) = meet(
            Case::Sensitive,
            (&self.resource, &self.but_resources),
            (&other.resource, &other.but_resources),
        )?;
        can_apply(&action, &resource).then(|| Self {
            action,
            but_actions,
            resource,
            but_resources,
            of: self.of.iter().chain(&other.of).copied().collect(),
        })
    }

    /// Whether a request is none of those that are left out.
    pub(super) fn holds(&self, witness: &Witness) -> bool {
        let out = |case, buts: &[EcoString], text: &str| buts.iter().any(|but| matches(case, but, text));
        !out(Case::Insensitive, &self.but_actions, &witness.action)
            && !out(Case::Sensitive, &self.but_resources, &witness.resource)
    }

    /// Whether it may be about what decides by itself who may use it.
    pub(super) fn may_trust(&self) -> bool {
        ["sts:*", "kms:*"].iter().any(|own| overlap(Case::Insensitive, &[own, &self.action]))
    }

    /// Whether a statement surely speaks of all of it.
    pub(super) fn is_within(&self, other: &Spoken<'_>) -> bool {
        let statement = other.statement;
        let asks = statement.asks_nothing() || self.of.iter().any(|own| own.statement.asks_as(statement));
        let takes = |case, patterns: &Patterns, buts: &[EcoString], text: &str| {
            if patterns.is_negated() {
                return patterns.texts().all(|own| {
                    buts.iter().any(|but| covers(case, but, own)) || !overlap(case, &[own, text])
                });
            }
            patterns.texts().any(|own| covers(case, own, text))
        };
        asks && takes(Case::Insensitive, &statement.actions, &self.but_actions, &self.action)
            && statement
                .resources
                .as_ref()
                .is_none_or(|own| takes(Case::Sensitive, own, &self.but_resources, &self.resource))
    }

    fn conditions(&self) -> Vec<Condition> {
        let mut all: Vec<Condition> = Vec::new();
        for condition in self.of.iter().flat_map(|one| &one.line.statement.conditions) {
            if !all.contains(condition) {
                all.push(condition.clone());
            }
        }
        all
    }

    /// Whether all of it lies in another.
    fn lies_in(&self, other: &Self) -> bool {
        covers(Case::Insensitive, &other.action, &self.action)
            && covers(Case::Sensitive, &other.resource, &self.resource)
            && other.but_actions.iter().all(|but| self.but_actions.contains(but))
            && other.but_resources.iter().all(|but| self.but_resources.contains(but))
            && (other.of.iter().all(|one| one.statement.asks_nothing())
                || self.conditions() == other.conditions())
    }
}

/// A pattern with what it leaves out.
type Text<'a> = (&'a EcoString, &'a [EcoString]);

/// What two patterns have in common: the narrower one, or, where each takes what the other does not, the longer.
fn meet(
    case: Case,
    one: (&EcoString, &Vec<EcoString>),
    other: (&EcoString, &Vec<EcoString>),
) -> Option<(EcoString, Vec<EcoString>)> {
    let (one, other): (Text<'_>, Text<'_>) = ((one.0, one.1), (other.0, other.1));
    let text = if covers(case, one.0, other.0) {
        other.0
    } else if covers(case, other.0, one.0) {
        one.0
    } else if overlap(case, &[one.0, other.0]) {
        if one.0.len() >= other.0.len() { one.0 } else { other.0 }
    } else {
        return None;
    };
    let buts = one.1.iter().chain(other.1);
    let mut left: Vec<EcoString> = buts.filter(|but| overlap(case, &[but, text])).cloned().collect();
    left.sort_unstable();
    left.dedup();
    let nothing = left.iter().any(|but| covers(case, but, text));
    (!nothing).then(|| (text.clone(), left))
}

/// Puts pieces together to the fewest statements; what lies in another is left out.
pub(super) fn merged<'a>(
    found: Vec<(Pair<'a>, Hit<'_>)>,
    causes: impl Fn(&Hit<'_>) -> Vec<Cause>,
) -> Vec<Gained> {
    let few = found.len() <= MOST_COMPARED;
    let inside = |at: usize| {
        let Some((pair, _)) = found.get(at) else { return false };
        let mut others = found.iter().enumerate().filter(|(other, _)| *other != at);
        // Of two that are the same the first stays.
        others.any(|(other, (wide, _))| pair.lies_in(wide) && (other < at || !wide.lies_in(pair)))
    };
    let kept: Vec<bool> = (0..found.len()).map(|at| !(few && inside(at))).collect();
    let mut gains: Vec<Gained> = Vec::new();
    let kept = found.into_iter().zip(kept).filter(|(_, kept)| *kept);
    for ((pair, hit), _) in kept {
        let one = Gained {
            conditions: pair.conditions(),
            because: causes(&hit),
            actions: vec![pair.action.clone()],
            but_actions: pair.but_actions,
            resources: vec![pair.resource.clone()],
            but_resources: pair.but_resources,
            pieces: vec![Piece { action: pair.action, resource: pair.resource, witness: hit.witness }],
        };
        // First the actions on one resource come together, then the resources of equal actions.
        let same = |known: &&mut Gained| {
            known.resources == one.resources
                && known.but_resources == one.but_resources
                && alike(known, &one)
                && known.but_actions.is_empty()
                && one.but_actions.is_empty()
        };
        match gains.iter_mut().find(same) {
            Some(known) => {
                known.actions.extend(one.actions);
                known.pieces.extend(one.pieces);
            }
            None => gains.push(one),
        }
    }
    let mut joined: Vec<Gained> = Vec::new();
    for one in gains {
        let same = |known: &&mut Gained| {
            known.actions == one.actions
                && known.but_actions == one.but_actions
                && known.but_resources.is_empty()
                && one.but_resources.is_empty()
                && alike(known, &one)
        };
        match joined.iter_mut().find(same) {
            Some(known) => {
                known.resources.extend(one.resources);
                known.pieces.extend(one.pieces);
            }
            None => joined.push(one),
        }
    }
    joined
}

/// Whether two may stand in one statement.
fn alike(one: &Gained, other: &Gained) -> bool {
    one.conditions == other.conditions && one.because == other.because
}
