//! Properties that the language has no word for, since what else is written says them.

use std::fmt::Write;

use serde_json::Value;

use super::literal::{is_computed, quoted};
use super::paths::{find, paths, within};
use super::props::Wording;
use crate::catalog::{Attr, Implied, Others, Presence};
use crate::iam::arn_fault;

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
        let decided = |(other, value): (&str, &str)| {
            find(props, other).is_some_and(|(said, _)| is_computed(said) || said == value)
        };
        for implied in self.kind.implied.iter().filter(|implied| !decided(implied.unless)) {
            for own in paths(implied.cfn).filter_map(|path| within(path, self.kind, self.ty)) {
                match find(props, own) {
                    Some((value, place)) => {
                        let plain = is_computed(value) || implied.values.is_empty();
                        if plain && own.ends_with("Arn") {
                            self.leads(own, value, place);
                        } else if plain
                            || words(value).iter().all(|said| self.agrees(implied, own, said, props))
                        {
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

    /// Judges where something leads: an ARN by how it is written; of what is none, nothing is known.
    fn leads(&mut self, own: &str, value: &Value, place: String) {
        let texts = if is_computed(value) { Vec::new() } else { words(value) };
        for text in texts.iter().filter(|text| text.starts_with("arn:")) {
            if let Some(fault) = arn_fault(text).filter(|fault| fault.certain) {
                self.problems.push(("malformed-arn", format!("`{own}`: {}", fault.message)));
            }
        }
        if texts.iter().all(|text| text.starts_with("arn:")) {
            self.known.insert(place);
        }
    }

    /// Whether a value is known; what must stand beside it, and what cannot, is judged.
    fn agrees(&mut self, implied: &Implied, own: &str, said: &str, props: &Value) -> bool {
        let value = implied.values.iter().find(|value| value.value.eq_ignore_ascii_case(said));
        let Some(value) = value else {
            if implied.others == Others::Refused {
                self.problems.push(("unknown-value", format!("`{own}` may not be `{said}`")));
            }
            return implied.others == Others::Refused;
        };
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

    /// Writes what an attribute goes with alone, where the type itself says it: a REST API has no property for what it
    /// is.
    pub(super) fn goes_with(&mut self, attr: &Attr, prefix: &str) {
        let Presence::OnlyIf(other, [word, ..]) = attr.presence else { return };
        let Some(decides) = self.kind.shape.attr(other).filter(|_| prefix.is_empty()) else { return };
        let said = paths(decides.cfn).any(|path| within(path, self.kind, self.ty).is_some());
        let start = format!("{other} = ");
        if !said && !self.text.lines().any(|line| line.starts_with(&start)) {
            let _ = writeln!(self.text, "{start}{}", quoted(word));
        }
    }
}
