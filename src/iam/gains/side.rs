//! One side of a change: every statement that has a say, as it was said and as it is evaluated.

use ecow::EcoString;

use super::{Cause, How, Party};
use crate::base::Span;
use crate::iam::policy::search::{Say, Who};
use crate::iam::policy::{Because, Layers, Policy, Statement};
use crate::model::{self, Effect};

/// A statement that has a say, and whose it is.
#[derive(Debug, Clone)]
pub struct Line<'a> {
    /// What it says.
    pub statement: &'a model::Statement,
    /// The address of what says it, or the name of one of AWS's policies.
    pub source: EcoString,
    /// Where it stands, if it does in the stack.
    pub span: Option<Span>,
}

/// All that has a say in what somebody may do.
#[derive(Debug, Clone, Default)]
pub struct Side<'a> {
    /// What the identity has.
    pub identity: Vec<Line<'a>>,
    /// What bounds it, and its name; `None` if nothing does.
    pub boundary: Option<(EcoString, Vec<Line<'a>>)>,
    /// Resources that have policies of their own, by ARN.
    pub owners: Vec<(EcoString, Vec<Line<'a>>)>,
    /// Policies whose documents are not known.
    pub unknown: Vec<EcoString>,
    /// Whether what bounds it is one of them, so that nothing is sure.
    pub unsure: bool,
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
        Cause { source: self.line.source.clone(), how, span: self.line.span }
    }
}

/// A side ready to be asked.
#[derive(Debug)]
pub(super) struct Compiled<'a> {
    side: &'a Side<'a>,
    pub(super) say: Say,
    /// Whether what the identity has is not known, and taken to allow everything.
    elsewhere: bool,
}

impl<'a> Compiled<'a> {
    /// Reads all statements; whose is at fault if one cannot be read.
    pub(super) fn new(side: &'a Side<'a>, party: &Party) -> Result<Self, EcoString> {
        let mut owners = Vec::new();
        for (arn, lines) in &side.owners {
            owners.push((arn.to_string(), policy(lines, Some(arn))?.within(arn)));
        }
        let identity =
            if party.is_elsewhere() { Policy::everything() } else { policy(&side.identity, None)? };
        let boundary = match &side.boundary {
            Some((_, lines)) => Some(vec![policy(lines, None)?]),
            None => None,
        };
        let layers = Layers { identity: vec![identity], boundary, ..Layers::default() };
        Ok(Self { side, say: Say { layers, owners }, elsewhere: party.is_elsewhere() })
    }

    fn identity(&self) -> impl Iterator<Item = Spoken<'_>> {
        let lines = if self.elsewhere { &[][..] } else { self.side.identity.as_slice() };
        spoken(lines, self.say.layers.identity.first(), At::Identity)
    }

    fn boundary(&self) -> impl Iterator<Item = Spoken<'_>> {
        let lines = self.side.boundary.as_ref().map_or(&[][..], |(_, lines)| lines.as_slice());
        let policy = self.say.layers.boundary.as_ref().and_then(|policies| policies.first());
        spoken(lines, policy, At::Boundary)
    }

    /// What resources say of somebody.
    fn owners<'b>(&'b self, who: &'b Who) -> impl Iterator<Item = Spoken<'b>> {
        let owners = self.side.owners.iter().zip(&self.say.owners);
        let all = owners.flat_map(|((arn, lines), (_, policy))| spoken(lines, Some(policy), At::Owner(arn)));
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
                let mut owners = self.say.owners.iter().filter(|(own, _)| own == arn);
                owners.any(|(_, policy)| policy.statements().contains(one.statement))
            }
        }
    }

    /// The statement that a decision rests on.
    pub(super) fn spoken(&self, because: &Because, owner: Option<usize>) -> Option<Spoken<'_>> {
        let at = because.statement?;
        match because.source.split('[').next()? {
            "identity" => self.identity().nth(at),
            "boundary" => self.boundary().nth(at),
            _ => {
                let ((arn, lines), (_, policy)) =
                    self.side.owners.get(owner?).zip(self.say.owners.get(owner?))?;
                spoken(lines, Some(policy), At::Owner(arn)).nth(at)
            }
        }
    }

    /// What does not allow it, where it must.
    pub(super) fn silent(&self, because: &Because) -> Option<Cause> {
        if because.source != "boundary" {
            return None;
        }
        let (name, lines) = self.side.boundary.as_ref()?;
        let span = lines.first().and_then(|line| line.span);
        Some(Cause { source: name.clone(), how: How::Silent, span })
    }
}

fn policy(lines: &[Line<'_>], of: Option<&str>) -> Result<Policy, EcoString> {
    let one = |line: &Line<'_>| Policy::written(&[line.statement], of).map_err(|_| line.source.clone());
    let mut whole = Policy::default();
    for line in lines {
        whole.join(one(line)?);
    }
    Ok(whole)
}

fn spoken<'b>(
    lines: &'b [Line<'b>],
    policy: Option<&'b Policy>,
    at: At<'b>,
) -> impl Iterator<Item = Spoken<'b>> {
    let statements = policy.map_or(&[][..], Policy::statements);
    lines.iter().zip(statements).map(move |(line, statement)| Spoken { line, statement, at })
}
