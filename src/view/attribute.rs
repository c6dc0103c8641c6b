//! One attribute that differs, as it is shown.

use ecow::EcoString;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::value::{self, Plain, Shown};
use crate::model::{Value, to_plain_json};
use crate::plan::{Difference, Forced, Said};

/// One attribute that differs. Its values are put into words only when they are asked for: of a large plan, few are.
#[derive(Debug, Clone)]
pub struct AttributeView<'a> {
    /// Such as `env.TARGET`.
    pub path: EcoString,
    /// Whether it cannot be changed in place.
    pub forces_replacement: bool,
    /// Whether the stack says it, or a default does.
    pub written: bool,
    before: &'a Value,
    after: &'a Value,
}

impl<'a> AttributeView<'a> {
    pub(super) fn new(difference: Difference<'a>) -> Self {
        Self {
            path: difference.path,
            forces_replacement: difference.forces_replacement == Forced::Yes,
            written: difference.said == Said::Stack,
            before: difference.before,
            after: difference.after,
        }
    }

    /// In the world.
    #[must_use]
    pub fn before(&self) -> Shown {
        value::shown(self.before)
    }

    /// As desired.
    #[must_use]
    pub fn after(&self) -> Shown {
        value::shown(self.after)
    }

    /// Both sides, told apart where they can be.
    #[must_use]
    pub fn sides(&self) -> (Shown, Shown) {
        let (mut before, mut after) = (self.before(), self.after());
        if before.text == after.text && !self.is_sensitive() {
            // The same address stands for another thing: only its ARN tells.
            before.text = Some(to_plain_json(self.before).to_string());
            after.text = Some(to_plain_json(self.after).to_string());
        }
        (before, after)
    }

    /// Both sides as they stand, line breaks and all; empty where one is no text.
    #[must_use]
    pub fn whole(&self) -> (String, String) {
        let text = |value| to_plain_json(value).as_str().unwrap_or_default().to_owned();
        (text(self.before), text(self.after))
    }

    /// What it becomes, on one line; `None` if nothing.
    #[must_use]
    pub fn after_text(&self) -> Option<String> {
        value::text(self.after)
    }

    /// If it becomes a list of statements or blocks, each of them on one line.
    #[must_use]
    pub fn after_items(&self) -> Option<impl Iterator<Item = String>> {
        value::items(self.after).map(|items| items.iter().map(value::item))
    }

    /// Whether a secret is in it, which is not shown.
    #[must_use]
    pub fn is_sensitive(&self) -> bool {
        value::secret(self.before) || value::secret(self.after)
    }
}

impl Serialize for AttributeView<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut object = to.serialize_struct("Attribute", 5)?;
        object.serialize_field("path", &self.path)?;
        object.serialize_field("before", &Plain(self.before))?;
        object.serialize_field("after", &Plain(self.after))?;
        object.serialize_field("forces_replacement", &self.forces_replacement)?;
        object.serialize_field("sensitive", &self.is_sensitive())?;
        object.end()
    }
}
