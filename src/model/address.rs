//! What the language calls a thing.

use std::fmt;

use ecow::EcoString;
use serde::{Deserialize, Serialize};

/// The name of a resource or flow within its stack, as the language writes it: `function.resize`,
/// `bucket.uploads created under "raw/" -> function.resize`. What AWS makes by itself is named after what
/// it belongs to: `function.resize.log_group`, `(api.public "GET /x" -> function.f).permission`.
/// Ordered by text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Address(pub EcoString);

impl Address {
    /// The address of a resource.
    #[must_use]
    pub fn of(kind: &str, name: &str) -> Self {
        Self(ecow::eco_format!("{kind}.{name}"))
    }

    /// The address of a part that AWS makes by itself.
    #[must_use]
    pub fn part(&self, name: &str) -> Self {
        if self.0.contains(' ') {
            Self(ecow::eco_format!("({}).{name}", self.0))
        } else {
            Self(ecow::eco_format!("{}.{name}", self.0))
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for Address {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}
