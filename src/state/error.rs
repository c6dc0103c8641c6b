//! How keeping a state can fail.

use thiserror::Error;

use super::LockInfo;
use crate::store::StoreError;

/// A backend could not keep or return a state. The stack itself is not at fault.
#[derive(Debug, Error)]
pub enum StateError {
    /// Somebody else is writing.
    #[error("state of `{stack}` is locked by {} (process {}) for `{}`", info.who, info.process, info.what)]
    Locked {
        /// The stack.
        stack: String,
        /// Who holds it.
        info: LockInfo,
    },
    /// Another writer saved first; nothing was written.
    #[error("state of `{stack}` is at generation {found}, expected {expected}")]
    Stale {
        /// The stack.
        stack: String,
        /// What was expected.
        expected: u64,
        /// What was found.
        found: u64,
    },
    /// A writer had not taken the lock; nothing was written.
    #[error("state of `{stack}` was to be written without its lock")]
    NotLocked {
        /// The stack.
        stack: String,
    },
    /// There is no such generation.
    #[error("`{stack}` has no generation {wanted}; the last one is {last}")]
    NoGeneration {
        /// The stack.
        stack: String,
        /// What was asked for.
        wanted: u64,
        /// The last one; 0 if it was never applied.
        last: u64,
    },
    /// The stored bytes are not a state.
    #[error("`{path}` cannot be read as a state: {reason}")]
    Corrupt {
        /// The file.
        path: String,
        /// What is wrong.
        reason: String,
    },
    /// Written by a newer stackc.
    #[error("`{path}` has format {found}, this stackc knows up to {known}; nothing was changed")]
    Newer {
        /// The file.
        path: String,
        /// Its format.
        found: i64,
        /// The newest known.
        known: i64,
    },
    /// The store failed.
    #[error("{action} `{path}`: {reason}")]
    Store {
        /// What was tried.
        action: &'static str,
        /// The file.
        path: String,
        /// What the store said.
        reason: String,
    },
}

impl From<StoreError> for StateError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unreadable { path, reason } => Self::Corrupt { path, reason },
            StoreError::Newer { path, found, known } => Self::Newer { path, found, known },
            StoreError::Failed { action, path, reason } => Self::Store { action, path, reason },
        }
    }
}
