//! What is known of a request besides who, what and to what.

use std::collections::BTreeMap;

/// Where the values of keys are looked up.
pub(super) trait Keys {
    /// The values of a key; `None` if it is not there.
    fn values(&self, key: &str) -> Option<&[String]>;

    /// The value of a key that has exactly one.
    fn single(&self, key: &str) -> Option<&str> {
        match self.values(key)? {
            [one] => Some(one),
            _ => None,
        }
    }
}

impl Keys for Context {
    fn values(&self, key: &str) -> Option<&[String]> {
        self.get(key)
    }
}

/// Values by key; keys have no case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Context {
    /// By the key in small letters: the key as it is written, and its values.
    values: BTreeMap<String, (String, Vec<String>)>,
}

impl Context {
    /// Says a key's values.
    pub fn insert(&mut self, key: &str, values: Vec<String>) {
        self.values.insert(key.to_ascii_lowercase(), (key.to_owned(), values));
    }

    /// Says a key's values, unless they are known already.
    pub(super) fn presume(&mut self, key: &str, value: impl FnOnce() -> Option<String>) {
        if self.get(key).is_none()
            && let Some(value) = value()
        {
            self.insert(key, vec![value]);
        }
    }

    /// The values of a key; `None` if it is not there.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&[String]> {
        let known = if key.bytes().any(|byte| byte.is_ascii_uppercase()) {
            self.values.get(&key.to_ascii_lowercase())
        } else {
            self.values.get(key)
        };
        known.map(|(_, values)| values.as_slice())
    }

    /// Keys and values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.values.values().map(|(key, values)| (key.as_str(), values.as_slice()))
    }
}
