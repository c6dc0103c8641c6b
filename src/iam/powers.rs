//! What an identity may do, for sure or perhaps.

use std::borrow::Cow;

use super::decide::{Decision, Share, decide, share, share_of};
use super::holding::{Held, Holding, bounds, holding};
use super::policy::{Context, holds_by};
use super::wildcard::{Case, matches};
use crate::catalog::Catalog;
use crate::model::{Effect, Patterns, Resource, Stack, Statement};

/// How sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sure {
    /// Whatever the circumstances.
    Certain,
    /// Conditions decide, or what is denied in part.
    Perhaps,
}

/// What an identity may do: what it has, within what bounds it.
#[derive(Debug)]
pub(super) struct Powers<'a> {
    own: Holding<'a>,
    said: Vec<&'a Statement>,
    bounds: Option<Vec<&'a Statement>>,
}

impl<'a> Powers<'a> {
    /// `None` where what bounds it is not known, so that nothing is sure.
    pub(super) fn of(catalog: &Catalog, stack: &'a Stack, role: &'a Resource) -> Option<Self> {
        let own = holding(catalog, stack, role);
        let bounds = match bounds(catalog, stack, role) {
            Some(bounds) if !bounds.is_complete() => return None,
            bounds => bounds.map(|bounds| bounds.statements()),
        };
        let said = own.statements();
        Some(Self { own, said, bounds })
    }

    /// The statements by which it may do something to all that they name, if nothing else has a say in that.
    pub(super) fn freely(&self, action: &str) -> Option<Vec<&'a Statement>> {
        let denies = self.said.iter().any(|statement| statement.effect == Effect::Deny);
        let all = |statement: &&Statement| share(Case::Insensitive, &statement.actions, action) == Share::All;
        (!denies && !self.is_bounded()).then(|| self.plain().filter(all).collect())
    }

    /// Whether something bounds it.
    pub(super) fn is_bounded(&self) -> bool {
        self.bounds.is_some()
    }

    /// Whether it depends on circumstances, or on what is denied, how much of what it says it may do.
    pub(super) fn leaves_doubt(&self) -> bool {
        let asks =
            |statement: &&Statement| statement.effect == Effect::Deny || !statement.conditions.is_empty();
        self.is_bounded() || self.said.iter().any(asks)
    }

    /// What it has that allows something in any case.
    pub(super) fn plain(&self) -> impl Iterator<Item = &'a Statement> {
        self.said.iter().copied().filter(|statement| is_plain(statement))
    }

    /// What it has that allows something, if only under conditions.
    pub(super) fn allowing(&self) -> impl Iterator<Item = &'a Statement> {
        self.said.iter().copied().filter(|statement| is_own(statement))
    }

    pub(super) fn allows(&self, action: &str, resource: &str) -> bool {
        decide(&self.said, action, resource) == Decision::Allowed && self.is_within(action, resource)
    }

    /// Whether what bounds it allows something.
    pub(super) fn is_within(&self, action: &str, resource: &str) -> bool {
        let within = |bounds: &Vec<&Statement>| decide(bounds, action, resource) == Decision::Allowed;
        self.bounds.as_ref().is_none_or(within)
    }

    /// How sure it is that it may do something to all of a resource, under what is known; `None` if it may not.
    fn may_be(&self, asked: &Asked<'_>) -> Option<Sure> {
        let within = |said: &[&Statement]| match decide(&asked.settled(said), asked.action, asked.resource) {
            Decision::Allowed => Some(Sure::Certain),
            Decision::Unknown(_) => Some(Sure::Perhaps),
            Decision::NotAllowed | Decision::ExplicitlyDenied(_) => None,
        };
        let own = within(&self.said)?;
        Some(self.bounds.as_ref().map_or(Some(own), |bounds| within(bounds))?.max(own))
    }

    /// The statement by which it may do something to all of a resource, and how sure that is.
    pub(super) fn may(&self, asked: &Asked<'_>, sure: Sure) -> Option<(Held<'a>, Sure)> {
        let found = self.may_be(asked).filter(|found| *found <= sure)?;
        let allows = |held: &&Held<'_>| {
            let share = share_of(held.statement, asked.action, asked.resource);
            is_own(held.statement)
                && match found {
                    Sure::Certain => share == Share::All && asked.holds(held.statement) == Some(true),
                    Sure::Perhaps => share != Share::None && asked.holds(held.statement) != Some(false),
                }
        };
        Some((*self.own.held.iter().find(allows)?, found))
    }

    /// The statement by which it may do something to some resource, that resource, and how sure that is.
    pub(super) fn may_somewhere(&self, action: &str, sure: Sure) -> Option<(Held<'a>, &'a str, Sure)> {
        let names = |held: &&Held<'_>| is_own(held.statement) && hits(&held.statement.actions, action);
        self.own.held.iter().filter(names).find_map(|held| {
            texts(&held.statement.resources).find_map(|on| {
                let found = self.may_be(&Asked::new(action, on)).filter(|found| *found <= sure)?;
                Some((*held, on, found))
            })
        })
    }

    /// How sure it is that nothing of its own stands against something that another policy allows; `None` if something does.
    pub(super) fn lets(&self, asked: &Asked<'_>) -> Option<Sure> {
        let denials = self.said.iter().filter(|statement| statement.effect == Effect::Deny);
        let denies = |statement: &&Statement| match share_of(statement, asked.action, asked.resource) {
            Share::None => None,
            Share::All if statement.conditions.is_empty() => Some(None),
            Share::All | Share::Part => Some(Some(Sure::Perhaps)),
        };
        let denied = denials.filter_map(denies).try_fold(Sure::Certain, |sure, one| Some(sure.max(one?)))?;
        let bounds = self.bounds.as_ref().map(|bounds| decide(bounds, asked.action, asked.resource));
        match bounds {
            None | Some(Decision::Allowed) => Some(denied),
            Some(Decision::Unknown(_)) => Some(Sure::Perhaps),
            Some(Decision::NotAllowed | Decision::ExplicitlyDenied(_)) => None,
        }
    }
}

/// What somebody wants to do, and what is known of that.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'r> {
    pub(super) action: &'r str,
    pub(super) resource: &'r str,
    /// The service that a role is handed to.
    pub(super) passed_to: Option<&'r str>,
}

impl<'r> Asked<'r> {
    pub(super) fn new(action: &'r str, resource: &'r str) -> Self {
        Self { action, resource, passed_to: None }
    }

    /// Whether the conditions of a statement hold, as far as that is known.
    fn holds(&self, statement: &Statement) -> Option<bool> {
        if statement.conditions.is_empty() {
            return Some(true);
        }
        let mut known = Context::default();
        known.insert("iam:PassedToService", vec![format!("{}.amazonaws.com", self.passed_to?)]);
        holds_by(statement, &known)
    }

    /// The statements, those that surely hold or do not without their conditions, or left out.
    fn settled<'s>(&self, said: &[&'s Statement]) -> Vec<Cow<'s, Statement>> {
        let settle = |statement: &&'s Statement| match self.holds(statement) {
            Some(true) if statement.conditions.is_empty() => Some(Cow::Borrowed(*statement)),
            Some(true) => {
                Some(Cow::Owned(Statement { conditions: Default::default(), ..(*statement).clone() }))
            }
            Some(false) => None,
            None => Some(Cow::Borrowed(*statement)),
        };
        said.iter().filter_map(settle).collect()
    }
}

/// Whether a statement allows whoever has it something, if only under conditions.
pub(super) fn is_own(statement: &Statement) -> bool {
    statement.effect == Effect::Allow && statement.principals.items.is_empty()
}

/// Whether a statement allows something in any case.
pub(super) fn is_plain(statement: &Statement) -> bool {
    is_own(statement) && statement.conditions.is_empty()
}

pub(super) fn hits(patterns: &Patterns, action: &str) -> bool {
    let hit = patterns.items.iter().any(|item| matches(Case::Insensitive, &item.text, action));
    hit != patterns.negated
}

/// The patterns; a list after `not` stands for nearly everything.
pub(super) fn texts(patterns: &Patterns) -> impl Iterator<Item = &str> {
    let negated = patterns.negated;
    let items = patterns.items.iter().filter(move |_| !negated).map(|item| item.text.as_str());
    items.chain(negated.then_some("*"))
}
