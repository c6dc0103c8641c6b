//! What stackc did last: addresses, physical ids, inputs as applied, dependencies; and what it was about to do.
//!
//! Knows nothing of plans or kinds, nor who calls it. One backend is SQLite; the trait carries others.

pub mod backends;
mod error;
mod snapshot;

use std::collections::BTreeMap;

pub use error::StateError;
pub use snapshot::{
    Actual, Generation, Intent, IntentKind, LockInfo, Outcome, Recorded, RowChange, Snapshot, Stranger,
};

use crate::model::{Address, Map};

/// Keeps the states of stacks. Every method is atomic and durable when it returns.
///
/// Readers never block. Writers hold the lock of a stack, which dies with its owner.
pub trait Backend: std::fmt::Debug + Send + Sync {
    /// The rows of a stack, without their contents; empty at generation 0 if the stack was never applied.
    ///
    /// # Errors
    /// When the store cannot be read, or is of a newer version.
    fn snapshot(&self, stack: &str) -> Result<Snapshot, StateError>;

    /// Inputs as applied, of these addresses; what is not there is left out.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn contents(&self, stack: &str, addresses: &[&Address]) -> Result<BTreeMap<Address, Map>, StateError>;

    /// Takes the lock of a stack for writing, until [`Backend::unlock`] or the end of the backend or process.
    ///
    /// # Errors
    /// [`StateError::Locked`] with who holds it.
    fn lock(&self, stack: &str, info: &LockInfo) -> Result<(), StateError>;

    /// Gives the lock back.
    ///
    /// # Errors
    /// When the store cannot be written.
    fn unlock(&self, stack: &str) -> Result<(), StateError>;

    /// Records outcomes of earlier intents and, in the same transaction, what will be tried next.
    ///
    /// # Errors
    /// [`StateError::NotLocked`] if the stack is not locked by this backend; nothing is then written.
    fn record(&self, stack: &str, outcomes: &[Outcome], next: &[Intent]) -> Result<(), StateError>;

    /// Records the last outcomes and, in the same transaction, closes the apply as the next generation; the number it got.
    ///
    /// # Errors
    /// As [`Backend::record`]; [`StateError::Stale`] if the generation has a number and it is not the next.
    fn close(&self, stack: &str, outcomes: &[Outcome], generation: &Generation) -> Result<u64, StateError>;

    /// All generations of a stack, oldest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn history(&self, stack: &str) -> Result<Vec<Generation>, StateError>;

    /// The rows and contents of a stack as they were at the end of a generation; nothing at generation 0.
    ///
    /// # Errors
    /// When the store cannot be read, or [`StateError::NoGeneration`].
    fn at(&self, stack: &str, generation: u64) -> Result<BTreeMap<Address, (Recorded, Map)>, StateError>;
}
