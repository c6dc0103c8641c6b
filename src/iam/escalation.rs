//! Ways in which whoever has an identity comes to more than it allows.

use super::decide::{Decision, Share, decide, share_of};
use super::holding::{Held, Holding, bounds, holding};
use super::ways::{On, To, WAYS, Way};
use super::wildcard::{Case, matches};
use crate::catalog::Catalog;
use crate::model::{Address, Effect, Patterns, Reference, Resource, Stack, Statement, Value};

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

    /// The statement by which it surely may do something to some resource, and that resource.
    fn may_somewhere(&self, action: &str) -> Option<(Held<'a>, &'a str)> {
        let names = |held: &&Held<'_>| is_plain(held.statement) && hits(&held.statement.actions, action);
        self.own.held.iter().filter(names).find_map(|held| {
            let on = texts(&held.statement.resources).find(|text| self.allows(action, text))?;
            Some((*held, on))
        })
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
    let from = Start { catalog, powers: &powers, role, account: &stack.account };
    let first = |gain: Gain<'a>, leads: &dyn Fn(To) -> bool| {
        let steps = WAYS.iter().filter(|way| leads(way.to)).find_map(|way| from.alone(way))?;
        Some(Escalation { steps, gain })
    };
    let bounded = powers.bounds.is_some();
    let anything = |to: To| to == To::Anything || to == To::Unbounded && bounded;
    let mut found: Vec<Escalation<'a>> = Vec::new();
    found.extend(first(Gain::Anything, &anything));
    found.extend(first(Gain::Users, &|to| to == To::Users));
    found.extend(first(Gain::Grants, &|to| to == To::Grants));
    found.extend(from.to_another(stack, others, carriers));
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
    let first = || WAYS.iter().filter_map(|way| way.steps.first());
    let leads = |pattern: &str| first().any(|(action, _)| matches(Case::Insensitive, pattern, action));
    let open =
        own.held.iter().any(|held| is_plain(held.statement) && texts(&held.statement.actions).any(leads));
    let powers = if open { Powers::of(catalog, stack, role)? } else { return None };
    (!powers.allows("*", "*")).then_some(powers)
}

/// Where ways begin.
struct Start<'f, 'a> {
    catalog: &'f Catalog,
    powers: &'f Powers<'a>,
    role: &'a Resource,
    account: &'a str,
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
                let all = format!("arn:aws:iam::{}:{sort}/*", self.account);
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
    fn to_another(
        &self,
        stack: &'a Stack,
        others: &[&'a Resource],
        carriers: &dyn Fn(&Resource) -> Vec<&'a Resource>,
    ) -> Option<Escalation<'a>> {
        let open = self.open();
        let others = others.iter().copied().filter(|other| !std::ptr::eq(*other, self.role));
        let led = others.filter_map(|other| Some((other, self.lead(&open, other, &carriers(other))?)));
        led.take(MOST_LOOKED_AT).find_map(|(other, steps)| {
            let theirs = Powers::of(self.catalog, stack, other)?;
            let (action, resource) = theirs.beyond(self.powers)?;
            Some(Escalation { steps, gain: Gain::Role(other, action, resource) })
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
    fn lead(
        &self,
        open: &[&'static Way],
        other: &Resource,
        carriers: &[&'a Resource],
    ) -> Option<Vec<Step<'a>>> {
        let trusted = trusted(self.catalog, other);
        open.iter().find_map(|way| {
            let steps = |carrier: Option<&Resource>| {
                let step = |(action, on): &(&'static str, On)| {
                    self.step(action, *on, if *on == On::Carrier { carrier } else { Some(other) })
                };
                way.steps.iter().map(step).collect()
            };
            match way.to {
                To::Trusting => trusted.iter().any(|who| self.is_meant(who)).then(|| steps(None))?,
                To::Other => steps(None),
                To::Passed(service) => {
                    let short = |who: &&str| who.strip_suffix(".amazonaws.com") == Some(service);
                    trusted.iter().any(short).then(|| steps(None))?
                }
                To::Running(service) => {
                    let principal =
                        |carrier: &Resource| Some(self.catalog.kind(&carrier.kind)?.carrier?.principal);
                    let running = carriers.iter().filter(|one| principal(one) == Some(service));
                    running.copied().find_map(|carrier| steps(Some(carrier)))
                }
                To::Anything | To::Unbounded | To::Users | To::Grants => None,
            }
        })
    }

    /// Whether a role that trusts somebody trusts this identity.
    fn is_meant(&self, who: &str) -> bool {
        let itself = self.role.arn().is_some_and(|own| own == who);
        itself || *who == *format!("arn:aws:iam::{}:root", self.account)
    }
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
