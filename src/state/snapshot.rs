//! What a backend keeps, as plain data.

use std::collections::BTreeMap;

use ecow::EcoString;

use crate::model::{Address, Fingerprint, Identity, Map, Remembered, ReplaceOrder};

/// One resource as it was last applied; its inputs are read on demand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Its address.
    pub address: Address,
    /// Its kind.
    pub kind: EcoString,
    /// What the world calls it; kept opaque.
    pub physical_id: EcoString,
    /// Of the inputs as applied.
    pub fingerprint: Fingerprint,
    /// What must go after it, since it needs them.
    pub depends_on: Vec<Address>,
    /// How it wants to be replaced.
    pub replace: ReplaceOrder,
    /// Set when a step on it failed halfway: it must be replaced.
    pub tainted: bool,
    /// What is remembered of it besides; `None` if there is nothing.
    pub remembered: Option<Box<Remembered>>,
}

impl Recorded {
    /// Whether it was protected when it was last applied.
    #[must_use]
    pub fn is_protected(&self) -> bool {
        self.remembered.as_ref().is_some_and(|remembered| remembered.protected)
    }

    /// By what AWS knows it, if that does not follow from its address.
    #[must_use]
    pub fn identity(&self) -> Option<&Identity> {
        self.remembered.as_ref()?.identity.as_ref()
    }
}

/// How the world differs from what was applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actual {
    /// It is gone.
    Missing,
    /// It has these inputs now.
    Changed(Map),
}

/// A thing of the world that is not in a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stranger {
    /// Its kind.
    pub kind: EcoString,
    /// Of its inputs as they are now.
    pub fingerprint: Fingerprint,
    /// Its inputs, if somebody asked for them.
    pub inputs: Option<Map>,
}

/// A stack's state without contents, and, after a refresh, how the world differs.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// The stack.
    pub stack: EcoString,
    /// The last generation; 0 before the first apply.
    pub generation: u64,
    /// One row a resource.
    pub rows: BTreeMap<Address, Recorded>,
    /// What was replaced by a row of the same address and is still to be deleted; older first within an address.
    pub deposed: Vec<Recorded>,
    /// What an apply was about to do when it was cut off; empty otherwise.
    pub intents: Vec<Intent>,
    /// What differs in the world; filled by `apply::refresh`.
    pub actual: BTreeMap<Address, Actual>,
    /// Inputs as applied, of the rows whose content somebody asked for.
    pub contents: BTreeMap<Address, Map>,
    /// How much data each resource holds, by physical facts of the world (`objects` of a bucket); filled by `apply::refresh`.
    pub data: BTreeMap<Address, u64>,
    /// When resources were changed of which AWS takes only so many changes in a time, in virtual milliseconds; filled by
    /// `apply::refresh`.
    pub changed: BTreeMap<Address, Vec<u64>>,
    /// The virtual clock at the refresh; 0 before.
    pub now: u64,
    /// What exists and is not in this state; filled by `apply::refresh`.
    pub strangers: BTreeMap<EcoString, Stranger>,
    /// The world's revision at the refresh; 0 before.
    pub world_revision: u64,
}

/// What will be tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IntentKind {
    /// To create.
    Create,
    /// To change in place.
    Update,
    /// To delete.
    Delete,
}

/// A call to the world that is about to be made, written down before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intent {
    /// On what.
    pub address: Address,
    /// What.
    pub kind: IntentKind,
    /// Told to the world, which makes nothing twice for one token.
    pub token: EcoString,
    /// The row as it will be if the call succeeds; of a deletion, as it was.
    pub row: Recorded,
    /// Inputs of the row; of a deletion, empty.
    pub inputs: Map,
}

/// What became of an intent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The token of the intent; empty for a change of the record alone (a move, a forgotten row).
    pub token: EcoString,
    /// What happens to the record.
    pub change: RowChange,
}

/// What happens to one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowChange {
    /// The intent came true as it was written down: its row is there now, or, of a deletion, gone.
    Done,
    /// The row is there now, with these inputs. A row of the same address and another physical id becomes deposed.
    Put(Box<Recorded>, Map),
    /// The row of that address and physical id is gone.
    Remove(Address, EcoString),
    /// The call failed and left nothing behind; the record stays as it is.
    None,
}

/// One apply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generation {
    /// Counts from 1; 0 to have the next number given.
    pub number: u64,
    /// Seconds since 1970, UTC.
    pub time: i64,
    /// `apply` or `destroy`.
    pub command: EcoString,
    /// Created, updated, replaced, deleted, failed.
    pub summary: [u64; 5],
    /// Fingerprint of the desired stack, for comparison; hexadecimal.
    pub desired: EcoString,
}

/// Who holds a lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockInfo {
    /// User and host, as far as known.
    pub who: String,
    /// Process id.
    pub process: u32,
    /// Seconds since 1970, UTC.
    pub since: i64,
    /// The command.
    pub what: String,
}
