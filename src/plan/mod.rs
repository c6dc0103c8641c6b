//! Desired against recorded and actual: what would change, why, and in which order.
//!
//! Knows nothing of providers, backends or printing.

use ecow::EcoString;

use crate::model::{Address, Fingerprint, Map, ReplaceOrder, Value};

/// What happens to one resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// It is made.
    Create,
    /// It is changed in place.
    Update,
    /// A new one takes its place.
    Replace,
    /// It is deleted.
    Delete,
    /// Only the record goes: the thing itself is gone already.
    Forget,
    /// Nothing.
    None,
}

/// Why.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// An earlier step on it failed halfway.
    Tainted,
    /// The resource at that address, which it cannot do without, is replaced.
    Dependency(Address),
    /// It is as it should be.
    Same,
}

/// One attribute that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Such as `timeout` or `env.TARGET`.
    pub path: EcoString,
    /// In the world.
    pub before: Value,
    /// As desired.
    pub after: Value,
    /// Whether AWS cannot change it in place.
    pub forces_replacement: Forced,
}

/// Whether a change forces a replacement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forced {
    /// It does.
    Yes,
    /// It is changed in place.
    No,
}

/// What happens to one resource, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// Attribute by attribute; for a creation everything, for a deletion what was applied.
    pub changes: Vec<Change>,
    /// What must exist before it.
    pub depends_on: Vec<Address>,
    /// What it belongs to, if AWS makes it by itself.
    pub implicit_of: Option<Address>,
}

/// One call to the world, or one change of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// On what.
    pub address: Address,
    /// What.
    pub kind: OperationKind,
    /// Positions in [`Plan::operations`], all smaller, of what must be done before.
    pub waits_for: Vec<usize>,
    /// What it works on.
    pub target: Target,
}

/// What an operation does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OperationKind {
    /// Makes it.
    Create,
    /// Changes it in place.
    Update,
    /// Deletes it.
    Delete,
    /// Drops its record.
    Forget,
}

/// What an operation needs to know of its resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Its kind.
    pub kind: EcoString,
    /// What the world calls it, now or afterwards.
    pub physical_id: EcoString,
    /// What it shall be like; of a deletion, empty.
    pub inputs: Map,
    /// What AWS will tell of it; of a deletion, empty.
    pub outputs: Map,
    /// Of the inputs.
    pub fingerprint: Fingerprint,
    /// What must exist before it.
    pub depends_on: Vec<Address>,
    /// How it wants to be replaced.
    pub replace: ReplaceOrder,
}

/// Something changed behind stackc's back.
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gone {
    /// It is.
    Yes,
    /// It is there, but different.
    No,
}

/// Data that the plan would lose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataAtRisk {
    /// What holds it.
    pub address: Address,
    /// Deleted or replaced.
    pub action: Action,
    /// What is lost, in words: `objects`.
    pub what: EcoString,
    /// How many, as the world knows; 0 if it is empty.
    pub count: u64,
}

/// What would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The stack.
    pub stack: EcoString,
    /// The state it was made against.
    pub generation: u64,
    /// The world it was made against.
    pub world_revision: u64,
    /// Fingerprint of everything desired; hexadecimal.
    pub desired: EcoString,
    /// By address, of every resource, also those with nothing to do.
    pub steps: Vec<Step>,
    /// In an order in which they could run one by one.
    pub operations: Vec<Operation>,
    /// What changed outside.
    pub drift: Vec<Drift>,
    /// What would be lost.
    pub data_at_risk: Vec<DataAtRisk>,
}
