//! Whom an identity trusts: who may take it on.

use super::powers::{Sure, hits};
use crate::base::Span;
use crate::catalog::Catalog;
use crate::model::{Effect, Pattern, Resource, Statement, Value};

/// The action by which an identity is taken on.
pub(super) const ASSUME: &str = "sts:AssumeRole";

/// Whom an identity trusts, by its attribute and by its statements that name somebody.
#[derive(Debug, Default)]
pub(super) struct Trust<'a> {
    allowed: Vec<Named<'a>>,
    denied: Vec<Named<'a>>,
}

/// Somebody who is named.
#[derive(Debug, Clone, Copy)]
struct Named<'a> {
    who: &'a str,
    sure: Sure,
    place: Span,
}

/// Whether a service, by its short name, may take an identity on, if only under conditions.
#[must_use]
pub fn trusts(catalog: &Catalog, identity: &Resource, service: &str) -> bool {
    if identity.statements.iter().all(|one| one.principals.items.is_empty()) {
        let is_meant =
            |name: &str| name == "*" || name.strip_suffix(".amazonaws.com").unwrap_or(name) == service;
        return listed(catalog, identity).any(is_meant);
    }
    let name = format!("{service}.amazonaws.com");
    Trust::of(catalog, identity).trusts(&[service, &name, "*"]).is_some()
}

impl<'a> Trust<'a> {
    pub(super) fn of(catalog: &Catalog, identity: &'a Resource) -> Self {
        let attr = catalog.kind(&identity.kind).and_then(|kind| kind.identity).map(|row| row.trust);
        let place = attr.map_or(identity.head, |attr| identity.place(attr));
        let named = listed(catalog, identity).map(|who| Named { who, sure: Sure::Certain, place });
        let mut trust = Self { allowed: named.collect(), denied: Vec::new() };
        let naming = identity.statements.iter().filter(|one| !one.principals.items.is_empty());
        for statement in naming.filter(|statement| hits(&statement.actions, ASSUME)) {
            trust.read(statement);
        }
        trust
    }

    fn read(&mut self, statement: &'a Statement) {
        let plain = statement.conditions.is_empty() && !statement.principals.negated;
        let sure = if plain { Sure::Certain } else { Sure::Perhaps };
        let named = |item: &'a Pattern| Named { who: &item.text, sure, place: statement.span };
        // Whoever is not named is meant, and perhaps anybody.
        let everybody = Named { who: "*", sure, place: statement.span };
        let list = if statement.effect == Effect::Allow { &mut self.allowed } else { &mut self.denied };
        match statement.principals.negated {
            true => list.push(everybody),
            false => list.extend(statement.principals.items.iter().map(named)),
        }
    }

    /// Everybody whom it trusts, if only under conditions.
    pub(super) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.allowed.iter().map(|named| named.who)
    }

    /// Whether it hangs on circumstances whom it trusts.
    pub(super) fn leaves_doubt(&self) -> bool {
        !self.denied.is_empty() || self.allowed.iter().any(|named| named.sure == Sure::Perhaps)
    }

    /// How sure it is that somebody is trusted who is called by any of these names, and where it says so.
    pub(super) fn trusts(&self, names: &[&str]) -> Option<(Sure, Span)> {
        let mut denial = Sure::Certain;
        for named in self.denied.iter().filter(|named| named.who == "*" || names.contains(&named.who)) {
            match named.sure {
                Sure::Certain => return None,
                Sure::Perhaps => denial = Sure::Perhaps,
            }
        }
        let named = self.allowed.iter().filter(|named| names.contains(&named.who));
        let found = named.min_by_key(|named| named.sure)?;
        Some((found.sure.max(denial), found.place))
    }
}

/// Whom the attribute of an identity names.
fn listed<'a>(catalog: &Catalog, identity: &'a Resource) -> impl Iterator<Item = &'a str> {
    let attr = catalog.kind(&identity.kind).and_then(|kind| kind.identity).map(|row| row.trust);
    let list = attr.and_then(|attr| identity.input(attr)?.as_list()).unwrap_or_default();
    list.iter().filter_map(text)
}

fn text(value: &Value) -> Option<&str> {
    match value {
        Value::Reference(reference) => Some(reference.arn.as_str()),
        other => other.as_str(),
    }
}
