//! What the policies of one side say to a request.

use std::borrow::Cow;

use super::evaluate::evaluate_on;
use super::owners::{Owner, Owners};
use super::search::{Answer, Who};
use super::{Context, Layers, Policy, Request, Ruling, Statement};
use crate::model::Effect;

/// The policies of one side that have a say.
#[derive(Debug, Clone, Default)]
pub(in crate::iam) struct Say<'a> {
    /// What the identity has, and what bounds it.
    pub(in crate::iam) layers: Layers<Cow<'a, Policy>>,
    /// Resources that have policies of their own, by ARN.
    pub(in crate::iam) owners: Owners<'a>,
}

impl Say<'_> {
    /// What it says to a request, and whose policy was asked besides the identity's.
    pub(in crate::iam) fn decide(
        &self,
        who: &Who,
        (action, resource): (&str, &str),
        context: &Context,
    ) -> Answer<'_> {
        #[cfg(test)]
        DECISIONS.set(DECISIONS.get() + 1);
        let owner = self.owners.of(resource);
        let request = request(who, owner.is_some(), (action, resource), context);
        let policy = owner.and_then(|at| self.owners.get(at)).map(|owner| owner.policy.as_ref());
        (evaluate_on(&request, &self.layers, policy), owner)
    }

    pub(super) fn allows(&self, who: &Who, asked: (&str, &str), context: &Context) -> bool {
        self.decide(who, asked, context).0.ruling == Ruling::Allow
    }

    /// Whether it says nothing of anything.
    pub(super) fn is_silent(&self) -> bool {
        self.statements().next().is_none()
    }

    /// Itself, with nothing denied.
    pub(in crate::iam) fn without_denials(&self) -> Self {
        fn open<'p>(policy: &Policy) -> Cow<'p, Policy> {
            let allowing = policy.statements.iter().filter(|one| one.effect == Effect::Allow);
            Cow::Owned(Policy { statements: allowing.cloned().collect() })
        }
        let opened = |policies: &[Cow<'_, Policy>]| policies.iter().map(|policy| open(policy)).collect();
        Self {
            layers: Layers {
                identity: opened(&self.layers.identity),
                boundary: self.layers.boundary.as_deref().map(opened),
                ..Layers::default()
            },
            owners: Owners::new(
                self.owners.iter().map(|owner| Owner { policy: open(&owner.policy), ..*owner }).collect(),
            ),
        }
    }

    /// What the identity has, and what bounds it.
    pub(super) fn own(&self) -> impl Iterator<Item = &Statement> {
        let own = self.layers.identity.iter().chain(self.layers.boundary.iter().flatten());
        own.flat_map(|policy| &policy.statements)
    }

    pub(super) fn statements(&self) -> impl Iterator<Item = &Statement> {
        self.own().chain(self.owners.iter().flat_map(|owner| &owner.policy.statements))
    }

    /// What the identity has, what bounds it, and what some resources say.
    pub(super) fn said<'s>(&'s self, owners: &'s [&str]) -> impl Iterator<Item = &'s Statement> {
        let named = owners.iter().filter_map(|arn| self.owners.get(self.owners.named(arn)?));
        self.own().chain(named.flat_map(|owner| &owner.policy.statements))
    }
}

pub(super) fn request<'a>(
    who: &'a Who,
    owned: bool,
    (action, resource): (&'a str, &'a str),
    context: &'a Context,
) -> Request<'a> {
    let resource_account = owned.then_some(who.account.as_str());
    Request { caller: &who.caller, action, resource, resource_account, context }
}

#[cfg(test)]
thread_local! {
    /// How many requests were decided.
    pub(in crate::iam) static DECISIONS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}
