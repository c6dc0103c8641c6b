//! Properties that the language has no word for, since what else is written says them.

use serde_json::Value;

use super::literal::is_computed;
use super::props::{Wording, find, paths, within};
use crate::catalog::Implied;

/// A value as text, each of a list by itself.
fn words(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(words).collect(),
        other => vec![other.to_string()],
    }
}

impl Wording<'_> {
    /// Judges them; values that mean what the language has no word for stay unknown.
    pub(super) fn implied(&mut self, props: &Value) {
        for implied in self.kind.implied {
            for own in paths(implied.cfn).filter_map(|path| within(path, self.kind, self.ty)) {
                match find(props, own) {
                    Some((value, place)) => {
                        let plain = is_computed(value) || implied.values.is_empty();
                        if plain || words(value).iter().all(|said| self.agrees(implied, own, said, props)) {
                            self.known.insert(place);
                        } else {
                            self.foreign = true;
                        }
                    }
                    None if !implied.default.is_empty() => {
                        self.agrees(implied, own, implied.default, props);
                    }
                    None => {}
                }
            }
        }
    }

    /// Whether a value is known; what must stand beside it, and what cannot, is judged.
    fn agrees(&mut self, implied: &Implied, own: &str, said: &str, props: &Value) -> bool {
        let value = implied.values.iter().find(|value| value.value.eq_ignore_ascii_case(said));
        let Some(value) = value else { return false };
        for other in value.with.iter().filter(|other| find(props, other).is_none()) {
            let by_default = if find(props, own).is_none() { ", which is the default" } else { "" };
            self.problems.push((
                "missing-attribute",
                format!("`{other}` is missing: `{own}` is {}{by_default}", value.value),
            ));
        }
        for other in value.without.iter().filter(|other| find(props, other).is_some()) {
            self.problems.push((
                "conflicting-attributes",
                format!("`{other}` cannot stand where `{own}` is {}", value.value),
            ));
        }
        true
    }
}
