//! What somebody may do on one side of a change and not on the other: the fewest statements that hold all of it, each
//! with a request that the evaluator allows on the one side only, and with what makes the difference.

mod alone;
mod pairs;
mod side;
#[cfg(test)]
mod tests;

use ecow::{EcoString, eco_format};

pub use side::{Line, Side, Wording};

use super::policy::search::{Hit, Who, Within, find};
use super::policy::{Caller, Witness};
use crate::base::Span;
use crate::model::Condition;
use pairs::{Pair, boundaries_meet, merged, of_statement, put_pieces};
use side::{Compiled, Spoken};

/// Who is asked about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// Somebody all of whose policies are known: an identity of the stack, by its ARN.
    Known(EcoString),
    /// Somebody whose own policies are not of this stack, and may allow it: an account, by its number.
    Account(EcoString),
    /// Anybody.
    Anyone,
    /// An identity that is not of this stack, or a service.
    Other(EcoString),
}

/// What makes a difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// Whose it is: an address, or the name of one of AWS's policies.
    pub source: EcoString,
    /// What became of it.
    pub how: How,
    /// Where it stands, if it stands on the side that was asked about.
    pub span: Option<Span>,
}

/// What became of what makes a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// It is said on the side asked about, and not on the other.
    Said,
    /// On the other side it denies.
    Denies,
    /// On the other side it does not allow, where it must.
    Silent,
}

/// Something that is allowed on one side only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gained {
    /// Patterns of actions.
    pub actions: Vec<EcoString>,
    /// Those that are meant by none of them.
    pub but_actions: Vec<EcoString>,
    /// Patterns of resources.
    pub resources: Vec<EcoString>,
    /// Those that are meant by none of them.
    pub but_resources: Vec<EcoString>,
    /// Under which circumstances.
    pub conditions: Vec<Condition>,
    /// Each pattern of actions with each of resources that is meant, with a request within it; none where that is not asked for.
    pub pieces: Vec<Piece>,
    /// What makes the difference; nothing where that is not asked for.
    pub because: Vec<Cause>,
}

/// One pattern of actions on one of resources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The pattern of actions.
    pub action: EcoString,
    /// The pattern of resources.
    pub resource: EcoString,
    /// A request within both that is allowed on the one side only.
    pub witness: Witness,
}

/// How much is told of what is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// All of it.
    Whole,
    /// No requests, where it is found without one, and nor, of an identity, what makes the difference.
    Brief,
    /// As brief, and of nobody what makes the difference.
    Bare,
}

/// All that is allowed on one side only.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// What is allowed afterwards and not before, in the order of the statements.
    pub gained: Vec<Gained>,
    /// What is allowed before and not afterwards.
    pub lost: Vec<Gained>,
    /// What could not be decided, and why; each once, in order.
    pub unknown: Vec<String>,
}

impl Party {
    fn who(&self, account: &str) -> Who {
        let (text, many) = match self {
            Self::Known(arn) | Self::Other(arn) => (arn.clone(), false),
            Self::Account(number) => (eco_format!("arn:aws:iam::{number}:user/somebody"), true),
            Self::Anyone => ("arn:aws:iam::999999999999:user/stranger".into(), true),
        };
        Who { caller: Caller::new(text), account: account.to_owned(), many }
    }

    /// Whether its own policies are not known, and allow what others let it do.
    const fn is_elsewhere(&self) -> bool {
        matches!(self, Self::Account(_) | Self::Anyone)
    }
}

/// What `party` may do by `after` and not by `before`, and the other way round; resources with policies of their own belong
/// to `account`.
#[must_use]
pub fn changes(party: &Party, account: &str, before: &Side<'_>, after: &Side<'_>, depth: Depth) -> Changes {
    if before.is_silent()
        && let Some(gained) = alone::alone(party, account, after, depth)
    {
        return Changes { gained, ..Changes::default() };
    }
    if after.is_silent()
        && let Some(lost) = alone::alone(party, account, before, depth)
    {
        return Changes { lost, ..Changes::default() };
    }
    closely(party, account, before, after)
}

/// The same, whatever the two sides say.
fn closely(party: &Party, account: &str, before: &Side<'_>, after: &Side<'_>) -> Changes {
    let who = party.who(account);
    let mut changes = Changes::default();
    changes.unknown.extend(unknown_policies(before, after));
    let sides = Compiled::new(before, party).and_then(|old| Ok((old, Compiled::new(after, party)?)));
    match sides {
        Ok(_) if before.unsure || after.unsure => {}
        Ok((old, new)) => {
            changes.gained = only(&who, &new, &old, &mut changes.unknown);
            changes.lost = only(&who, &old, &new, &mut changes.unknown);
        }
        Err(source) => changes.unknown.push(format!("a condition of `{source}` cannot be read")),
    }
    changes.unknown.sort_unstable();
    changes.unknown.dedup();
    changes
}

/// What `yes` allows and `no` does not.
fn only(who: &Who, yes: &Compiled<'_>, no: &Compiled<'_>, unknown: &mut Vec<String>) -> Vec<Gained> {
    // Nearly everything that changes comes or goes as a whole, and most of what one could ask then needs no answer.
    if yes.allowing(who).next().is_none() {
        return Vec::new();
    }
    Asking::new(who, no, yes).all(unknown)
}

/// Why policies that are not known here leave something open.
fn unknown_policies(before: &Side<'_>, after: &Side<'_>) -> Vec<String> {
    let all = before.unknown.iter().chain(&after.unknown);
    all.map(|name| format!("what the policy `{name}` says is not known here")).collect()
}

struct Asking<'a> {
    who: &'a Who,
    no: &'a Compiled<'a>,
    yes: &'a Compiled<'a>,
    /// What only the other side denies.
    lifted: Vec<Spoken<'a>>,
    /// Whether both sides have the same bounds.
    same_bounds: bool,
    /// Whether the resources with policies of their own have the same ones.
    same_owners: bool,
}

impl<'a> Asking<'a> {
    fn new(who: &'a Who, no: &'a Compiled<'a>, yes: &'a Compiled<'a>) -> Self {
        let lifted = no.denials(who).filter(|one| !yes.says(one)).collect();
        let (same_bounds, same_owners) = (no.bounds_as(yes), no.say.owners == yes.say.owners);
        Self { who, no, yes, lifted, same_bounds, same_owners }
    }

    fn all(&self, unknown: &mut Vec<String>) -> Vec<Gained> {
        let open = (!self.lifted.is_empty()).then(|| self.no.say.without_denials());
        let mut found: Vec<(Pair<'a>, Hit<'a>)> = Vec::new();
        for pair in self.candidates() {
            let Some(hit) = self.ask(&pair, unknown) else { continue };
            let Some(open) = &open else {
                found.push((pair, hit));
                continue;
            };
            // Where the other side allows it but for what it denies, only that much is gained.
            let whole = find(self.who, &self.yes.say, open, &within(&pair, &pair.speaking()));
            if let Some(hit) = whole.hit.filter(|hit| pair.holds(&hit.witness)) {
                found.push((pair, hit));
                continue;
            }
            let parts = self.lifted.iter().flat_map(|denial| of_statement(*denial));
            for part in parts.filter_map(|part| pair.and(&part)) {
                if let Some(hit) = self.ask(&part, unknown) {
                    found.push((part, hit));
                }
            }
        }
        merged(found, |hit| self.causes(hit))
    }

    /// Everything that the side allows, bounds taken into account, but for what the other surely allows as well.
    fn candidates(&self) -> Vec<Pair<'a>> {
        let mut pairs = Vec::new();
        for one in self.yes.allowing(self.who).filter(|one| !self.is_said_before(one)) {
            put_pieces(one, &mut pairs);
        }
        if let Some(bounds) = self.yes.bounds() {
            let bounds: Vec<Pair<'a>> = bounds.flat_map(of_statement).collect();
            pairs = pairs.iter().flat_map(|pair| boundaries_meet(pair, &bounds)).collect();
        }
        pairs.retain(|pair| !self.is_covered(pair));
        pairs
    }

    /// Whether the very statement stands on the other side, and nothing else that bears on it differs.
    fn is_said_before(&self, one: &Spoken<'a>) -> bool {
        let calm = self.lifted.is_empty() && self.same_bounds && self.same_owners;
        calm && self.no.says(one)
    }

    /// Whether one statement of the other side allows all of it, and nothing there denies any.
    fn is_covered(&self, pair: &Pair<'a>) -> bool {
        let allowed =
            self.lifted.is_empty() && self.no.sufficing(self.who).any(|other| pair.is_within(&other));
        allowed
            && (self.same_owners || !pair.may_trust())
            && self.no.bounds().is_none_or(|mut bounds| bounds.any(|bound| pair.is_within(&bound)))
    }

    /// A request of the pair that only this side allows.
    fn ask(&self, pair: &Pair<'a>, unknown: &mut Vec<String>) -> Option<Hit<'a>> {
        let speaking = pair.speaking();
        let found = find(self.who, &self.yes.say, &self.no.say, &within(pair, &speaking));
        if let (None, Some(because)) = (&found.hit, found.because) {
            unknown.push(format!("whether it is `{}` on `{}`: {because}", pair.action, pair.resource));
        }
        found.hit
    }

    /// What makes the difference for a request.
    fn causes(&self, hit: &Hit<'_>) -> Vec<Cause> {
        let (decided, owner) = &hit.answer;
        let spoken = decided.because.iter().filter_map(|because| self.yes.spoken(because, *owner));
        let new = spoken.filter(|one| !self.no.says(one));
        let mut causes: Vec<Cause> = new.map(|one| one.cause(How::Said)).collect();
        if causes.is_empty() {
            let witness = &hit.witness;
            let asked = (witness.action.as_str(), witness.resource.as_str());
            let (decided, owner) = self.no.say.decide(self.who, asked, &witness.context);
            for because in &decided.because {
                match self.no.spoken(because, owner) {
                    Some(denial) => causes.push(denial.cause(How::Denies)),
                    None => causes.extend(self.no.silent(because)),
                }
            }
        }
        causes
    }
}

fn within<'b>(pair: &'b Pair<'_>, speaking: &'b [&'b super::policy::Statement]) -> Within<'b> {
    Within { action: &pair.action, resource: &pair.resource, speaking }
}
