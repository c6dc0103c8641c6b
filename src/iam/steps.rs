//! The steps by which whoever has an identity may come to more, or to another identity.

use super::others::{Other, Others};
use super::powers::{Asked, Powers, Sure};
use super::trust::ASSUME;
use super::ways::{EDITS, On, To, WAYS, Way};
use crate::base::Span;
use crate::model::{Address, Reference, Resource, Value};

/// One step of a way.
#[derive(Debug, Clone)]
pub struct Step<'a> {
    /// Who does it.
    pub by: &'a Resource,
    /// What is done.
    pub action: &'static str,
    /// To what; an address of the stack where it is one.
    pub to: String,
    /// The place of the statement that allows it.
    pub span: Span,
    /// How sure it is that it may be done.
    pub sure: Sure,
}

/// Where ways begin.
#[derive(Debug, Clone, Copy)]
pub(super) struct Start<'f, 'a> {
    pub(super) others: &'f Others<'a>,
    pub(super) powers: &'f Powers<'a>,
    pub(super) role: &'a Resource,
    /// How sure each step must be.
    pub(super) sure: Sure,
}

impl<'f, 'a> Start<'f, 'a> {
    /// From an identity; `None` if nothing that it may do leads on, or it may do everything already.
    pub(super) fn of(others: &'f Others<'a>, at: usize, sure: Sure) -> Option<Self> {
        let (other, powers) = (others.at(at)?, others.powers(at)?);
        others.leads(at).then_some(Self { others, powers, role: other.resource, sure })
    }

    /// One step, if it is sure enough that it may be taken.
    fn step(&self, action: &'static str, on: On, other: Option<&'a Resource>) -> Option<Step<'a>> {
        let to_resource = |to: &Resource| self.to(action, to.address.as_str(), to.arn()?, None);
        match on {
            On::Itself => to_resource(self.role),
            On::Other | On::Carrier => to_resource(other?),
            On::ItsPolicy => policies(other.unwrap_or(self.role)).find_map(|policy| {
                let name = policy.address.as_ref().map_or(policy.arn.as_str(), Address::as_str);
                self.to(action, name, &policy.arn, None)
            }),
            On::Users | On::Groups => {
                let sort = if on == On::Users { "user" } else { "group" };
                let all = format!("arn:aws:iam::{}:{sort}/*", self.others.stack.account);
                self.to(action, &all, &all, None)
            }
            On::All => self.to(action, "*", "*", None),
            On::Some => {
                let (held, to, sure) = self.powers.may_somewhere(action, self.sure)?;
                Some(Step { by: self.role, action, to: to.to_owned(), span: held.span, sure })
            }
        }
    }

    fn to(&self, action: &'static str, name: &str, arn: &str, passed_to: Option<&str>) -> Option<Step<'a>> {
        let asked = Asked { action, resource: arn, passed_to };
        let (held, sure) = self.powers.may(&asked, self.sure)?;
        Some(Step { by: self.role, action, to: name.to_owned(), span: held.span, sure })
    }

    /// The steps of a way that leads to no role.
    pub(super) fn alone(&self, way: &Way) -> Option<Vec<Step<'a>>> {
        way.steps.iter().map(|(action, on)| self.step(action, *on, None)).collect()
    }

    /// The steps of the first of the ways that lead to no role and to one of these.
    pub(super) fn first(&self, leads: impl Fn(To) -> bool) -> Option<Vec<Step<'a>>> {
        WAYS.iter().filter(|way| leads(way.to)).find_map(|way| self.alone(way))
    }

    /// The steps to whatever is within what bounds it.
    pub(super) fn anything(&self) -> Option<Vec<Step<'a>>> {
        let bounded = self.powers.is_bounded();
        self.first(|to| to == To::Anything || to == To::Unbounded && bounded)
    }

    /// Whether nothing bounds it, or it may shake that off.
    pub(super) fn is_unbounded(&self) -> bool {
        !self.powers.is_bounded() || self.first(|to| to == To::Unbounded).is_some()
    }

    /// The ways to other roles all of whose steps that have nothing to do with the role may be taken.
    pub(super) fn open(&self) -> Vec<&'static Way> {
        let is_free = |on: On| matches!(on, On::Some | On::All);
        let leads = |to: To| !matches!(to, To::Anything | To::Unbounded | To::Users | To::Grants);
        let free = |way: &&Way| {
            way.steps.iter().all(|(action, on)| !is_free(*on) || self.step(action, *on, None).is_some())
        };
        WAYS.iter().filter(|way| leads(way.to)).filter(free).collect()
    }

    /// The steps of the first way to a role.
    pub(super) fn lead(&self, open: &[&'static Way], other: &Other<'a>) -> Option<Vec<Step<'a>>> {
        open.iter().find_map(|way| match way.to {
            To::Trusting => Some(vec![self.taken_on(other)?]),
            To::Other => {
                let mut steps = self.steps(way, other.resource)?;
                let span = steps.last()?.span;
                steps.push(self.taken_on_by_name(other, span, Sure::Certain)?);
                Some(steps)
            }
            To::Passed(service) => {
                let name = format!("{service}.amazonaws.com");
                let (trusted, _) =
                    other.trust.trusts(&[service, &name]).filter(|(sure, _)| *sure <= self.sure)?;
                let mut steps = self.passing(way, other.resource, service)?;
                steps.iter_mut().for_each(|step| step.sure = step.sure.max(trusted));
                Some(steps)
            }
            To::Running(service) => {
                let principal =
                    |carrier: &Resource| Some(self.others.catalog.kind(&carrier.kind)?.carrier?.principal);
                let running = other.carriers.iter().filter(|one| principal(one) == Some(service));
                running.copied().find_map(|carrier| self.steps(way, carrier))
            }
            To::Anything | To::Unbounded | To::Users | To::Grants => None,
        })
    }

    fn steps(&self, way: &Way, other: &'a Resource) -> Option<Vec<Step<'a>>> {
        way.steps.iter().map(|(action, on)| self.step(action, *on, Some(other))).collect()
    }

    /// The steps of a way by which a role is handed to a service.
    fn passing(&self, way: &Way, other: &'a Resource, service: &str) -> Option<Vec<Step<'a>>> {
        let step = |(action, on): &(&'static str, On)| match on {
            On::Other => self.to(action, other.address.as_str(), other.arn()?, Some(service)),
            _ => self.step(action, *on, Some(other)),
        };
        way.steps.iter().map(step).collect()
    }

    /// The step by which a role is taken on that trusts this one, or the account.
    fn taken_on(&self, other: &Other<'a>) -> Option<Step<'a>> {
        let own = self.role.arn()?.as_str();
        let root = format!("arn:aws:iam::{}:root", self.others.stack.account);
        let account = self.others.stack.account.as_str();
        let fits = |found: &(Sure, Span)| found.0 <= self.sure;
        if let Some((sure, place)) = other.trust.trusts(&[own, "*"]).filter(fits) {
            return self.taken_on_by_name(other, place, sure);
        }
        // An account leaves it to its identities' own policies.
        let (sure, _) = other.trust.trusts(&[&root, account]).filter(fits)?;
        let step = self.step(ASSUME, On::Other, Some(other.resource))?;
        Some(Step { sure: step.sure.max(sure), ..step })
    }

    /// The same of one whose trust names this one, so that no policy of its own has to allow it.
    fn taken_on_by_name(&self, other: &Other<'a>, place: Span, sure: Sure) -> Option<Step<'a>> {
        if let Some(step) = self.step(ASSUME, On::Other, Some(other.resource)) {
            return Some(Step { sure: step.sure.max(sure), ..step });
        }
        let let_be = self.powers.lets(&Asked::new(ASSUME, other.resource.arn()?))?;
        let sure = Some(let_be.max(sure)).filter(|sure| *sure <= self.sure)?;
        let to = other.resource.address.to_string();
        Some(Step { by: self.role, action: ASSUME, to, span: place, sure })
    }

    /// The step by which it says anew what another role may do.
    pub(super) fn edit(&self, other: &'a Resource) -> Option<Step<'a>> {
        EDITS.iter().find_map(|(action, on)| self.step(action, *on, Some(other)))
    }
}

/// The policies of the stack that an identity has.
fn policies(identity: &Resource) -> impl Iterator<Item = &Reference> {
    let listed = identity.input("policies").and_then(Value::as_list).unwrap_or_default();
    listed.iter().filter_map(|policy| match policy {
        Value::Reference(reference) => Some(&**reference),
        _ => None,
    })
}
