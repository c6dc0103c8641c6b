//! How a store can fail.

use thiserror::Error;

/// A store could not be opened, read or written. What was to be written was not.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StoreError {
    /// The file is not one of ours, or is damaged.
    #[error("`{path}` cannot be read: {reason}")]
    Unreadable {
        /// The file.
        path: String,
        /// What is wrong with it.
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
    /// The disk or another process stood in the way.
    #[error("{action} `{path}`: {reason}")]
    Failed {
        /// What was tried, such as `cannot write`.
        action: &'static str,
        /// The file.
        path: String,
        /// What SQLite or the operating system said.
        reason: String,
    },
}
