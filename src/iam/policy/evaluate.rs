//! Decisions in AWS's order.

use std::collections::BTreeSet;

use super::caller::{Caller, Sort};
use super::principal::Closeness;
use super::{Context, Policy, Statement};
use crate::model::Effect;

/// One action on one resource by somebody.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// Who asks.
    pub caller: &'a Caller,
    /// `service:Action`
    pub action: &'a str,
    /// An ARN, or `*`.
    pub resource: &'a str,
    /// Whose it is; where it is not said, the ARN says it, else it is the caller's.
    pub resource_account: Option<&'a str>,
    /// What else is known.
    pub context: &'a Context,
}

/// All policies that may have a say. What is `None` is not set, and bounds nothing.
#[derive(Debug, Clone, Default)]
pub struct Layers {
    /// What the identity carries.
    pub identity: Vec<Policy>,
    /// Its permissions boundary.
    pub boundary: Option<Vec<Policy>>,
    /// What the session was narrowed to.
    pub session: Option<Policy>,
    /// The resource's own.
    pub resource: Option<Policy>,
    /// The organisation's for identities, level by level; each must allow.
    pub scps: Vec<Vec<Policy>>,
    /// The organisation's for resources.
    pub rcps: Vec<Vec<Policy>>,
}

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
    evaluate_on(request, layers, layers.resource.as_ref())
}

/// Decides a request about a resource that has this policy, whatever the layers say of it.
pub(super) fn evaluate_on(request: &Request<'_>, layers: &Layers, resource: Option<&Policy>) -> Verdict {
    let mut context = request.context.clone();
    presume(&mut context, request);
    let request = Request { context: &context, ..*request };
    let asked = Asked { request, layers, resource };
    let denied = asked.denied();
    if !denied.is_empty() {
        return Verdict { ruling: Ruling::ExplicitDeny, because: denied };
    }
    match asked.allowed() {
        Ok(because) => Verdict { ruling: Ruling::Allow, because },
        Err(layer) => Verdict {
            ruling: Ruling::ImplicitDeny,
            because: vec![Because { source: layer, statement: None, sid: None }],
        },
    }
}

/// Keys that statements about this very request ask for, in order, as far as they are not known.
#[must_use]
pub fn unknown_keys(request: &Request<'_>, layers: &Layers) -> Vec<String> {
    let mut context = request.context.clone();
    presume(&mut context, request);
    let asked = Asked { request: *request, layers, resource: layers.resource.as_ref() };
    let mut keys = BTreeSet::new();
    for (_, policy) in asked.policies() {
        let about = policy.statements.iter().filter(|statement| {
            asked.closeness(statement) > Closeness::No
                && statement.is_about(request.action, request.resource, &context)
        });
        keys.extend(about.flat_map(|statement| &statement.tests).map(|test| test.spelled.clone()));
    }
    keys.into_iter().filter(|key| context.get(key).is_none()).collect()
}

/// Keys that AWS always knows.
pub(super) fn presume(context: &mut Context, request: &Request<'_>) {
    let caller = request.caller;
    let (_, resource_account) = accounts(request);
    if caller.sort != Sort::Service {
        context.presume("aws:PrincipalArn", || Some(caller.text.clone()));
        context.presume("aws:PrincipalAccount", || caller.account.clone());
    }
    context.presume("aws:PrincipalIsAWSService", || Some((caller.sort == Sort::Service).to_string()));
    context.presume("aws:ResourceAccount", || resource_account.map(str::to_owned));
    if caller.sort == Sort::User {
        let name = caller.text.rsplit_once("user/").map(|(_, name)| name);
        context.presume("aws:username", || Some(name?.rsplit('/').next()?.to_owned()));
    }
}

/// The caller's account and the resource's.
fn accounts<'a>(request: &Request<'a>) -> (Option<&'a str>, Option<&'a str>) {
    let own = request.caller.account.as_deref();
    let named = request.resource.split(':').nth(4).filter(|account| !account.is_empty());
    (own, request.resource_account.or(named).or(own))
}

pub(super) struct Asked<'a> {
    pub(super) request: Request<'a>,
    pub(super) layers: &'a Layers,
    pub(super) resource: Option<&'a Policy>,
}

impl Asked<'_> {
    /// Whether organisations bound the identity.
    fn bound_by_scps(&self) -> bool {
        !self.request.caller.is_linked() && self.request.caller.sort != Sort::Service
    }

    /// Every policy that applies, with its name.
    pub(super) fn policies(&self) -> impl Iterator<Item = (String, &Policy)> {
        let layers = self.layers;
        let numbered = |name: &'static str, policies: &'_ [Policy]| -> Vec<(String, usize)> {
            (0..policies.len()).map(|at| (format!("{name}[{at}]"), at)).collect()
        };
        let levels = |name: &'static str, levels: &'_ [Vec<Policy>]| -> Vec<(String, usize, usize)> {
            let level = |(at, policies): (usize, &Vec<Policy>)| {
                (0..policies.len()).map(move |of| (format!("{name}[{at}][{of}]"), at, of)).collect::<Vec<_>>()
            };
            levels.iter().enumerate().flat_map(level).collect()
        };
        let boundary = layers.boundary.as_deref().unwrap_or_default();
        let rcps = if self.request.caller.is_linked() { &[] } else { layers.rcps.as_slice() };
        let scps = if self.bound_by_scps() { layers.scps.as_slice() } else { &[] };
        let of_rcps = levels("rcps", rcps).into_iter();
        let of_scps = levels("scps", scps).into_iter();
        let of_rcps = of_rcps.filter_map(move |(name, level, at)| Some((name, rcps.get(level)?.get(at)?)));
        let of_scps = of_scps.filter_map(move |(name, level, at)| Some((name, scps.get(level)?.get(at)?)));
        let resource = self.resource.into_iter().map(|policy| ("resource_policy".to_owned(), policy));
        let bounds = numbered("boundary", boundary).into_iter();
        let bounds = bounds.filter_map(move |(name, at)| Some((name, boundary.get(at)?)));
        let session = layers.session.iter().map(|policy| ("session".to_owned(), policy));
        let identity = numbered("identity", &layers.identity).into_iter();
        let identity = identity.filter_map(move |(name, at)| Some((name, layers.identity.get(at)?)));
        of_rcps.chain(of_scps).chain(resource).chain(bounds).chain(session).chain(identity)
    }

    pub(super) fn closeness(&self, statement: &Statement) -> Closeness {
        match &statement.principals {
            Some(principals) => principals.closeness(self.request.caller),
            None => Closeness::Itself,
        }
    }

    /// The statements that deny it.
    fn denied(&self) -> Vec<Because> {
        if !self.has_denials() {
            return Vec::new();
        }
        let mut denied = Vec::new();
        for (source, policy) in self.policies() {
            for (at, statement) in policy.statements.iter().enumerate() {
                if statement.effect == Effect::Deny
                    && self.closeness(statement) > Closeness::No
                    && statement.speaks_of(&self.request)
                {
                    denied.push(because(source.clone(), at, statement));
                }
            }
        }
        denied
    }

    fn has_denials(&self) -> bool {
        let layers = self.layers;
        let single = layers.session.iter().chain(self.resource).chain(&layers.identity);
        let all = single.chain(layers.boundary.iter().flatten());
        let all = all.chain(layers.scps.iter().flatten()).chain(layers.rcps.iter().flatten());
        all.flat_map(|policy| &policy.statements).any(|statement| statement.effect == Effect::Deny)
    }

    /// The statement that allows it most closely, among some policies.
    fn allowing(&self, name: &str, policies: &[Policy]) -> Option<(Closeness, Because)> {
        let single = matches!(name, "session" | "resource_policy");
        let mut best: Option<(Closeness, Because)> = None;
        for (number, policy) in policies.iter().enumerate() {
            for (at, statement) in policy.statements.iter().enumerate() {
                let closeness = self.closeness(statement);
                if statement.effect == Effect::Allow
                    && best.as_ref().is_none_or(|(known, _)| *known < closeness)
                    && closeness > Closeness::No
                    && statement.speaks_of(&self.request)
                {
                    let source = if single { name.to_owned() } else { format!("{name}[{number}]") };
                    best = Some((closeness, because(source, at, statement)));
                }
            }
        }
        best
    }

    /// What allows it, or the name of the layer in which nothing does.
    fn allowed(&self) -> Result<Vec<Because>, String> {
        let caller = self.request.caller;
        let mut because = Vec::new();
        if !caller.is_linked() {
            self.each_level("rcps", &self.layers.rcps, &mut because)?;
        }
        if self.bound_by_scps() {
            self.each_level("scps", &self.layers.scps, &mut because)?;
        }
        let own = self.resource.map_or(&[][..], std::slice::from_ref);
        let by_resource = self.allowing("resource_policy", own);
        let closeness = by_resource.as_ref().map_or(Closeness::No, |(closeness, _)| *closeness);
        because.extend(by_resource.map(|(_, because)| because));
        let way = self.way(closeness);
        if closeness == Closeness::No && matches!(way, Way::Service | Way::Across | Way::Consent) {
            return Err("resource_policy".to_owned());
        }
        if matches!(way, Way::Service | Way::Named) {
            return Ok(because);
        }
        because.extend(self.bounds()?);
        if way == Way::NamedRole {
            return Ok(because);
        }
        match self.allowing("identity", &self.layers.identity) {
            Some((_, found)) => because.push(found),
            // An account may do everything with what is its own.
            None if caller.sort == Sort::Root && way != Way::Across => {}
            None => return Err("identity".to_owned()),
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
            _ if self.trusts_itself() && self.resource.is_some() => Way::Consent,
            _ => Way::Identity,
        }
    }

    /// What boundary and session allow.
    fn bounds(&self) -> Result<Vec<Because>, String> {
        let session = self.layers.session.as_slice();
        let boundary = self.layers.boundary.as_deref().map(|policies| ("boundary", policies));
        let session = self.layers.session.is_some().then_some(("session", session));
        let allowed = |(name, policies): (&str, &[Policy])| {
            self.allowing(name, policies).map(|(_, because)| because).ok_or_else(|| name.to_owned())
        };
        boundary.into_iter().chain(session).map(allowed).collect()
    }

    /// Whether what it is about decides by itself who may use it, so that an identity's own policies never suffice.
    fn trusts_itself(&self) -> bool {
        let action = self.request.action.to_ascii_lowercase();
        action.starts_with("sts:assumerole") || action.starts_with("kms:")
    }

    fn each_level(
        &self,
        name: &str,
        levels: &[Vec<Policy>],
        because: &mut Vec<Because>,
    ) -> Result<(), String> {
        for (at, policies) in levels.iter().enumerate() {
            let level = format!("{name}[{at}]");
            match self.allowing(&level, policies) {
                Some((_, found)) => because.push(found),
                None => return Err(level),
            }
        }
        Ok(())
    }
}

fn because(source: String, at: usize, statement: &Statement) -> Because {
    Because { source, statement: Some(at), sid: statement.sid.clone() }
}
