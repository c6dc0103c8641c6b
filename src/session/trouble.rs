//! Why work with state and world did not come to its end, sorted by what a front end does about it.

use thiserror::Error;

use crate::apply::ApplyError;
use crate::cloud::CloudError;
use crate::plan::SavedError;
use crate::state::StateError;

use super::LoadError;

/// What went wrong, in words.
#[derive(Debug, Error)]
pub enum Trouble {
    /// What a plan was made for is no more; nothing was changed.
    #[error("{0}")]
    Stale(String),
    /// Somebody else is writing.
    #[error("{0}")]
    Locked(String),
    /// The user stopped it at once.
    #[error("{0}")]
    Stopped(String),
    /// What was asked for is not there, or not possible.
    #[error("{message}")]
    Refused {
        /// What is wrong.
        message: String,
        /// What to do, if that is known.
        help: Option<String>,
    },
    /// There is no stack to read.
    #[error(transparent)]
    Unloaded(#[from] LoadError),
    /// State or world cannot be used.
    #[error("{0}")]
    Broken(String),
}

impl Trouble {
    /// Something that is not there or not possible.
    pub(super) fn refused(message: impl Into<String>, help: Option<String>) -> Self {
        Self::Refused { message: message.into(), help }
    }
}

impl From<StateError> for Trouble {
    fn from(error: StateError) -> Self {
        match error {
            StateError::Locked { .. } => Self::Locked(error.to_string()),
            StateError::Stale { .. } => Self::Stale(error.to_string()),
            StateError::NoGeneration { .. } => Self::refused(error.to_string(), None),
            _ => Self::Broken(error.to_string()),
        }
    }
}

impl From<CloudError> for Trouble {
    fn from(error: CloudError) -> Self {
        match error {
            CloudError::Broken(_) => Self::Broken(error.to_string()),
            _ => Self::refused(error.to_string(), None),
        }
    }
}

impl From<ApplyError> for Trouble {
    fn from(error: ApplyError) -> Self {
        match error {
            ApplyError::Stale { .. } => Self::Stale(error.to_string()),
            ApplyError::Stopped => Self::Stopped(error.to_string()),
            ApplyError::State(error) => error.into(),
            ApplyError::Cloud(error) => error.into(),
        }
    }
}

impl From<SavedError> for Trouble {
    fn from(error: SavedError) -> Self {
        Self::refused(error.to_string(), Some("make a new one with `stackc plan --out`".to_owned()))
    }
}
