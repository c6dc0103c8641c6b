//! Whole policies: read from JSON documents or the language, evaluated as AWS does, compared by meaning.

mod account;
mod caller;
mod classes;
mod combine;
mod compare;
mod condition;
mod context;
mod evaluate;
mod glob;
mod inspect;
mod lapse;
mod likely;
mod operator;
pub(in crate::iam) mod owners;
mod principal;
mod read;
mod regions;
mod request;
pub(in crate::iam) mod say;
pub(in crate::iam) mod search;
mod template;
mod whom;
mod written;

pub use account::{Account, Layer, Said, Silence, account};
pub use caller::Caller;
pub use compare::{Carried, Comparison, Relation, Witness, compare};
pub use context::Context;
pub use evaluate::{Because, Ruling, Verdict, Way, decides_itself, evaluate, unknown_keys};
pub use inspect::inspect;
pub use lapse::{Lapse, Sort, Weight};
pub use operator::condition_operators;
pub use read::{Part, PolicyFault, unfit};
pub use request::{Layers, Request};

pub(in crate::iam) use evaluate::{Basis, Place};
pub(in crate::iam) use likely::likely_resources;
pub(in crate::iam) use operator::{Compares, compares};
pub(in crate::iam) use written::holds_by;

use condition::Test;
use context::Keys;
use principal::Principals;
use template::Template;

use ecow::EcoString;

use crate::model::Effect;
use glob::Reading;

/// Of which form a document is; variables are read from 2012 on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Version {
    /// `2008-10-17`, which is meant where none is said.
    #[default]
    Old,
    /// `2012-10-17`
    New,
}

/// A policy document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Policy {
    /// In the order they are written.
    statements: Vec<Statement>,
}

/// Texts with wildcards, one of which must match; or none, with `Not`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::iam) struct Patterns {
    negated: bool,
    items: Vec<Template>,
}

/// One statement of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::iam) struct Statement {
    sid: Option<String>,
    pub(in crate::iam) effect: Effect,
    /// `None` in a policy of an identity: whoever carries it.
    principals: Option<Principals>,
    pub(in crate::iam) actions: Patterns,
    /// `None` in a trust policy: what carries it.
    pub(in crate::iam) resources: Option<Patterns>,
    tests: Vec<Test>,
}

impl Policy {
    /// How many statements it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.statements.len()
    }

    /// What one of its statements says where it speaks.
    #[must_use]
    pub fn effect(&self, at: usize) -> Option<Effect> {
        self.statements.get(at).map(|statement| statement.effect)
    }

    /// The allowing statement that is nearest to a request that none allows: of the same action, else about the same
    /// resource.
    #[must_use]
    pub fn nearest(&self, request: &Request<'_>) -> Option<usize> {
        let allows = |statement: &Statement| statement.effect == Effect::Allow;
        let same_action = |statement: &Statement| statement.actions.hit(request.action, request.context);
        let same_resource = |statement: &Statement| {
            statement.resources.as_ref().is_none_or(|own| own.hit(request.resource, request.context))
        };
        let find = |near: &dyn Fn(&Statement) -> bool| {
            self.statements.iter().position(|statement| allows(statement) && near(statement))
        };
        find(&same_action).or_else(|| find(&same_resource))
    }

    /// What allows everything.
    #[must_use]
    pub fn everything() -> Self {
        let any =
            |reading| Patterns { negated: false, items: vec![Template::new("*", reading, Version::Old)] };
        let statement = Statement {
            sid: None,
            effect: Effect::Allow,
            principals: None,
            actions: any(Reading::Action),
            resources: Some(any(Reading::Arn)),
            tests: Vec::new(),
        };
        Self { statements: vec![statement] }
    }

    /// Adds the statements of another.
    pub fn join(&mut self, other: Self) {
        if self.is_empty() {
            *self = other;
        } else {
            self.statements.extend(other.statements);
        }
    }

    /// Gives back the room that more statements would have taken.
    pub(in crate::iam) fn shrink_to_fit(&mut self) {
        self.statements.shrink_to_fit();
    }

    /// The statements, in order.
    pub(in crate::iam) fn statements(&self) -> &[Statement] {
        &self.statements
    }

    /// As the policy of a resource, in which `*` means no more than that resource and what is within it.
    pub(in crate::iam) fn within(mut self, arn: &str) -> Self {
        for own in self.statements.iter_mut().filter_map(|statement| statement.resources.as_mut()) {
            if !own.negated && own.items.iter().any(|item| item.text == "*") {
                let all = [arn.to_owned(), format!("{arn}/*"), format!("{arn}:*")];
                own.items =
                    all.into_iter().map(|text| Template::new(text, Reading::Arn, Version::Old)).collect();
            }
        }
        self
    }

    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.statements.is_empty()
    }
}

impl Statement {
    /// Whether it names somebody.
    pub(in crate::iam) fn speaks_to(&self, caller: &Caller) -> bool {
        self.principals.as_ref().is_none_or(|own| own.closeness(caller) > principal::Closeness::No)
    }

    /// Whether it names somebody himself or the role that he has, so that no other policy has to agree.
    pub(in crate::iam) fn suffices_for(&self, caller: &Caller) -> bool {
        self.principals.as_ref().is_none_or(|own| own.closeness(caller) > principal::Closeness::Account)
    }

    /// Whether it holds under all circumstances.
    pub(in crate::iam) fn asks_nothing(&self) -> bool {
        self.tests.is_empty()
    }

    /// Whether it holds under the same circumstances as another.
    pub(in crate::iam) fn asks_as(&self, other: &Self) -> bool {
        self.tests == other.tests
    }

    /// Whether it speaks of an action on a resource under these circumstances; principals aside.
    fn speaks_of(&self, (action, resource): (&str, &str), keys: &impl Keys) -> bool {
        self.is_about((action, resource), keys) && self.tests.iter().all(|test| test.holds(keys))
    }

    /// Whether it speaks of an action on a resource at all.
    fn is_about(&self, (action, resource): (&str, &str), keys: &impl Keys) -> bool {
        self.actions.hit(action, keys)
            && self.resources.as_ref().is_none_or(|resources| resources.hit(resource, keys))
    }
}

impl Patterns {
    /// Whether everything but its texts is meant.
    pub(in crate::iam) const fn is_negated(&self) -> bool {
        self.negated
    }

    /// Its texts as they are written.
    pub(in crate::iam) fn texts(&self) -> impl Iterator<Item = &EcoString> {
        self.items.iter().map(|item| &item.text)
    }

    fn hit(&self, text: &str, keys: &impl Keys) -> bool {
        self.items.iter().any(|item| item.matches(text, keys)) != self.negated
    }
}
