//! Ways in which whoever has an identity comes to more than it allows.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::holding::{Held, holding};
use super::others::{Measure, Other, Others};
use super::powers::{Powers, is_plain, texts};
use super::ways::{On, To, WAYS, Way};
use super::wildcard::{Case, matches};
use crate::catalog::Catalog;
use crate::model::{Address, Reference, Resource, Stack, Value};

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
    /// To users that may do anything.
    Grants,
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

/// The ways in which an identity comes to more: one to anything, one to users, one to each way to another role.
#[must_use]
pub fn escalations<'a>(others: &Others<'a>, role: &'a Resource) -> Vec<Escalation<'a>> {
    let Some(powers) = leading(others.catalog, others.stack, role) else { return Vec::new() };
    let from = Start { others, powers: &powers, role };
    let first = |gain: Gain<'a>, leads: &dyn Fn(To) -> bool| {
        let steps = WAYS.iter().filter(|way| leads(way.to)).find_map(|way| from.alone(way))?;
        Some(Escalation { steps, gain })
    };
    let bounded = powers.is_bounded();
    let anything = |to: To| to == To::Anything || to == To::Unbounded && bounded;
    let mut found: Vec<Escalation<'a>> = Vec::new();
    found.extend(first(Gain::Anything, &anything));
    found.extend(first(Gain::Users, &|to| to == To::Users));
    found.extend(first(Gain::Grants, &|to| to == To::Grants));
    found.extend(from.to_another());
    found
}

/// Whether an identity may do something that may lead on. If not, nobody else's powers matter.
#[must_use]
pub fn may_lead_on(catalog: &Catalog, stack: &Stack, role: &Resource) -> bool {
    leading(catalog, stack, role).is_some()
}

/// What an identity may do, if something of it may lead on and it may not do everything already.
fn leading<'a>(catalog: &Catalog, stack: &'a Stack, role: &'a Resource) -> Option<Powers<'a>> {
    let own = holding(catalog, stack, role);
    let leads =
        |pattern: &str| first_steps().iter().any(|action| matches(Case::Insensitive, pattern, action));
    let open =
        own.held.iter().any(|held| is_plain(held.statement) && texts(&held.statement.actions).any(leads));
    let powers = if open { Powers::of(catalog, stack, role)? } else { return None };
    (!powers.allows("*", "*")).then_some(powers)
}

/// The actions that ways begin with.
fn first_steps() -> &'static BTreeSet<&'static str> {
    static FIRST: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    FIRST.get_or_init(|| WAYS.iter().filter_map(|way| way.steps.first()).map(|(action, _)| *action).collect())
}

/// Where ways begin.
struct Start<'f, 'a> {
    others: &'f Others<'a>,
    powers: &'f Powers<'a>,
    role: &'a Resource,
}

impl<'a> Start<'_, 'a> {
    /// One step, if it is sure that it may be taken.
    fn step(&self, action: &'static str, on: On, other: Option<&Resource>) -> Option<Step<'a>> {
        let step = |to: &str, arn: &str| {
            Some(Step { action, to: to.to_owned(), held: self.powers.may(action, arn)? })
        };
        let to_resource = |to: &Resource| step(to.address.as_str(), to.arn()?);
        match on {
            On::Itself => to_resource(self.role),
            On::Other | On::Carrier => to_resource(other?),
            On::ItsPolicy => self.policies().find_map(|policy| {
                step(policy.address.as_ref().map_or(policy.arn.as_str(), Address::as_str), &policy.arn)
            }),
            On::Users | On::Groups => {
                let sort = if on == On::Users { "user" } else { "group" };
                let all = format!("arn:aws:iam::{}:{sort}/*", self.others.stack.account);
                step(&all, &all)
            }
            On::All => step("*", "*"),
            On::Some => {
                let (held, to) = self.powers.may_somewhere(action)?;
                Some(Step { action, to: to.to_owned(), held })
            }
        }
    }

    /// The policies of the stack that it has.
    fn policies(&self) -> impl Iterator<Item = &'a Reference> {
        let listed = self.role.input("policies").and_then(Value::as_list).unwrap_or_default();
        listed.iter().filter_map(|policy| match policy {
            Value::Reference(reference) => Some(&**reference),
            _ => None,
        })
    }

    /// The steps of a way that leads to no role.
    fn alone(&self, way: &Way) -> Option<Vec<Step<'a>>> {
        way.steps.iter().map(|(action, on)| self.step(action, *on, None)).collect()
    }

    /// The first way that leads to a role which may do more.
    fn to_another(&self) -> Option<Escalation<'a>> {
        let open = self.open();
        let led = self.others.led_to(self.role.arn()?, self.powers, &open);
        if led.is_empty() {
            return None;
        }
        let mut measure = Measure::new(self.others, self.powers);
        led.into_iter().find_map(|at| {
            let other = self.others.at(at).filter(|other| !std::ptr::eq(other.resource, self.role))?;
            let (action, resource) = measure.beyond(at)?;
            let steps = self.lead(&open, other)?;
            Some(Escalation { steps, gain: Gain::Role(other.resource, action, resource) })
        })
    }

    /// The ways to other roles all of whose steps that have nothing to do with the role may be taken.
    fn open(&self) -> Vec<&'static Way> {
        let is_free = |on: On| matches!(on, On::Some | On::All);
        let leads = |to: To| !matches!(to, To::Anything | To::Unbounded | To::Users | To::Grants);
        let free = |way: &&Way| {
            way.steps.iter().all(|(action, on)| !is_free(*on) || self.step(action, *on, None).is_some())
        };
        WAYS.iter().filter(|way| leads(way.to)).filter(free).collect()
    }

    /// The steps of the first way to a role.
    fn lead(&self, open: &[&'static Way], other: &Other<'a>) -> Option<Vec<Step<'a>>> {
        open.iter().find_map(|way| {
            let steps = |carrier: Option<&Resource>| {
                let step = |(action, on): &(&'static str, On)| {
                    self.step(action, *on, if *on == On::Carrier { carrier } else { Some(other.resource) })
                };
                way.steps.iter().map(step).collect()
            };
            match way.to {
                To::Trusting => other.trusted.iter().any(|who| self.is_meant(who)).then(|| steps(None))?,
                To::Other => steps(None),
                To::Passed(service) => {
                    let short = |who: &&str| who.strip_suffix(".amazonaws.com") == Some(service);
                    other.trusted.iter().any(short).then(|| steps(None))?
                }
                To::Running(service) => {
                    let principal = |carrier: &Resource| {
                        Some(self.others.catalog.kind(&carrier.kind)?.carrier?.principal)
                    };
                    let running = other.carriers.iter().filter(|one| principal(one) == Some(service));
                    running.copied().find_map(|carrier| steps(Some(carrier)))
                }
                To::Anything | To::Unbounded | To::Users | To::Grants => None,
            }
        })
    }

    /// Whether a role that trusts somebody trusts this identity.
    fn is_meant(&self, who: &str) -> bool {
        let itself = self.role.arn().is_some_and(|own| own == who);
        itself || *who == *format!("arn:aws:iam::{}:root", self.others.stack.account)
    }
}
