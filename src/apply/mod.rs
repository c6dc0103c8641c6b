//! Carries out a plan, one durable step at a time, and looks at the world before one is made.
//!
//! Before a call to the world an intent is written to the state, after it the outcome. Whatever cuts an apply off,
//! the next look or apply asks the world what became of the open intents, so that nothing is made twice.

mod call;
mod error;
mod outcome;
mod refresh;
mod run;
mod schedule;
mod settle;

use std::sync::atomic::AtomicU8;

use ecow::EcoString;

pub use error::ApplyError;
pub use refresh::{contents, look, refresh};

use crate::cloud::Provider;
use crate::model::Address;
use crate::plan::{OperationKind, Plan};
use crate::state::{Backend, LockInfo, Snapshot};

/// How and in whose name a plan is carried out.
#[derive(Debug)]
pub struct Options<'a> {
    /// How many calls are made at once; at least one is.
    pub parallelism: usize,
    /// `apply` or `destroy`: kept in the history.
    pub command: EcoString,
    /// Seconds since 1970, UTC: kept in the history.
    pub time: i64,
    /// User and host: told to whom the lock refuses.
    pub who: String,
    /// The process's id: told to whom the lock refuses.
    pub process: u32,
    /// Set to 1 to stop after what is in flight, and to 2 to leave at once without a generation; both are safe.
    pub cancel: &'a AtomicU8,
}

/// What became of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Applied {
    /// The generation that it closed; `None` if there was nothing to do, and nothing was written.
    pub generation: Option<u64>,
    /// The plan's operations in their order; after them deletions that an earlier apply had left over.
    pub operations: Vec<Performed>,
    /// Created, updated, replaced, deleted, failed.
    pub summary: [u64; 5],
    /// Calls of an earlier apply that was cut off, whose outcome was found out.
    pub settled: usize,
    /// Virtual milliseconds at which the last operation ended.
    pub until: u64,
}

/// What became of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Performed {
    /// On what.
    pub address: Address,
    /// What.
    pub kind: OperationKind,
    /// What the world calls it.
    pub physical_id: EcoString,
    /// Whether it was done.
    pub status: Status,
    /// Virtual milliseconds at which it began.
    pub start: u64,
    /// Virtual milliseconds at which it ended.
    pub until: u64,
}

/// Whether an operation was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// It was.
    Done,
    /// The world refused: what it said.
    Failed(String),
    /// It was not tried, since what it waits for was not done, or the apply was stopped.
    Skipped,
}

/// Something that just happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What.
    pub what: Happened,
    /// Position in [`Applied::operations`].
    pub operation: usize,
    /// On what.
    pub address: Address,
    /// What is done to it.
    pub kind: OperationKind,
    /// What the world calls it.
    pub physical_id: EcoString,
    /// Virtual milliseconds at which the operation began.
    pub start: u64,
    /// Virtual milliseconds.
    pub at: u64,
}

/// What happened to an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happened {
    /// It began.
    Started,
    /// It ended well.
    Done,
    /// It failed: what the world said.
    Failed(String),
    /// It will not be tried.
    Skipped,
}

/// Carries out a plan.
///
/// Operations run side by side as far as the plan lets them. One that fails stops only those that wait for it.
/// Times are virtual and follow from the plan alone; `progress` is called in an order that does, too. A plan with
/// nothing to do writes nothing.
///
/// # Errors
/// [`ApplyError::Stale`] if state or world moved since the plan was made, and [`ApplyError::State`] if another
/// process holds the lock: nothing was done. Anything else leaves a state from which the next apply goes on.
pub fn apply(
    plan: &Plan,
    backend: &dyn Backend,
    provider: &dyn Provider,
    options: &Options<'_>,
    progress: &mut dyn FnMut(&Event),
) -> Result<Applied, ApplyError> {
    if plan.operations.is_empty() {
        let snapshot = fresh(plan, backend, provider)?;
        if snapshot.intents.is_empty() && snapshot.deposed.is_empty() {
            return Ok(Applied::default());
        }
    }
    let info = LockInfo {
        who: options.who.clone(),
        process: options.process,
        since: options.time,
        what: options.command.to_string(),
    };
    backend.lock(&plan.stack, &info)?;
    let applied = fresh(plan, backend, provider)
        .and_then(|snapshot| run::run(plan, snapshot, backend, provider, options, progress));
    let unlocked = backend.unlock(&plan.stack);
    let applied = applied?;
    unlocked?;
    Ok(applied)
}

/// The state, if it and the world are those that the plan was made for.
fn fresh(plan: &Plan, backend: &dyn Backend, provider: &dyn Provider) -> Result<Snapshot, ApplyError> {
    let snapshot = backend.snapshot(&plan.stack)?;
    let revision = provider.revision()?;
    if snapshot.generation == plan.generation && revision == plan.world_revision {
        return Ok(snapshot);
    }
    Err(ApplyError::Stale {
        generation: (plan.generation, snapshot.generation),
        world_revision: (plan.world_revision, revision),
    })
}
