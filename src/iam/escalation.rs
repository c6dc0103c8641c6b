//! Ways in which whoever has an identity comes to more than it allows.

use std::collections::{BTreeSet, VecDeque};
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::holding::holding;
use super::others::{Measure, Others};
use super::powers::{Sure, is_own, texts};
use super::routes::{Gap, Route};
use super::steps::{Start, Step};
use super::ways::{EDITS, To, WAYS, Way};
use super::wildcard::{Case, matches};
use crate::base::sign;
use crate::catalog::Catalog;
use crate::model::{Resource, Stack, Statement};

/// Where a way leads.
#[derive(Debug, Clone)]
pub enum Gain<'a> {
    /// To anything, since it says itself what it may do.
    Anything,
    /// To what any user of the account may do.
    Users,
    /// To users that may do anything.
    Grants,
    /// To anything, over these roles.
    Through(Vec<&'a Resource>),
    /// To what the last of these roles may do, such as this action on this resource.
    Role(Vec<&'a Resource>, &'a str, &'a str),
}

/// A way to more.
#[derive(Debug, Clone)]
pub struct Escalation<'a> {
    /// One after the other.
    pub steps: Vec<Step<'a>>,
    /// Of a long way, what the steps leave out.
    pub gap: Option<Gap>,
    /// Where it leads.
    pub gain: Gain<'a>,
}

impl Escalation<'_> {
    /// How sure it is that all of its steps may be taken.
    #[must_use]
    pub fn sure(&self) -> Sure {
        self.steps.iter().map(|step| step.sure).max().unwrap_or(Sure::Certain)
    }
}

/// The ways in which an identity comes to more: one to anything, one to users, one to other roles. If none is sure, those
/// that may be.
#[must_use]
pub fn escalations<'a>(others: &Others<'a>, role: &'a Resource) -> Vec<Escalation<'a>> {
    let Some(at) = others.place(role).filter(|at| others.leads(*at)) else { return Vec::new() };
    let certain = found(others, at, Sure::Certain);
    if certain.is_empty() && others.leave_doubt() { found(others, at, Sure::Perhaps) } else { certain }
}

fn found<'a>(others: &Others<'a>, at: usize, sure: Sure) -> Vec<Escalation<'a>> {
    let Some(from) = Start::of(others, at, sure) else { return Vec::new() };
    let escalation = |steps, gain| Escalation { steps, gap: None, gain };
    let mut found: Vec<Escalation<'a>> = Vec::new();
    let anything = from.anything().map(|steps| escalation(steps, Gain::Anything));
    let itself = anything.is_some();
    found.extend(anything);
    found.extend(from.first(|to| to == To::Users).map(|steps| escalation(steps, Gain::Users)));
    found.extend(from.first(|to| to == To::Grants).map(|steps| escalation(steps, Gain::Grants)));
    // Who says itself what it may do needs nobody else.
    if !itself {
        found.extend(match others.routes(sure).of(others, at) {
            Some(Route { steps, through, gap }) => {
                Some(Escalation { steps, gap, gain: Gain::Through(through) })
            }
            None => from.to_stronger(at),
        });
    }
    found
}

/// Whether an identity may do something that may lead on.
#[must_use]
pub fn may_lead_on(catalog: &Catalog, stack: &Stack, role: &Resource) -> bool {
    leads_on(holding(catalog, stack, role).held.iter().map(|held| held.statement))
}

/// Whether one of these statements allows something that ways begin with.
pub(super) fn leads_on<'s>(mut statements: impl Iterator<Item = &'s Statement>) -> bool {
    let first = first_steps();
    let leads = |pattern: &str| {
        if pattern.bytes().any(|byte| matches!(byte, b'*' | b'?')) {
            first.iter().any(|(_, action)| matches(Case::Insensitive, pattern, action))
        } else {
            // Whatever the case of its letters, a text has one such sign.
            let own = sign(pattern) | SMALL;
            first.iter().any(|(sign, action)| *sign == own && action.eq_ignore_ascii_case(pattern))
        }
    };
    statements.any(|statement| is_own(statement) && texts(&statement.actions).any(leads))
}

/// What letters differ by from capital ones, in the three of a [`sign`].
const SMALL: u32 = 0x2020_2000;

/// The actions that ways begin with, each with the sign that it has in small letters.
fn first_steps() -> &'static [(u32, &'static str)] {
    static FIRST: OnceLock<Vec<(u32, &'static str)>> = OnceLock::new();
    FIRST.get_or_init(|| {
        let first = WAYS.iter().filter_map(|way| way.steps.first()).map(|(action, _)| *action);
        let first: BTreeSet<&str> = first.collect();
        first.into_iter().map(|action| (sign(action) | SMALL, action)).collect()
    })
}

impl<'a> Start<'_, 'a> {
    /// Whether it may say of any other role what that may do.
    pub(super) fn may_edit(&self) -> bool {
        let edits =
            |pattern: &str| EDITS.iter().any(|(action, _)| matches(Case::Insensitive, pattern, action));
        self.powers.allowing().any(|statement| texts(&statement.actions).any(edits))
    }

    /// The shortest way to a role which may do more, the first one of that length.
    fn to_stronger(self, at: usize) -> Option<Escalation<'a>> {
        let open = self.open();
        let led = self.others.led_to(self.role.arn()?, self.powers, &open);
        let mut measure = Measure::new(self.others, self.powers);
        let direct = led.iter().filter(|to| **to != at).find_map(|to| {
            let (action, resource) = measure.beyond(*to)?;
            let other = self.others.at(*to)?;
            let steps = self.lead(&open, other)?;
            Some(Escalation { steps, gap: None, gain: Gain::Role(vec![other.resource], action, resource) })
        });
        direct.or_else(|| self.over_equals(at, (&open, &led), &mut measure))
    }

    /// Over roles that may do no more. What they may do it may do itself, so that only those that trust them lead on.
    fn over_equals(
        &self,
        at: usize,
        (open, led): (&[&'static Way], &[usize]),
        measure: &mut Measure<'_, 'a>,
    ) -> Option<Escalation<'a>> {
        let trusting = |at: usize| {
            let arn = self.others.at(at).and_then(|other| other.resource.arn());
            arn.map_or(&[][..], |arn| self.others.trusting(arn))
        };
        let trusted = led.iter().copied().filter(|to| *to != at && !trusting(*to).is_empty());
        let mut queue: VecDeque<usize> = trusted.collect();
        let mut before: FxHashMap<usize, usize> = queue.iter().map(|to| (*to, at)).collect();
        while let Some(from) = queue.pop_front() {
            if before.get(&from) == Some(&at) && self.lead(open, self.others.at(from)?).is_none() {
                before.remove(&from);
                continue;
            }
            let Some(start) = Start::of(self.others, from, self.sure) else { continue };
            for to in trusting(from) {
                if *to == at
                    || before.contains_key(to)
                    || start.lead(by_trust(), self.others.at(*to)?).is_none()
                {
                    continue;
                }
                before.insert(*to, from);
                if let Some((action, resource)) = measure.beyond(*to) {
                    let Route { steps, through, gap } = self.back(at, *to, &before, open)?;
                    return Some(Escalation { steps, gap, gain: Gain::Role(through, action, resource) });
                }
                queue.push_back(*to);
            }
        }
        None
    }

    /// The steps to where a search came, found from behind.
    fn back(
        &self,
        at: usize,
        to: usize,
        before: &FxHashMap<usize, usize>,
        open: &[&'static Way],
    ) -> Option<Route<'a>> {
        let mut passed = vec![to];
        while let Some(from) = before.get(passed.last()?) {
            passed.push(*from);
        }
        passed.reverse();
        Route::over(self.others, &passed, |from, to| {
            let ways = if from == at { open } else { by_trust() };
            Start::of(self.others, from, self.sure)?.lead(ways, self.others.at(to)?)
        })
    }
}

/// The way to those that trust whoever goes it.
fn by_trust() -> &'static [&'static Way] {
    static WAY: OnceLock<Vec<&'static Way>> = OnceLock::new();
    WAY.get_or_init(|| WAYS.iter().filter(|way| way.to == To::Trusting).collect())
}
