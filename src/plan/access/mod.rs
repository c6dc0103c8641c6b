//! What a plan newly lets somebody do, and what it no longer does: effective access before against after.

mod bearer;
mod between;
mod change;
mod folded;
mod names;
mod parties;
mod reading;
mod sides;

use ecow::EcoString;
use serde::{Deserialize, Serialize};

use crate::base::{FileId, SourceMap, Span};

pub use between::{Found, Told, between, found};
pub(super) use change::access;
pub use folded::MOST_LINES;

/// What a plan changes in who may do what.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Access {
    /// What is allowed afterwards and not before; the public first, then other accounts.
    pub gained: Vec<Grant>,
    /// What is allowed before and not afterwards.
    pub lost: Vec<Grant>,
    /// What could not be decided.
    pub unknown: Vec<Undecided>,
    /// What is gained besides, where a plan is only drawn and nobody had anything before.
    #[serde(skip)]
    pub folded: Folded,
}

/// What is counted and not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Folded {
    /// Grants that would be told, if there were not so many.
    pub left: usize,
    /// Lines of what comes by itself with what is made.
    pub routine: usize,
}

/// Something that somebody may do on one side of the plan only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// Who.
    pub principal: Principal,
    /// Patterns of actions.
    pub actions: Vec<EcoString>,
    /// Actions that are meant by none of them.
    pub but_actions: Vec<EcoString>,
    /// Patterns of resources.
    pub resources: Vec<Named>,
    /// Resources that are meant by none of them.
    pub but_resources: Vec<Named>,
    /// When.
    pub conditions: Vec<When>,
    /// Each pattern of actions with each of resources that is meant, with a request; none where a plan is only drawn and
    /// whoever may do it comes or goes as a whole.
    pub pieces: Vec<Piece>,
    /// What makes the difference; nothing where a plan is only drawn and an identity comes or goes as a whole.
    pub because: Vec<Because>,
}

/// Who may do it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Principal {
    /// How far away from the stack's account it is; the farthest comes first.
    pub reach: Reach,
    /// As a person calls it: an address, an account's number, `*`, an ARN, or a service.
    pub name: EcoString,
    /// As a policy writes it.
    pub text: EcoString,
    /// Whether it comes or goes with this plan.
    pub fate: Fate,
}

/// How far away somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// Anybody.
    Public,
    /// In another account, or anybody under conditions that say who.
    Outside,
    /// In the stack's account.
    Account,
    /// A service of AWS's.
    Service,
}

/// Whether a principal exists on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It does, or it is none of the stack's.
    Stays,
    /// It is made.
    Comes,
    /// It is deleted.
    Goes,
}

/// A pattern of resources.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Named {
    /// As a policy writes it.
    pub arn: EcoString,
    /// With the address of what it begins with, if the stack has that: `bucket.uploads/raw/*`.
    pub name: EcoString,
}

/// One line of a condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// Such as `StringLike`.
    pub operator: EcoString,
    /// Such as `aws:SourceIp`.
    pub key: EcoString,
    /// One of which must hold.
    pub values: Vec<EcoString>,
}

/// One pattern of actions on one of resources.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// The pattern of actions.
    pub action: EcoString,
    /// The pattern of resources, as a policy writes it.
    pub resource: EcoString,
    /// A request within both that the evaluator allows on the one side only.
    pub witness: Witness,
}

/// A request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Witness {
    /// Who asks: an ARN or a service.
    pub principal: EcoString,
    /// What.
    pub action: EcoString,
    /// To what.
    pub resource: EcoString,
    /// Under which circumstances: keys and their values.
    pub context: Vec<(EcoString, Vec<EcoString>)>,
}

/// What makes a difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Because {
    /// Whose it is: an address, or the name of one of AWS's policies.
    pub source: EcoString,
    /// What becomes of it.
    pub what: What,
    /// The place of it, or of what it stood in.
    pub place: Option<Place>,
    /// The same, before it is told where that is.
    #[serde(skip)]
    pub span: Option<Span>,
}

/// What becomes of what makes a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// It allows from now on.
    Allows,
    /// It allows no more.
    AllowsNoMore,
    /// It denies from now on.
    Denies,
    /// It denies no more.
    DeniesNoMore,
    /// It bounds from now on, or more tightly.
    Bounds,
    /// It bounds no more, or less tightly.
    BoundsNoMore,
}

/// A line of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The file.
    pub file: EcoString,
    /// From 1.
    pub line: u32,
}

/// Something that could not be decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undecided {
    /// Whose access.
    pub principal: Principal,
    /// Why, in words.
    pub because: EcoString,
}

impl Access {
    /// Whether nobody gains or loses anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.gains() && self.lost.is_empty() && self.unknown.is_empty()
    }

    /// Whether somebody gains something.
    #[must_use]
    pub fn gains(&self) -> bool {
        !self.gained.is_empty() || self.folded != Folded::default()
    }

    /// Whether somebody gains something, or it is not known.
    #[must_use]
    pub fn widens(&self) -> bool {
        self.gains() || !self.unknown.is_empty()
    }

    /// Says in which lines all of it stands, if what was before stands nowhere.
    pub fn locate(&mut self, sources: &SourceMap) {
        self.locate_in(None, Some(sources));
    }

    /// Says in which lines all of it stands: what was said before in the first texts, what is said afterwards in the second.
    pub fn locate_in(&mut self, before: Option<&SourceMap>, after: Option<&SourceMap>) {
        // Of all that stand in one file, each has its name.
        let mut named: Option<(FileId, EcoString)> = None;
        let all = self.gained.iter_mut().chain(&mut self.lost);
        for because in all.flat_map(|grant| &mut grant.because) {
            let old = matches!(because.what, What::AllowsNoMore | What::DeniesNoMore | What::BoundsNoMore);
            // A plan has places of what is afterwards only, also for what was.
            let sources = if old { before.or(after) } else { after };
            because.place = because.span.zip(sources).and_then(|(span, sources)| {
                let file = sources.file(span.file)?;
                let known = named.take().filter(|(id, name)| *id == span.file && *name == file.path);
                let (_, name) = named.insert(known.unwrap_or_else(|| (span.file, file.path.as_str().into())));
                Some(Place { file: name.clone(), line: file.line(span.start) })
            });
        }
    }
}
