//! A plan as a file: everything an apply needs, and everything it is bound to.

use std::collections::BTreeMap;

use ecow::EcoString;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Plan;

/// The newest format, and the only one there is.
const FORMAT: i64 = 1;

/// What every such file begins with.
const HEAD: &[u8] = b"{\"stackc_plan\":";

/// A plan and what it was made from. It holds no secrets, only their digests.
///
/// State generation and world revision stand in the plan itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// Where the stack was, as it was named.
    pub path: String,
    /// The account that it is for.
    pub account: EcoString,
    /// The region that it is for.
    pub region: EcoString,
    /// Where the stack keeps its state, if it says so.
    pub state: Option<EcoString>,
    /// Whether everything is to go.
    pub destroy: bool,
    /// Hash of the stack's files; hexadecimal.
    pub content: EcoString,
    /// Hashes of the code that the stack names, by path; hexadecimal.
    #[serde(default)]
    pub code: BTreeMap<EcoString, EcoString>,
    /// Params as they were given, by name, in the form that `model::to_json` gives.
    pub params: BTreeMap<EcoString, serde_json::Value>,
    /// The plan.
    pub plan: Plan,
}

/// Why bytes are no saved plan.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SavedError {
    /// They are something else.
    #[error("not a saved plan")]
    NotAPlan,
    /// A newer stackc wrote them.
    #[error("the plan has format {found}, this stackc knows up to {known}")]
    Newer {
        /// Their format.
        found: i64,
        /// The newest known.
        known: i64,
    },
    /// They are damaged.
    #[error("the plan cannot be read: {0}")]
    Damaged(String),
}

/// Whether bytes look like a saved plan of any format.
#[must_use]
pub fn is_saved(bytes: &[u8]) -> bool {
    bytes.starts_with(HEAD)
}

impl Saved {
    /// The file's content; equal plans give equal bytes.
    ///
    /// # Errors
    /// [`SavedError::Damaged`] if a value has no form in JSON, which no plan made here has.
    pub fn to_bytes(&self) -> Result<Vec<u8>, SavedError> {
        #[derive(Serialize)]
        struct Versioned<'a> {
            stackc_plan: i64,
            #[serde(flatten)]
            saved: &'a Saved,
        }
        let versioned = Versioned { stackc_plan: FORMAT, saved: self };
        let mut bytes =
            serde_json::to_vec(&versioned).map_err(|error| SavedError::Damaged(error.to_string()))?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// Reads a file's content.
    ///
    /// # Errors
    /// When it is no plan, a newer one, or damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SavedError> {
        #[derive(Deserialize)]
        struct Version {
            stackc_plan: i64,
        }
        if !is_saved(bytes) {
            return Err(SavedError::NotAPlan);
        }
        let damaged = |error: serde_json::Error| SavedError::Damaged(error.to_string());
        let version: Version = serde_json::from_slice(bytes).map_err(damaged)?;
        if version.stackc_plan != FORMAT {
            return Err(SavedError::Newer { found: version.stackc_plan, known: FORMAT });
        }
        let saved: Self = serde_json::from_slice(bytes).map_err(damaged)?;
        let operations = &saved.plan.operations;
        let ordered = operations.iter().enumerate().all(|(at, one)| one.waits_for.iter().all(|on| *on < at));
        if ordered {
            Ok(saved)
        } else {
            Err(SavedError::Damaged("its operations are out of order".to_owned()))
        }
    }
}

/// Values, in the form of the model.
pub(super) mod value {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::model::{Value, from_json, to_json};

    pub(in crate::plan) fn serialize<S: Serializer>(value: &Value, to: S) -> Result<S::Ok, S::Error> {
        to_json(value).serialize(to)
    }

    pub(in crate::plan) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Value, D::Error> {
        let json = serde_json::Value::deserialize(from)?;
        from_json(&json).ok_or_else(|| D::Error::custom("not a value"))
    }
}

/// Targets, each of which an operation has for itself.
pub(super) mod target {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::plan::Target;

    pub(in crate::plan) fn serialize<S: Serializer>(target: &Target, to: S) -> Result<S::Ok, S::Error> {
        target.serialize(to)
    }

    pub(in crate::plan) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Arc<Target>, D::Error> {
        Target::deserialize(from).map(Arc::new)
    }
}

/// Maps of values.
pub(super) mod map {
    use std::collections::BTreeMap;

    use ecow::EcoString;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::model::{Map, from_json, to_json};

    pub(in crate::plan) fn serialize<S: Serializer>(map: &Map, to: S) -> Result<S::Ok, S::Error> {
        let entries: BTreeMap<&EcoString, _> = map.iter().map(|(key, value)| (key, to_json(value))).collect();
        entries.serialize(to)
    }

    pub(in crate::plan) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Map, D::Error> {
        let entries = BTreeMap::<EcoString, serde_json::Value>::deserialize(from)?;
        let read =
            entries.into_iter().map(|(key, json)| Some((key, from_json(&json)?))).collect::<Option<Map>>();
        read.ok_or_else(|| D::Error::custom("not a map of values"))
    }
}

/// What is remembered, as its own text.
pub(super) mod remembered {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::model::Remembered;

    pub(in crate::plan) fn serialize<S: Serializer>(
        remembered: &Option<Box<Remembered>>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        remembered.as_ref().map(|remembered| remembered.to_text()).serialize(to)
    }

    pub(in crate::plan) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Box<Remembered>>, D::Error> {
        let Some(text) = Option::<String>::deserialize(from)? else { return Ok(None) };
        let remembered = Remembered::from_text(&text).ok_or_else(|| D::Error::custom("not remembered"))?;
        Ok(remembered.boxed())
    }
}

/// Fingerprints, in hexadecimal.
pub(super) mod fingerprint {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    use crate::model::Fingerprint;

    #[expect(clippy::ref_option, reason = "serde asks for it")]
    pub(in crate::plan) fn serialize<S: Serializer>(
        fingerprint: &Option<Fingerprint>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        match fingerprint {
            Some(fingerprint) => to.collect_str(fingerprint),
            None => to.serialize_none(),
        }
    }

    pub(in crate::plan) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Fingerprint>, D::Error> {
        let Some(text) = Option::<String>::deserialize(from)? else { return Ok(None) };
        let pairs =
            text.as_bytes().chunks(2).map(|pair| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok());
        let bytes: Option<Vec<u8>> = pairs.collect();
        let read = bytes.and_then(|bytes| Fingerprint::from_bytes(&bytes));
        read.map(Some).ok_or_else(|| D::Error::custom("not a fingerprint"))
    }
}
