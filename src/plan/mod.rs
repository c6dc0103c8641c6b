//! Desired against recorded and actual: what would change, why, and in which order.
//!
//! Knows nothing of providers, backends or printing.

pub mod access;
mod arrival;
#[cfg(test)]
mod cases;
mod changes;
pub mod consequences;
mod decide;
mod diff;
#[cfg(test)]
mod laws;
mod leftovers;
#[cfg(test)]
mod made_up;
mod make;
mod order;
mod path;
mod places;
pub mod rules;
mod saved;
mod target;

use std::collections::BTreeSet;
use std::sync::Arc;

use ecow::EcoString;
use serde::{Deserialize, Serialize};

pub use arrival::{identities, moved_rows};
pub use changes::{Changes, Difference};
pub use leftovers::delete_leftovers;
pub use make::{plan, wanted_contents, wanted_strangers};
pub use saved::{Saved, SavedError, is_saved};

use crate::model::{Address, Fingerprint, Map, Remembered, ReplaceOrder, Value};

/// What a plan is asked to do.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Towards what.
    pub aim: Aim,
    /// Replaced even where nothing differs.
    pub replace: BTreeSet<Address>,
    /// What for.
    pub purpose: Purpose,
}

/// What a plan is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Purpose {
    /// To be carried out or kept.
    #[default]
    CarryOut,
    /// To be looked at: [`Plan::desired`] stays empty, and so does what is made or changed in [`Operation::target`].
    Show,
    /// To be drawn in brief: besides, no requests are looked for where somebody gains or loses access together with what is
    /// made or deleted.
    Draw,
}

/// Towards what a plan works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Aim {
    /// What the stack says.
    #[default]
    Desired,
    /// Nothing being left.
    Nothing,
}

/// What happens to one resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// It is made.
    Create,
    /// It is changed in place.
    Update,
    /// A new one takes its place.
    Replace,
    /// It is deleted.
    Delete,
    /// The record follows what holds: the thing itself is as it should be, or it is taken under management, and
    /// then changed in place where it differs.
    Adopt,
    /// Only the record goes: the thing itself is gone already, or it is let go.
    Forget,
    /// Its address changes, and nothing else.
    Move,
    /// Nothing.
    None,
}

/// Why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The stack has it, the state has not.
    New,
    /// The state has it, the world has not.
    Gone,
    /// The stack no longer has it.
    Undeclared,
    /// Everything is to be destroyed.
    Destroy,
    /// These attributes differ; the changes say which force a replacement.
    Changed,
    /// What its `replace_when` names changed.
    Watched,
    /// The stack says what it said, but somebody changed it outside.
    Drifted,
    /// It was asked for.
    Requested,
    /// It exists, and an `adopt` line takes it under management.
    Adopted,
    /// A `forget` line lets it go.
    LetGo,
    /// A `moved` line gives it another address.
    Moved,
    /// What is recorded of it (dependencies, order of a replacement, a change made outside) is not what holds.
    Record,
    /// An earlier step on it failed halfway.
    Tainted,
    /// The resource at that address, which it cannot do without, is replaced.
    Dependency(Address),
    /// It is as it should be.
    Same,
}

/// One attribute that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Such as `timeout` or `env.TARGET`.
    pub path: EcoString,
    /// In the world.
    #[serde(with = "saved::value")]
    pub before: Value,
    /// As desired.
    #[serde(with = "saved::value")]
    pub after: Value,
    /// Whether AWS cannot change it in place.
    pub forces_replacement: Forced,
    /// Whether the stack says it, or a default does.
    pub said: Said,
}

/// Where a desired value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// From the stack.
    Stack,
    /// From the kind; or there is none.
    Kind,
}

/// Whether a change forces a replacement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Forced {
    /// It does.
    Yes,
    /// It is changed in place.
    No,
}

/// What happens to one resource, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Which.
    pub address: Address,
    /// Its kind.
    pub kind: EcoString,
    /// What.
    pub action: Action,
    /// In which order, if it is replaced.
    pub replace: Option<ReplaceOrder>,
    /// Why.
    pub reason: Reason,
    /// Attribute by attribute, maps gone into; for a creation everything, for a deletion what was applied.
    pub changes: Changes,
    /// What must exist before it.
    pub depends_on: Vec<Address>,
    /// What it belongs to, if AWS makes it by itself.
    pub implicit_of: Option<Address>,
    /// Its address before it was moved, if it is.
    #[serde(default)]
    pub previous_address: Option<Address>,
}

impl Step {
    /// Whether the reason says more than action and attributes do.
    #[must_use]
    pub fn is_notable(&self) -> bool {
        matches!(
            self.reason,
            Reason::Adopted
                | Reason::LetGo
                | Reason::Watched
                | Reason::Gone
                | Reason::Drifted
                | Reason::Requested
                | Reason::Tainted
                | Reason::Dependency(_)
        )
    }

    /// Whether only the record of it changes, which is nobody's concern.
    #[must_use]
    pub fn is_bookkeeping(&self) -> bool {
        self.reason == Reason::Record
    }

    /// Whether it is a part that AWS makes by itself, of which the stack says nothing.
    #[must_use]
    pub fn is_made_along(&self) -> bool {
        self.implicit_of.is_some() && !self.changes.is_said()
    }

    /// Whether it is an arrow. What AWS puts between the ends of one begins with the arrow in parentheses.
    #[must_use]
    pub fn is_arrow(&self) -> bool {
        !self.address.as_str().starts_with('(') && self.address.is_flow()
    }
}

/// One call to the world, or one change of the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operation {
    /// On what.
    pub address: Address,
    /// What.
    pub kind: OperationKind,
    /// Positions in [`Plan::operations`], all smaller, of what must be done before.
    pub waits_for: Vec<usize>,
    /// What it works on.
    #[serde(with = "saved::target")]
    pub target: Arc<Target>,
}

/// What an operation does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OperationKind {
    /// Makes it.
    Create,
    /// Changes it in place.
    Update,
    /// Deletes it.
    Delete,
    /// Makes its record say what holds; the world is not called.
    Adopt,
    /// Drops its record; the world is not called.
    Forget,
    /// Gives its record another address; the world is not called.
    Move,
}

/// What an operation needs to know of its resource.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// Its kind.
    pub kind: EcoString,
    /// What the world calls it, now or afterwards.
    pub physical_id: EcoString,
    /// What it shall be like; of a deletion, empty.
    #[serde(with = "saved::map")]
    pub inputs: Map,
    /// What AWS will tell of it; of a deletion, empty.
    #[serde(with = "saved::map")]
    pub outputs: Map,
    /// The fingerprint of what was applied, where a target carries none of it.
    #[serde(default, with = "saved::fingerprint")]
    pub recorded: Option<Fingerprint>,
    /// What must exist before it.
    pub depends_on: Vec<Address>,
    /// How it wants to be replaced.
    pub replace: ReplaceOrder,
    /// What is remembered of it besides.
    #[serde(default, with = "saved::remembered")]
    pub remembered: Option<Box<Remembered>>,
    /// The address that its record had, of a move.
    #[serde(default)]
    pub previous_address: Option<Address>,
}

impl Target {
    /// Of the inputs; of a deletion, of those that were applied.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        self.recorded.unwrap_or_else(|| Fingerprint::of(&self.kind, &self.inputs))
    }
}

/// Something changed behind stackc's back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drift {
    /// What.
    pub address: Address,
    /// Its kind.
    pub kind: EcoString,
    /// Whether it is gone altogether.
    pub gone: Gone,
    /// What differs: before is as applied, after is as found.
    pub changes: Vec<Change>,
}

/// Whether a thing is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gone {
    /// It is.
    Yes,
    /// It is there, but different.
    No,
}

/// Data that the plan would lose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataAtRisk {
    /// What holds it.
    pub address: Address,
    /// Deleted or replaced.
    pub action: Action,
    /// What is lost, in words: `objects`.
    pub what: EcoString,
    /// How many, as the world knows; `None` if it does not say. What is known to be empty is not at risk.
    pub count: Option<u64>,
}

/// What would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The stack.
    pub stack: EcoString,
    /// The state it was made against.
    pub generation: u64,
    /// The world it was made against.
    pub world_revision: u64,
    /// Fingerprint of everything desired; hexadecimal. Empty in a plan that is only shown.
    pub desired: EcoString,
    /// By address, of every resource, also those with nothing to do.
    pub steps: Vec<Step>,
    /// In an order in which they could run one by one.
    pub operations: Vec<Operation>,
    /// What changed outside.
    pub drift: Vec<Drift>,
    /// What would be lost.
    pub data_at_risk: Vec<DataAtRisk>,
    /// What it newly lets somebody do, and what no more.
    #[serde(default)]
    pub access: access::Access,
    /// What an earlier apply replaced and could not delete any more; it is deleted at the end.
    #[serde(default)]
    pub leftovers: Vec<Leftover>,
}

/// Something that was replaced and is still there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leftover {
    /// The address that it had.
    pub address: Address,
    /// Its kind.
    pub kind: EcoString,
    /// What the world calls it.
    pub physical_id: EcoString,
}
