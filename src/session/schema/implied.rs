//! Properties that the language has no word for, since what else is written says them.

use std::fmt::Write;

use serde_json::Value;

use super::literal::{is_computed, quoted};
use super::paths::{find, paths, within};
use super::props::Wording;
use crate::catalog::{Among, Attr, Implied, Kind, Others, Presence};
use crate::iam::arn_fault;

/// Most properties that are named of those of which one is missing.
const MOST_NAMED: usize = 4;

/// A value as text, each of a list by itself.
fn words(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(words).collect(),
        other => vec![other.to_string()],
    }
}

/// Gathers the texts at a path, through all items of all lists; whether all of them are known.
fn all_at<'v>(value: &'v Value, path: &str, found: &mut Vec<&'v str>) -> bool {
    if is_computed(value) {
        return false;
    }
    match (value, path.split_once('.')) {
        (Value::Array(items), _) => items.iter().all(|item| all_at(item, path, found)),
        (Value::Object(fields), Some((first, rest))) => {
            fields.get(first).is_none_or(|inner| all_at(inner, rest, found))
        }
        (Value::Object(fields), None) if !path.is_empty() => {
            fields.get(path).is_none_or(|inner| all_at(inner, "", found))
        }
        (Value::String(text), _) => {
            found.push(text);
            true
        }
        _ => true,
    }
}

impl Wording<'_> {
    /// Judges them; values that mean what the language has no word for stay unknown.
    pub(super) fn implied(&mut self, props: &Value) {
        let decided = |(other, value): (&str, &str)| {
            find(props, other).is_some_and(|(said, _)| is_computed(said) || said == value)
        };
        let kinds = self.catalog.kinds();
        let rows = kinds.flat_map(|kind| kind.implied.iter().map(move |implied| (kind, implied)));
        for (kind, implied) in rows.filter(|(_, implied)| !decided(implied.unless)) {
            if !implied.lists.is_empty() {
                if kind.cfn == self.ty {
                    self.listing(implied, props);
                }
                continue;
            }
            if implied.among == Among::JustOne {
                // Of a type that several arrows share it is about those from the kind itself.
                if kind.name == self.kind.name {
                    self.just_one(kind, implied, props);
                }
                continue;
            }
            for own in paths(implied.cfn).filter_map(|path| within(path, kind, self.ty)) {
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

    /// Judges whether a property lists what stands on other paths, and nothing else; what is computed may be anything.
    fn listing(&mut self, implied: &Implied, props: &Value) {
        let mut listed = Vec::new();
        let mut named = Vec::new();
        let mut sure = all_at(props, implied.cfn, &mut listed);
        for path in implied.lists {
            let mut there = Vec::new();
            sure &= all_at(props, path, &mut there);
            named.extend(there.into_iter().map(|text| (*path, text)));
        }
        if !sure || listed.is_empty() {
            return;
        }
        for (path, text) in named.iter().filter(|(_, text)| !listed.contains(text)) {
            let message = format!("`{path}` names `{text}`, which `{}` does not", implied.cfn);
            self.problems.push(("missing-attribute", message));
        }
        for text in listed.iter().filter(|text| !named.iter().any(|(_, other)| other == *text)) {
            let message = format!("`{}` names `{text}`, which nothing else does", implied.cfn);
            self.problems.push(("conflicting-attributes", message));
        }
    }

    /// Judges whether one of several stands there, and one alone.
    fn just_one(&mut self, kind: &Kind, implied: &Implied, props: &Value) {
        let own: Vec<&str> = paths(implied.cfn).filter_map(|path| within(path, kind, self.ty)).collect();
        let said: Vec<&str> = own.iter().filter(|path| find(props, path).is_some()).copied().collect();
        match said.as_slice() {
            [] if !own.is_empty() => {
                let one_of = if own.len() == 1 { "" } else { "one of " };
                let (shown, rest) = own.split_at(own.len().min(MOST_NAMED));
                let others =
                    if rest.is_empty() { String::new() } else { format!(" and {} others", rest.len()) };
                let message = format!("{one_of}`{}`{others} is missing", shown.join("`, `"));
                self.problems.push(("missing-attribute", message));
            }
            [first, others @ ..] => {
                for other in others {
                    let message = format!("`{other}` cannot stand beside `{first}`");
                    self.problems.push(("conflicting-attributes", message));
                }
            }
            [] => {}
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
        if value.is_none() && implied.beyond.contains(&said) {
            return false;
        }
        let Some(value) = value else {
            if implied.others == Others::Refused {
                self.problems.push(("unknown-value", format!("`{own}` may not be `{said}`")));
            }
            return implied.others == Others::Refused;
        };
        if !value.of_other.0.is_empty() {
            self.bodies.push(value.of_other);
        }
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
