//! The attributes of a step that differ.

use std::sync::Arc;

use ecow::EcoString;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::path;
use super::{Change, Forced, Said};
use crate::model::{Map, Places, Resource, Value};

/// Attribute by attribute, maps gone into. Those of a creation are everything that it is told, which is large and
/// known already: they are listed only when they are asked for.
#[derive(Debug, Clone)]
pub struct Changes(Content);

#[derive(Debug, Clone)]
enum Content {
    Listed(Vec<Change>),
    Everything(Arc<Resource>),
}

/// One attribute that differs, lent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference<'a> {
    /// Such as `timeout` or `env.TARGET`.
    pub path: EcoString,
    /// In the world.
    pub before: &'a Value,
    /// As desired.
    pub after: &'a Value,
    /// Whether AWS cannot change it in place.
    pub forces_replacement: Forced,
    /// Whether the stack says it, or a default does.
    pub said: Said,
}

impl Changes {
    /// Those of a creation.
    pub(super) fn everything(resource: &Arc<Resource>) -> Self {
        Self(Content::Everything(Arc::clone(resource)))
    }

    /// Each of them, by path.
    pub fn iter(&self) -> impl Iterator<Item = Difference<'_>> {
        let (listed, all) = match &self.0 {
            Content::Listed(listed) => (listed.as_slice(), Vec::new()),
            Content::Everything(resource) => (&[][..], everything(&resource.inputs, &resource.places)),
        };
        listed.iter().map(Difference::from).chain(all)
    }

    /// Whether the stack says any of them.
    #[must_use]
    pub fn is_said(&self) -> bool {
        match &self.0 {
            Content::Listed(listed) => listed.iter().any(|change| change.said == Said::Stack),
            Content::Everything(resource) if resource.places.is_empty() => false,
            Content::Everything(..) => self.iter().any(|one| one.said == Said::Stack),
        }
    }

    /// Those that force a replacement; nothing that a creation is told does.
    pub fn forcing(&self) -> impl Iterator<Item = &Change> {
        self.listed().iter().filter(|change| change.forces_replacement == Forced::Yes)
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match &self.0 {
            Content::Listed(listed) => listed.is_empty(),
            Content::Everything(resource) => resource.inputs.values().all(|value| *value == Value::None),
        }
    }

    fn listed(&self) -> &[Change] {
        match &self.0 {
            Content::Listed(listed) => listed,
            Content::Everything(..) => &[],
        }
    }
}

impl Default for Changes {
    fn default() -> Self {
        Self(Content::Listed(Vec::new()))
    }
}

impl From<Vec<Change>> for Changes {
    fn from(listed: Vec<Change>) -> Self {
        Self(Content::Listed(listed))
    }
}

impl PartialEq for Changes {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Changes {}

impl Serialize for Changes {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.iter().map(Change::from))
    }
}

impl<'de> Deserialize<'de> for Changes {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Vec::deserialize(from).map(Self::from)
    }
}

impl<'a> From<&'a Change> for Difference<'a> {
    fn from(change: &'a Change) -> Self {
        Self {
            path: change.path.clone(),
            before: &change.before,
            after: &change.after,
            forces_replacement: change.forces_replacement,
            said: change.said,
        }
    }
}

impl From<Difference<'_>> for Change {
    fn from(difference: Difference<'_>) -> Self {
        Self {
            path: difference.path,
            before: difference.before.clone(),
            after: difference.after.clone(),
            forces_replacement: difference.forces_replacement,
            said: difference.said,
        }
    }
}

/// What differs from nothing.
fn everything<'a>(inputs: &'a Map, places: &Places) -> Vec<Difference<'a>> {
    let mut found = Vec::with_capacity(inputs.len());
    for (key, value) in inputs.iter() {
        walk(path::child("", key), value, places, &mut found);
    }
    found
}

fn walk<'a>(path: EcoString, after: &'a Value, places: &Places, found: &mut Vec<Difference<'a>>) {
    match after {
        Value::None => {}
        Value::Map(entries) if !entries.is_empty() => {
            for (key, value) in entries.iter() {
                walk(path::child(&path, key), value, places, found);
            }
        }
        _ => {
            let said = if places.nearest(&path).is_some() { Said::Stack } else { Said::Kind };
            found.push(Difference {
                path,
                before: &Value::None,
                after,
                forces_replacement: Forced::No,
                said,
            });
        }
    }
}
