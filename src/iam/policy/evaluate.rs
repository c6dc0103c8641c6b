//! Decisions in AWS's order.

use std::borrow::{Borrow, Cow};
use std::collections::BTreeSet;

use super::caller::Sort;
use super::context::Keys;
use super::principal::Closeness;
use super::request::{Known, accounts};
use super::{Layers, Policy, Request, Statement};
use crate::model::Effect;

/// What is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ruling {
    /// Allowed.
    Allow,
    /// Denied by a statement.
    ExplicitDeny,
    /// Allowed by none that must.
    ImplicitDeny,
}

impl Ruling {
    /// As JSON spells it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::ExplicitDeny => "explicit_deny",
            Self::ImplicitDeny => "implicit_deny",
        }
    }
}

/// Which policies have to agree on a request that nothing denies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// A service asks, so that the resource's policy decides alone.
    Service,
    /// The accounts differ, so that both sides have to allow it.
    Across,
    /// The resource's policy names just who asks, which is enough.
    Named,
    /// The resource's policy names the role, or everybody: enough within what bounds it.
    NamedRole,
    /// A role or a key: its own policy has to agree in any case.
    Consent,
    /// The identity's own policies decide, within what bounds it.
    Identity,
}

impl Way {
    /// As JSON spells it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Across => "across_accounts",
            Self::Named => "named_by_resource",
            Self::NamedRole => "role_named_by_resource",
            Self::Consent => "resource_must_agree",
            Self::Identity => "identity",
        }
    }
}

/// What a decision rests on: a statement, or a layer in which none allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Because {
    /// `identity[0]`, `scps[1][0]`, `resource_policy`; of a layer without an allowing statement, its name.
    pub source: String,
    /// Which statement; `None` where none allows.
    pub statement: Option<usize>,
    /// Its id, if it has one.
    pub sid: Option<String>,
}

/// A decision and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The decision.
    pub ruling: Ruling,
    /// In the order in which AWS asks.
    pub because: Vec<Because>,
}

/// Decides a request.
#[must_use]
pub fn evaluate(request: &Request<'_>, layers: &Layers) -> Verdict {
    let decided = evaluate_on(request, layers, layers.resource.as_ref());
    Verdict { ruling: decided.ruling, because: decided.because.into_iter().map(Basis::told).collect() }
}

/// A policy that has a say, or that ought to have one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::iam) enum Place {
    /// Of a level, the policy with that number.
    Rcps(usize),
    /// Of a level, the policy with that number.
    Scps(usize),
    /// The resource's.
    Resource,
    Boundary,
    Session,
    Identity,
}

/// What a decision rests on.
#[derive(Debug, Clone, Copy)]
pub(in crate::iam) struct Basis<'a> {
    pub(in crate::iam) place: Place,
    /// Which policy of those there, and which statement; `None` where none allows.
    pub(in crate::iam) statement: Option<(usize, usize)>,
    sid: Option<&'a str>,
}

impl Place {
    /// What the layer is called.
    pub(super) fn name(self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Rcps(level) => return format!("rcps[{level}]").into(),
            Self::Scps(level) => return format!("scps[{level}]").into(),
            Self::Resource => "resource_policy",
            Self::Boundary => "boundary",
            Self::Session => "session",
            Self::Identity => "identity",
        })
    }

    /// What one of its policies is called.
    pub(super) fn policy(self, number: usize) -> String {
        match self {
            Self::Resource | Self::Session => self.name().into_owned(),
            _ => format!("{}[{number}]", self.name()),
        }
    }
}

impl Basis<'_> {
    fn told(self) -> Because {
        Because {
            source: match self.statement {
                Some((policy, _)) => self.place.policy(policy),
                None => self.place.name().into_owned(),
            },
            statement: self.statement.map(|(_, at)| at),
            sid: self.sid.map(str::to_owned),
        }
    }
}

/// A decision and what it rests on, in the order in which AWS asks.
#[derive(Debug)]
pub(in crate::iam) struct Decided<'a> {
    pub(in crate::iam) ruling: Ruling,
    pub(in crate::iam) because: Vec<Basis<'a>>,
}

/// Decides a request about a resource that has this policy, whatever the layers say of it.
pub(super) fn evaluate_on<'a, P: Borrow<Policy>>(
    request: &Request<'_>,
    layers: &'a Layers<P>,
    resource: Option<&'a Policy>,
) -> Decided<'a> {
    let keys = Known::new(request);
    let asked = Asked { request: *request, keys: &keys, layers, resource };
    let because = asked.denied();
    if !because.is_empty() {
        return Decided { ruling: Ruling::ExplicitDeny, because };
    }
    match asked.allowed() {
        Ok(because) => Decided { ruling: Ruling::Allow, because },
        Err(place) => {
            let because = vec![Basis { place, statement: None, sid: None }];
            Decided { ruling: Ruling::ImplicitDeny, because }
        }
    }
}

/// Keys that statements about this very request ask for, in order, as far as they are not known.
#[must_use]
pub fn unknown_keys(request: &Request<'_>, layers: &Layers) -> Vec<String> {
    let known = Known::new(request);
    let asked = Asked { request: *request, keys: &known, layers, resource: layers.resource.as_ref() };
    let mut keys = BTreeSet::new();
    for (_, _, policy) in asked.policies() {
        let about = policy.statements.iter().filter(|statement| {
            asked.closeness(statement) > Closeness::No
                && statement.is_about((request.action, request.resource), &known)
        });
        keys.extend(about.flat_map(|statement| &statement.tests).map(|test| test.spelled.clone()));
    }
    keys.into_iter().filter(|key| known.values(key).is_none()).collect()
}

/// The statement that allows something, or the place in which none does.
type Allowed<'a> = Result<Basis<'a>, Place>;

pub(super) struct Asked<'r, 'a, P> {
    pub(super) request: Request<'r>,
    pub(super) keys: &'r Known<'r>,
    pub(super) layers: &'a Layers<P>,
    pub(super) resource: Option<&'a Policy>,
}

impl<'a, P: Borrow<Policy>> Asked<'_, 'a, P> {
    /// The organisation's levels that bound the identity.
    fn scps(&self) -> &'a [Vec<P>] {
        let bound = !self.request.caller.is_linked() && self.request.caller.sort != Sort::Service;
        if bound { &self.layers.scps } else { &[] }
    }

    /// Those that bound what is done to the resource.
    fn rcps(&self) -> &'a [Vec<P>] {
        if self.request.caller.is_linked() { &[] } else { &self.layers.rcps }
    }

    /// Every policy that applies, with its place and its number there.
    pub(super) fn policies(&self) -> impl Iterator<Item = (Place, usize, &'a Policy)> {
        let layers = self.layers;
        let levels = |levels: &'a [Vec<P>], place: fn(usize) -> Place| {
            let level = move |(at, policies): (usize, &'a Vec<P>)| numbered(place(at), policies);
            levels.iter().enumerate().flat_map(level)
        };
        let resource = self.resource.map(|policy| (Place::Resource, 0, policy));
        let session = layers.session.as_ref().map(|policy| (Place::Session, 0, policy.borrow()));
        levels(self.rcps(), Place::Rcps)
            .chain(levels(self.scps(), Place::Scps))
            .chain(resource)
            .chain(numbered(Place::Boundary, layers.boundary.as_deref().unwrap_or_default()))
            .chain(session)
            .chain(numbered(Place::Identity, &layers.identity))
    }

    pub(super) fn closeness(&self, statement: &Statement) -> Closeness {
        match &statement.principals {
            Some(principals) => principals.closeness(self.request.caller),
            None => Closeness::Itself,
        }
    }

    fn is_spoken_of(&self, statement: &Statement) -> bool {
        statement.speaks_of((self.request.action, self.request.resource), self.keys)
    }

    /// The statements that deny it.
    fn denied(&self) -> Vec<Basis<'a>> {
        let mut denied = Vec::new();
        for (place, number, policy) in self.policies() {
            for (at, statement) in policy.statements.iter().enumerate() {
                if statement.effect == Effect::Deny
                    && self.closeness(statement) > Closeness::No
                    && self.is_spoken_of(statement)
                {
                    denied.push(basis(place, (number, at), statement));
                }
            }
        }
        denied
    }

    /// The statement that allows it most closely, among some policies.
    fn allowing(
        &self,
        place: Place,
        policies: impl Iterator<Item = &'a Policy>,
    ) -> Option<(Closeness, Basis<'a>)> {
        let mut best: Option<(Closeness, Basis<'a>)> = None;
        for (number, policy) in policies.enumerate() {
            for (at, statement) in policy.statements.iter().enumerate() {
                let closeness = self.closeness(statement);
                if statement.effect == Effect::Allow
                    && best.as_ref().is_none_or(|(known, _)| *known < closeness)
                    && closeness > Closeness::No
                    && self.is_spoken_of(statement)
                {
                    best = Some((closeness, basis(place, (number, at), statement)));
                }
            }
        }
        best
    }

    /// One that must allow it.
    fn must(&self, place: Place, policies: &'a [P]) -> Allowed<'a> {
        let allowing = self.allowing(place, policies.iter().map(Borrow::borrow));
        allowing.map(|(_, basis)| basis).ok_or(place)
    }

    /// What allows it, or the place in which nothing does.
    fn allowed(&self) -> Result<Vec<Basis<'a>>, Place> {
        let caller = self.request.caller;
        let mut because = Vec::new();
        for (at, policies) in self.rcps().iter().enumerate() {
            because.push(self.must(Place::Rcps(at), policies)?);
        }
        for (at, policies) in self.scps().iter().enumerate() {
            because.push(self.must(Place::Scps(at), policies)?);
        }
        let by_resource = self.allowing(Place::Resource, self.resource.into_iter());
        let closeness = by_resource.as_ref().map_or(Closeness::No, |(closeness, _)| *closeness);
        because.extend(by_resource.map(|(_, because)| because));
        let way = self.way(closeness);
        if closeness == Closeness::No && matches!(way, Way::Service | Way::Across | Way::Consent) {
            return Err(Place::Resource);
        }
        if matches!(way, Way::Service | Way::Named) {
            return Ok(because);
        }
        if let Some(bounds) = self.layers.boundary.as_deref() {
            because.push(self.must(Place::Boundary, bounds)?);
        }
        if let Some(session) = &self.layers.session {
            because.push(self.must(Place::Session, std::slice::from_ref(session))?);
        }
        if way == Way::NamedRole {
            return Ok(because);
        }
        match self.must(Place::Identity, &self.layers.identity) {
            Ok(found) => because.push(found),
            // An account may do everything with what is its own.
            Err(_) if caller.sort == Sort::Root && way != Way::Across => {}
            Err(place) => return Err(place),
        }
        Ok(because)
    }

    /// Which policies have to agree, if the resource's names the caller that closely.
    pub(super) fn way(&self, closeness: Closeness) -> Way {
        let (account, resource_account) = accounts(&self.request);
        match closeness {
            _ if self.request.caller.sort == Sort::Service => Way::Service,
            _ if account != resource_account => Way::Across,
            Closeness::Itself => Way::Named,
            Closeness::Role => Way::NamedRole,
            _ if self.resource.is_some() && decides_itself(self.request.action) => Way::Consent,
            _ => Way::Identity,
        }
    }
}

/// Whether what an action is about decides by itself who may use it, so that an identity's own policies never suffice: roles,
/// and keys of KMS.
#[must_use]
pub fn decides_itself(action: &str) -> bool {
    let begins = |head: &str| action.get(..head.len()).is_some_and(|start| start.eq_ignore_ascii_case(head));
    begins("sts:assumerole") || begins("kms:")
}

fn numbered<P: Borrow<Policy>>(
    place: Place,
    policies: &[P],
) -> impl Iterator<Item = (Place, usize, &Policy)> {
    policies.iter().enumerate().map(move |(at, policy)| (place, at, policy.borrow()))
}

fn basis(place: Place, at: (usize, usize), statement: &Statement) -> Basis<'_> {
    Basis { place, statement: Some(at), sid: statement.sid.as_deref() }
}
