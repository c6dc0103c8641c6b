//! Ways in which whoever has an identity comes to more than it allows.

use super::decide::{Decision, Share, decide, share_of};
use super::holding::{Held, Holding, bounds, holding};
use super::wildcard::{Case, matches};
use crate::catalog::Catalog;
use crate::model::{Effect, Patterns, Resource, Stack, Statement, Value};

/// What an identity may do to itself so that it may do anything.
const ON_ITSELF: &[&str] =
    &["iam:PutRolePolicy", "iam:AttachRolePolicy", "iam:DeleteRolePermissionsBoundary"];

/// What may be done to a policy that it has, to the same end.
const ON_POLICIES: &[&str] = &["iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"];

/// What may be done to a user in order to act as it.
const ON_USERS: &[&str] = &["iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:UpdateLoginProfile"];

/// Services that run what they are told under a role that is passed to them: what makes them do so.
const PASSED_TO: &[(&str, &[&str])] = &[
    ("lambda", &["lambda:CreateFunction", "lambda:InvokeFunction"]),
    ("ecs-tasks", &["ecs:RegisterTaskDefinition", "ecs:RunTask"]),
    ("ec2", &["ec2:RunInstances"]),
    ("scheduler", &["scheduler:CreateSchedule"]),
];

/// What changes the code that runs under a role, by the service that takes it on.
const CHANGES_CODE: &[(&str, &str)] = &[("lambda", "lambda:UpdateFunctionCode")];

/// Where a way to another role begins.
const TO_ROLES: &[&str] = &["sts:AssumeRole", "iam:PassRole", "lambda:UpdateFunctionCode"];

/// So many roles are looked at for one that may do more.
const MOST_LOOKED_AT: usize = 64;

/// One step of a way.
#[derive(Debug, Clone)]
pub struct Step<'a> {
    /// What is done.
    pub action: &'static str,
    /// To what; an address of the stack where it is one.
    pub to: String,
    /// The statement that allows it.
    pub held: Held<'a>,
}

/// Where a way leads.
#[derive(Debug, Clone)]
pub enum Gain<'a> {
    /// To anything, since it says itself what it may do.
    Anything,
    /// To what any user of the account may do.
    Users,
    /// To what another role may do, such as this action on this resource.
    Role(&'a Resource, &'a str, &'a str),
}

/// A way to more.
#[derive(Debug, Clone)]
pub struct Escalation<'a> {
    /// One after the other.
    pub steps: Vec<Step<'a>>,
    /// Where it leads.
    pub gain: Gain<'a>,
}

/// What an identity may do: what it has, within what bounds it.
struct Powers<'a> {
    own: Holding<'a>,
    said: Vec<&'a Statement>,
    bounds: Option<Vec<&'a Statement>>,
}

impl<'a> Powers<'a> {
    /// `None` where what bounds it is not known, so that nothing is sure.
    fn of(catalog: &Catalog, stack: &'a Stack, role: &'a Resource) -> Option<Self> {
        let own = holding(catalog, stack, role);
        let bounds = match bounds(catalog, stack, role) {
            Some(bounds) if !bounds.is_complete() => return None,
            bounds => bounds.map(|bounds| bounds.statements()),
        };
        let said = own.statements();
        Some(Self { own, said, bounds })
    }

    fn allows(&self, action: &str, resource: &str) -> bool {
        let within = |said: &Vec<&Statement>| decide(said, action, resource) == Decision::Allowed;
        within(&self.said) && self.bounds.as_ref().is_none_or(within)
    }

    /// The statement by which it surely may do something to all of a resource.
    fn may(&self, action: &str, resource: &str) -> Option<Held<'a>> {
        let allows = |held: &&Held<'_>| {
            is_plain(held.statement) && share_of(held.statement, action, resource) == Share::All
        };
        self.allows(action, resource).then(|| self.own.held.iter().find(allows).copied())?
    }

    /// The statement by which it surely may do something to some resource.
    fn may_somewhere(&self, action: &str) -> Option<Held<'a>> {
        let names = |held: &&Held<'_>| is_plain(held.statement) && hits(&held.statement.actions, action);
        let held = self.own.held.iter().filter(names);
        let sure = |held: &&Held<'_>| texts(&held.statement.resources).any(|text| self.allows(action, text));
        held.filter(sure).copied().next()
    }

    /// Something that these may do and the others may not, if there is anything.
    fn beyond(&self, less: &Powers<'_>) -> Option<(&'a str, &'a str)> {
        let plain = self.said.iter().copied().filter(|statement| is_plain(statement));
        let pairs = plain.flat_map(|statement| {
            texts(&statement.actions)
                .flat_map(|action| texts(&statement.resources).map(move |resource| (action, resource)))
        });
        let gained = |(action, resource): &(&str, &str)| {
            let bounded = self.bounds.as_ref();
            !less.allows(action, resource)
                && bounded.is_none_or(|bounds| decide(bounds, action, resource) == Decision::Allowed)
        };
        let mut pairs = pairs;
        pairs.find(gained)
    }
}

/// Whether a statement allows something in any case.
fn is_plain(statement: &Statement) -> bool {
    statement.effect == Effect::Allow
        && statement.conditions.is_empty()
        && statement.principals.items.is_empty()
}

fn hits(patterns: &Patterns, action: &str) -> bool {
    let hit = patterns.items.iter().any(|item| matches(Case::Insensitive, &item.text, action));
    hit != patterns.negated.is_some()
}

/// The patterns; a list after `not` stands for nearly everything.
fn texts(patterns: &Patterns) -> impl Iterator<Item = &str> {
    let negated = patterns.negated.is_some();
    let items = patterns.items.iter().filter(move |_| !negated).map(|item| item.text.as_str());
    items.chain(negated.then_some("*"))
}

/// The ways in which an identity comes to more: one to anything, one to users, one to each way to another role.
/// `others` are the identities that it may come to.
#[must_use]
pub fn escalations<'a>(
    catalog: &Catalog,
    stack: &'a Stack,
    role: &'a Resource,
    others: &[&'a Resource],
    carriers: &dyn Fn(&Resource) -> Vec<&'a Resource>,
) -> Vec<Escalation<'a>> {
    let Some(powers) = leading(catalog, stack, role) else { return Vec::new() };
    let mut found: Vec<Escalation<'a>> = Vec::new();
    found.extend(by_itself(&powers, role));
    let users = format!("arn:aws:iam::{}:user/*", stack.account);
    let user = ON_USERS
        .iter()
        .find_map(|action| Some(Step { action, to: users.clone(), held: powers.may(action, &users)? }));
    found.extend(user.map(|step| Escalation { steps: vec![step], gain: Gain::Users }));
    let mut looked_at = 0;
    for other in others.iter().copied().filter(|other| !std::ptr::eq(*other, role)) {
        let Some(steps) = way(catalog, &powers, role, (other, &carriers(other))) else { continue };
        looked_at += 1;
        if looked_at > MOST_LOOKED_AT {
            break;
        }
        let Some(theirs) = Powers::of(catalog, stack, other) else { continue };
        if let Some((action, resource)) = theirs.beyond(&powers) {
            found.push(Escalation { steps, gain: Gain::Role(other, action, resource) });
            break;
        }
    }
    found
}

/// What an identity may do, if something of it may lead on and it may not do everything already.
fn leading<'a>(catalog: &Catalog, stack: &'a Stack, role: &'a Resource) -> Option<Powers<'a>> {
    let own = holding(catalog, stack, role);
    let first = || [ON_ITSELF, ON_POLICIES, ON_USERS, TO_ROLES].into_iter().flatten();
    let leads = |pattern: &str| first().any(|action| matches(Case::Insensitive, pattern, action));
    let open =
        own.held.iter().any(|held| is_plain(held.statement) && texts(&held.statement.actions).any(leads));
    let powers = if open { Powers::of(catalog, stack, role)? } else { return None };
    (!powers.allows("*", "*")).then_some(powers)
}

/// A way to anything: its own statements, or those of a policy that it has, may be changed.
fn by_itself<'a>(powers: &Powers<'a>, role: &'a Resource) -> Option<Escalation<'a>> {
    let arn = role.arn()?;
    let bounded = powers.bounds.is_some();
    let own = ON_ITSELF.iter().filter(|action| bounded || !action.ends_with("Boundary")).find_map(|action| {
        Some(Step { action, to: role.address.to_string(), held: powers.may(action, arn)? })
    });
    let policies = role.input("policies").and_then(Value::as_list).unwrap_or_default().iter();
    let step = own.or_else(|| {
        let mut named = policies.filter_map(|policy| match policy {
            Value::Reference(reference) => Some(reference),
            _ => None,
        });
        named.find_map(|policy| {
            let to = policy.address.as_ref().map_or_else(|| policy.arn.to_string(), ToString::to_string);
            ON_POLICIES.iter().find_map(|action| {
                Some(Step { action, to: to.clone(), held: powers.may(action, &policy.arn)? })
            })
        })
    })?;
    Some(Escalation { steps: vec![step], gain: Gain::Anything })
}

/// The steps by which an identity comes to act as another.
fn way<'a>(
    catalog: &Catalog,
    powers: &Powers<'a>,
    role: &Resource,
    (other, carriers): (&'a Resource, &[&'a Resource]),
) -> Option<Vec<Step<'a>>> {
    let (arn, to) = (other.arn()?, || other.address.to_string());
    let trusted: Vec<&str> = trusted(catalog, other);
    let account = arn.split(':').nth(4).unwrap_or_default();
    let taken_on = |who: &&str| {
        Some(*who) == role.arn().map(ecow::EcoString::as_str)
            || **who == *format!("arn:aws:iam::{account}:root")
    };
    if trusted.iter().any(taken_on)
        && let Some(held) = powers.may("sts:AssumeRole", arn)
    {
        return Some(vec![Step { action: "sts:AssumeRole", to: to(), held }]);
    }
    for carrier in carriers {
        let principal = catalog.kind(&carrier.kind).and_then(|kind| kind.carrier).map(|row| row.principal);
        let change = CHANGES_CODE.iter().find(|(service, _)| Some(*service) == principal);
        if let (Some((_, action)), Some(own)) = (change, carrier.arn())
            && let Some(held) = powers.may(action, own)
        {
            return Some(vec![Step { action, to: carrier.address.to_string(), held }]);
        }
    }
    let pass = powers.may("iam:PassRole", arn)?;
    PASSED_TO.iter().find_map(|(service, actions)| {
        let short = |who: &&str| who.strip_suffix(".amazonaws.com") == Some(*service);
        trusted.iter().find(|who| short(who))?;
        let mut steps = vec![Step { action: "iam:PassRole", to: to(), held: pass }];
        for action in *actions {
            let held = powers.may_somewhere(action)?;
            let on = texts(&held.statement.resources).next().unwrap_or("*").to_owned();
            steps.push(Step { action, to: on, held });
        }
        Some(steps)
    })
}

/// Whom an identity trusts without conditions.
fn trusted<'a>(catalog: &Catalog, other: &'a Resource) -> Vec<&'a str> {
    let attr = catalog.kind(&other.kind).and_then(|kind| kind.identity).map(|row| row.trust);
    let listed = attr.and_then(|attr| other.input(attr)?.as_list()).unwrap_or_default();
    let text = |value: &'a Value| match value {
        Value::Reference(reference) => Some(reference.arn.as_str()),
        other => other.as_str(),
    };
    listed.iter().filter_map(text).collect()
}
