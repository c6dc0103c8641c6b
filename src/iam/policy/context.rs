//! What is known of a request besides who, what and to what.

use std::collections::BTreeMap;

/// Values by key; keys have no case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Context {
    values: BTreeMap<String, Vec<String>>,
}

impl Context {
    /// Says a key's values.
    pub fn insert(&mut self, key: &str, values: Vec<String>) {
        self.values.insert(key.to_ascii_lowercase(), values);
    }

    /// Says a key's values, unless they are known already.
    pub(super) fn presume(&mut self, key: &str, value: impl FnOnce() -> Option<String>) {
        let key = key.to_ascii_lowercase();
        if !self.values.contains_key(&key)
            && let Some(value) = value()
        {
            self.values.insert(key, vec![value]);
        }
    }

    /// The values of a key; `None` if it is not there.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&[String]> {
        if key.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return self.values.get(&key.to_ascii_lowercase()).map(Vec::as_slice);
        }
        self.values.get(key).map(Vec::as_slice)
    }

    /// The value of a key that has exactly one.
    pub(super) fn single(&self, key: &str) -> Option<&str> {
        match self.get(key)? {
            [one] => Some(one),
            _ => None,
        }
    }

    /// Keys and values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.values.iter().map(|(key, values)| (key.as_str(), values.as_slice()))
    }
}
