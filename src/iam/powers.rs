//! What an identity may do for sure.

use super::decide::{Decision, Share, decide, share, share_of};
use super::holding::{Held, Holding, bounds, holding};
use super::wildcard::{Case, matches};
use crate::catalog::Catalog;
use crate::model::{Effect, Patterns, Resource, Stack, Statement};

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

    /// What it has that allows something in any case.
    pub(super) fn plain(&self) -> impl Iterator<Item = &'a Statement> {
        self.said.iter().copied().filter(|statement| is_plain(statement))
    }

    pub(super) fn allows(&self, action: &str, resource: &str) -> bool {
        decide(&self.said, action, resource) == Decision::Allowed && self.is_within(action, resource)
    }

    /// Whether what bounds it allows something.
    pub(super) fn is_within(&self, action: &str, resource: &str) -> bool {
        let within = |bounds: &Vec<&Statement>| decide(bounds, action, resource) == Decision::Allowed;
        self.bounds.as_ref().is_none_or(within)
    }

    /// The statement by which it surely may do something to all of a resource.
    pub(super) fn may(&self, action: &str, resource: &str) -> Option<Held<'a>> {
        let allows = |held: &&Held<'_>| {
            is_plain(held.statement) && share_of(held.statement, action, resource) == Share::All
        };
        self.allows(action, resource).then(|| self.own.held.iter().find(allows).copied())?
    }

    /// The statement by which it surely may do something to some resource, and that resource.
    pub(super) fn may_somewhere(&self, action: &str) -> Option<(Held<'a>, &'a str)> {
        let names = |held: &&Held<'_>| is_plain(held.statement) && hits(&held.statement.actions, action);
        self.own.held.iter().filter(names).find_map(|held| {
            let on = texts(&held.statement.resources).find(|text| self.allows(action, text))?;
            Some((*held, on))
        })
    }
}

/// Whether a statement allows something in any case.
pub(super) fn is_plain(statement: &Statement) -> bool {
    statement.effect == Effect::Allow
        && statement.conditions.is_empty()
        && statement.principals.items.is_empty()
}

pub(super) fn hits(patterns: &Patterns, action: &str) -> bool {
    let hit = patterns.items.iter().any(|item| matches(Case::Insensitive, &item.text, action));
    hit != patterns.negated.is_some()
}

/// The patterns; a list after `not` stands for nearly everything.
pub(super) fn texts(patterns: &Patterns) -> impl Iterator<Item = &str> {
    let negated = patterns.negated.is_some();
    let items = patterns.items.iter().filter(move |_| !negated).map(|item| item.text.as_str());
    items.chain(negated.then_some("*"))
}
