//! One side of a change: every statement that has a say, as it was said and as it is evaluated.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::OnceLock;

use ecow::EcoString;

use super::{Cause, How, Party};
use crate::base::Span;
use crate::iam::policy::owners::{Owner, Owners, Shape};
use crate::iam::policy::say::Say;
use crate::iam::policy::search::Who;
use crate::iam::policy::{Basis, Layers, Place, Policy, Statement};
use crate::model::{self, Effect};

/// A statement that has a say, and whose it is.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    /// What it says.
    pub statement: &'a model::Statement,
    /// The address of what says it, or the name of one of AWS's policies.
    pub source: &'a str,
    /// Where it stands, if it does in the stack.
    pub span: Option<Span>,
}

/// A policy as it was said, and, from when somebody looks closer, as it is evaluated.
#[derive(Debug, Clone, Default)]
pub struct Wording<'a> {
    lines: Vec<Line<'a>>,
    /// Whose policy it is, if it is one of a resource.
    of: Option<&'a str>,
    read: OnceCell<Read>,
}

/// A policy as it is evaluated.
#[derive(Debug, Clone)]
struct Read {
    /// A statement to each line.
    policy: Shape,
    /// The first line that cannot be read.
    at_fault: Option<usize>,
}

impl<'a> Wording<'a> {
    /// The statements of a policy; that of a resource speaks of it where it names none.
    #[must_use]
    pub const fn new(lines: Vec<Line<'a>>, of: Option<&'a str>) -> Self {
        Self { lines, of, read: OnceCell::new() }
    }

    /// The same, where another place names it.
    #[must_use]
    pub fn named_at(&self, span: Option<Span>) -> Self {
        let lines = self.lines.iter().map(|line| Line { span, ..*line });
        Self { lines: lines.collect(), of: self.of, read: self.read.clone() }
    }

    fn read(&self) -> &Read {
        self.read.get_or_init(|| {
            let mut policy = Policy::default();
            let mut at_fault = None;
            for (at, line) in self.lines.iter().enumerate() {
                if policy.say(line.statement, self.of).is_err() {
                    at_fault = at_fault.or(Some(at));
                }
            }
            policy.shrink_to_fit();
            let policy = match self.of {
                Some(arn) => policy.within(arn),
                None => policy,
            };
            Read { policy: Shape::new(Rc::new(policy)), at_fault }
        })
    }

    /// The policy as it is evaluated.
    ///
    /// # Errors
    /// When a statement of it cannot be read: whose it is.
    pub fn policy(&self) -> Result<&Policy, &'a str> {
        let Read { policy, at_fault } = self.read();
        let at_fault = at_fault.and_then(|at| self.lines.get(at));
        at_fault.map_or(Ok(policy.policy()), |line| Err(line.source))
    }

    /// The statements, one after the other.
    #[must_use]
    pub fn lines(&self) -> &[Line<'a>] {
        &self.lines
    }
}

/// All that has a say in what somebody may do.
#[derive(Debug, Clone, Default)]
pub struct Side<'a> {
    /// What the identity has.
    pub identity: Vec<Rc<Wording<'a>>>,
    /// What bounds it, and its name; `None` if nothing does.
    pub boundary: Option<(&'a str, Rc<Wording<'a>>)>,
    /// Resources that have policies of their own, by ARN.
    pub owners: Vec<(&'a str, Rc<Wording<'a>>)>,
    /// Policies whose documents are not known.
    pub unknown: Vec<&'a str>,
    /// Whether what bounds it is one of them, so that nothing is sure.
    pub unsure: bool,
}

impl Side<'_> {
    /// Whether it says nothing of anything, and that is known.
    pub(super) fn is_silent(&self) -> bool {
        let mut said = self.identity.iter().chain(self.owners.iter().map(|(_, said)| said));
        self.boundary.is_none()
            && self.unknown.is_empty()
            && !self.unsure
            && said.all(|said| said.lines.is_empty())
    }
}

/// Where a statement has its say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At<'a> {
    Identity,
    Boundary,
    Owner(&'a str),
}

/// A statement as it was said and as it is evaluated.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spoken<'a> {
    pub(super) line: &'a Line<'a>,
    pub(super) statement: &'a Statement,
    at: At<'a>,
}

impl Spoken<'_> {
    /// Whether another one says the same in the same place.
    pub(super) fn says_as(&self, other: &Spoken<'_>) -> bool {
        self.at == other.at && self.statement == other.statement
    }

    pub(super) fn cause(&self, how: How) -> Cause {
        Cause { source: self.line.source.into(), how, span: self.line.span }
    }
}

/// A side ready to be asked.
#[derive(Debug)]
pub(super) struct Compiled<'a> {
    side: &'a Side<'a>,
    pub(super) say: Say<'a>,
    /// Whether what the identity has is not known, and taken to allow everything.
    elsewhere: bool,
}

/// What is taken to allow everything.
fn everything() -> &'static Policy {
    static EVERYTHING: OnceLock<Policy> = OnceLock::new();
    EVERYTHING.get_or_init(Policy::everything)
}

impl<'a> Compiled<'a> {
    /// All that has a say; whose is at fault if a statement cannot be read.
    pub(super) fn new(side: &'a Side<'a>, party: &Party) -> Result<Self, EcoString> {
        let read = |said: &'a Rc<Wording<'a>>| said.policy().map(Cow::Borrowed).map_err(EcoString::from);
        let owner = |(arn, said): &'a (&'a str, Rc<Wording<'a>>)| {
            Ok(Owner { arn, policy: read(said)?, shape: &said.read().policy })
        };
        let owners = side.owners.iter().map(owner).collect::<Result<_, EcoString>>()?;
        let elsewhere = party.is_elsewhere();
        let identity = if elsewhere {
            vec![Cow::Borrowed(everything())]
        } else {
            side.identity.iter().map(read).collect::<Result<_, _>>()?
        };
        let boundary = match &side.boundary {
            Some((_, said)) => Some(vec![read(said)?]),
            None => None,
        };
        let layers = Layers { identity, boundary, ..Layers::default() };
        Ok(Self { side, say: Say { layers, owners: Owners::new(owners) }, elsewhere })
    }

    fn identity(&self) -> impl Iterator<Item = Spoken<'_>> {
        let own = if self.elsewhere { &[][..] } else { self.side.identity.as_slice() };
        own.iter().flat_map(|said| spoken(said, At::Identity))
    }

    fn boundary(&self) -> impl Iterator<Item = Spoken<'_>> {
        self.side.boundary.iter().flat_map(|(_, said)| spoken(said, At::Boundary))
    }

    /// What resources say of somebody.
    fn owners<'b>(&'b self, who: &'b Who) -> impl Iterator<Item = Spoken<'b>> {
        let all = self.side.owners.iter().flat_map(|(arn, said)| spoken(said, At::Owner(arn)));
        all.filter(|one| one.statement.speaks_to(&who.caller))
    }

    /// The statements that allow somebody something.
    pub(super) fn allowing<'b>(&'b self, who: &'b Who) -> impl Iterator<Item = Spoken<'b>> {
        self.identity().chain(self.owners(who)).filter(|one| one.statement.effect == Effect::Allow)
    }

    /// Those of them that need no other policy's consent but that of the bounds.
    pub(super) fn sufficing<'b>(&'b self, who: &'b Who) -> impl Iterator<Item = Spoken<'b>> {
        self.allowing(who).filter(|one| self.elsewhere || one.statement.suffices_for(&who.caller))
    }

    /// The statements that deny somebody something.
    pub(super) fn denials<'b>(&'b self, who: &'b Who) -> impl Iterator<Item = Spoken<'b>> {
        let all = self.identity().chain(self.boundary()).chain(self.owners(who));
        all.filter(|one| one.statement.effect == Effect::Deny)
    }

    /// The statements that bound it; `None` if nothing does.
    pub(super) fn bounds(&self) -> Option<impl Iterator<Item = Spoken<'_>>> {
        self.side.boundary.as_ref()?;
        Some(self.boundary().filter(|one| one.statement.effect == Effect::Allow))
    }

    /// Whether another side has the same bounds.
    pub(super) fn bounds_as(&self, other: &Self) -> bool {
        self.say.layers.boundary == other.say.layers.boundary
    }

    /// Whether it has a statement of somebody that says the same in the same place.
    pub(super) fn says(&self, one: &Spoken<'_>) -> bool {
        match one.at {
            At::Identity => self.identity().any(|own| own.says_as(one)),
            At::Boundary => self.boundary().any(|own| own.says_as(one)),
            At::Owner(arn) => {
                let own = self.say.owners.named(arn).and_then(|at| self.say.owners.get(at));
                own.is_some_and(|own| own.policy.statements().contains(one.statement))
            }
        }
    }

    /// The statement that a decision rests on.
    pub(super) fn spoken(&self, basis: &Basis<'_>, owner: Option<usize>) -> Option<Spoken<'_>> {
        let (policy, at) = basis.statement?;
        match basis.place {
            Place::Identity if self.elsewhere => None,
            Place::Identity => spoken(self.side.identity.get(policy)?, At::Identity).nth(at),
            Place::Boundary => self.boundary().nth(at),
            _ => {
                let (arn, said) = self.side.owners.get(owner?)?;
                spoken(said, At::Owner(arn)).nth(at)
            }
        }
    }

    /// What does not allow it, where it must.
    pub(super) fn silent(&self, basis: &Basis<'_>) -> Option<Cause> {
        if basis.place != Place::Boundary {
            return None;
        }
        let (name, said) = self.side.boundary.as_ref()?;
        let span = said.lines.first().and_then(|line| line.span);
        Some(Cause { source: (*name).into(), how: How::Silent, span })
    }
}

fn spoken<'b>(said: &'b Wording<'b>, at: At<'b>) -> impl Iterator<Item = Spoken<'b>> {
    let statements = said.read().policy.policy().statements().iter();
    said.lines.iter().zip(statements).map(move |(line, statement)| Spoken { line, statement, at })
}
