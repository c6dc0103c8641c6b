//! The world: what really exists. One provider is the simulated cloud, a small AWS in a file.
//!
//! It answers one request at a time and knows nothing of plans or states.

mod authority;
mod faults;
mod open;
mod rules;
mod schema;
mod simulated;
mod things;

use ecow::EcoString;
use thiserror::Error;

use crate::model::{Fingerprint, Map};
use crate::store::StoreError;
pub use authority::Deployer;
pub use faults::{Call, Effect, Fault};
pub use simulated::{Caller, Simulated};

/// One thing of the world, without its inputs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// What the world calls it.
    pub physical_id: EcoString,
    /// Its kind.
    pub kind: EcoString,
    /// Of its inputs as they are now.
    pub fingerprint: Fingerprint,
    /// How many things it holds (objects, images); 0 if it holds none.
    pub data: u64,
}

/// One thing of the world.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observed {
    /// Name, kind, fingerprint and data.
    pub listed: Listed,
    /// Its inputs as they are now.
    pub inputs: Map,
    /// What the service tells of it: `arn`, `name`, `url`.
    pub outputs: Map,
    /// Virtual milliseconds at which it was made.
    pub created: u64,
}

/// A request to create or change.
#[derive(Debug, Clone)]
pub struct Request {
    /// One token, one thing: a second request with token and physical id of an earlier one returns what that one made.
    pub token: EcoString,
    /// The kind.
    pub kind: EcoString,
    /// The physical id: wanted for a creation (known beforehand), existing for a change.
    pub physical_id: EcoString,
    /// What it shall be like.
    pub inputs: Map,
    /// Of kind and inputs; of a deletion, of what was applied.
    pub fingerprint: Fingerprint,
    /// What the service will tell of it, known beforehand.
    pub outputs: Map,
    /// Physical ids that must exist, in the order of the dependencies.
    pub needs: Vec<EcoString>,
    /// Virtual milliseconds at which the request is made.
    pub at: u64,
}

/// What a request did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// What the world calls it.
    pub physical_id: EcoString,
    /// Virtual milliseconds at which it was finished.
    pub until: u64,
}

/// The world refused or failed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CloudError {
    /// The service refuses, and will refuse again: AWS's error code and what it says.
    #[error("{code}: {message}")]
    Refused {
        /// Such as `BucketAlreadyExists`.
        code: &'static str,
        /// In words.
        message: String,
    },
    /// Not yet: worth another try at that virtual time.
    #[error("{code}: {message}")]
    Retry {
        /// Such as `Throttling` or `InvalidParameterValue`.
        code: &'static str,
        /// In words.
        message: String,
        /// Virtual milliseconds.
        at: u64,
    },
    /// What was to be made is there, but did not come up: it must be made anew.
    #[error("{code}: {message}")]
    HalfMade {
        /// Such as `InternalFailure`.
        code: &'static str,
        /// In words.
        message: String,
        /// What is there.
        done: Done,
    },
    /// The world's own store failed; nothing is known of the request.
    #[error("the simulated cloud cannot be used: {0}")]
    Broken(String),
}

impl From<StoreError> for CloudError {
    fn from(error: StoreError) -> Self {
        Self::Broken(error.to_string())
    }
}

/// The world, one call at a time; safe to call from several threads.
///
/// What was done since the last [`Provider::flush`] may be lost if the process dies, whole calls at a time.
pub trait Provider: std::fmt::Debug + Send + Sync {
    /// How many calls are answered at once; more callers than that only wait for each other.
    fn at_once(&self) -> usize;

    /// Counts changes; equal revisions are equal worlds.
    ///
    /// # Errors
    /// When the world's store fails.
    fn revision(&self) -> Result<u64, CloudError>;

    /// The virtual clock in milliseconds.
    ///
    /// # Errors
    /// When the world's store fails.
    fn now(&self) -> Result<u64, CloudError>;

    /// One thing, if it exists.
    ///
    /// # Errors
    /// When the world's store fails.
    fn read(&self, physical_id: &str) -> Result<Option<Observed>, CloudError>;

    /// Everything, by physical id.
    ///
    /// # Errors
    /// When the world's store fails.
    fn list(&self) -> Result<Vec<Listed>, CloudError>;

    /// Changes that count because AWS takes only so many in a time: by physical id, when they were made.
    ///
    /// # Errors
    /// When the world's store fails.
    fn changes(&self) -> Result<Vec<(EcoString, u64)>, CloudError>;

    /// What a token made, if a creation with it was done; `wanted` is the physical id that was asked for.
    ///
    /// # Errors
    /// When the world's store fails.
    fn by_token(&self, token: &str, wanted: &str) -> Result<Option<Observed>, CloudError>;

    /// Makes a thing.
    ///
    /// # Errors
    /// What the service refuses; nothing was made, but for [`CloudError::HalfMade`].
    fn create(&self, request: &Request) -> Result<Done, CloudError>;

    /// Changes a thing in place.
    ///
    /// # Errors
    /// What the service refuses; nothing was changed.
    fn update(&self, request: &Request) -> Result<Done, CloudError>;

    /// Deletes a thing; one that is gone already is deleted.
    ///
    /// # Errors
    /// What the service refuses; it stands as before.
    fn delete(&self, request: &Request) -> Result<Done, CloudError>;

    /// Makes everything done so far durable, and the virtual clock at least `now`.
    ///
    /// # Errors
    /// When the world's store fails.
    fn flush(&self, now: u64) -> Result<(), CloudError>;
}
