//! Whether a resource has the shape of its type: whatever the rows say of it, AWS refuses what has not.

use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::literal::{is_computed, number, scalar};
use super::paths::joined;
use super::shapes::{Bounds, Field, Group, Mark, Object, Shapes, Sort};
use crate::base::{AddressRange, did_you_mean, is_ipv6_range};

/// Something that AWS refuses.
pub(super) struct Fault {
    /// Where.
    pub(super) path: String,
    /// The rule that it breaks.
    pub(super) rule: &'static str,
    /// What is wrong.
    pub(super) message: String,
}

/// What is wrong with the shape of a resource.
pub(super) fn faults(shapes: &'static Shapes, props: &Map<String, Value>) -> Vec<Fault> {
    let mut judge = Judge { shapes, faults: Vec::new() };
    judge.object("", "", props);
    judge.faults
}

struct Judge {
    shapes: &'static Shapes,
    faults: Vec<Fault>,
}

impl Judge {
    fn add(&mut self, path: &str, rule: &'static str, message: String) {
        self.faults.push(Fault { path: path.to_owned(), rule, message });
    }

    fn object(&mut self, name: &str, path: &str, fields: &Map<String, Value>) {
        let Some(object) = self.shapes.object(name) else { return };
        for field in object.fields.iter().filter(|field| field.mark == Mark::Required) {
            if !has(fields, field.name) {
                let place = joined(path, field.name);
                self.add(&place, "missing-attribute", format!("`{place}` is missing"));
            }
        }
        for (name, value) in fields.iter().filter(|(name, _)| !name.starts_with("Fn::")) {
            let place = joined(path, name);
            match object.fields.iter().find(|field| field.name == name) {
                Some(field) => self.field(field, &place, value),
                None => self.unknown(object, name, &place),
            }
        }
        for group in &object.groups {
            self.group(group, path, fields);
        }
    }

    fn unknown(&mut self, object: &Object, name: &str, place: &str) {
        let names = object.fields.iter().filter(|field| field.mark != Mark::Given).map(|field| field.name);
        let meant = did_you_mean(name, names).map(|near| format!("; `{near}` is near to it"));
        let message = format!("there is no property `{place}`{}", meant.unwrap_or_default());
        self.add(place, "unknown-attribute", message);
    }

    fn field(&mut self, field: &Field, place: &str, value: &Value) {
        if field.mark == Mark::Given {
            let message = format!("`{place}` cannot be written: AWS says it");
            self.add(place, "unknown-attribute", message);
        } else {
            self.value(&field.sort, place, value);
        }
    }

    fn value(&mut self, sort: &Sort, place: &str, value: &Value) {
        if is_computed(value) {
            return;
        }
        match (sort, value) {
            (Sort::Object(name), Value::Object(fields)) => self.object(name, place, fields),
            (Sort::Object(_), _) => self.wrong(place, "an object"),
            (Sort::List(bounds, inner), Value::Array(items)) => {
                // One that is computed may be left out, or stand for several.
                let sure = items.iter().all(|item| !is_computed(item));
                if sure && !bounds.hold(items.len().into()) {
                    self.bounds(place, *bounds, &format!("has {} items", items.len()));
                }
                for item in items {
                    self.value(inner, place, item);
                }
            }
            (Sort::List(..), _) => self.wrong(place, "a list"),
            (Sort::Any, Value::Null) => self.wrong(place, "something"),
            (Sort::Any, _) => {}
            (sort, value) => self.plain(sort, place, value),
        }
    }

    /// Judges what is no object and no list; CloudFormation takes a number that is written as text, and text as a number.
    fn plain(&mut self, sort: &Sort, place: &str, value: &Value) {
        let Some(text) = scalar(value) else {
            let wanted = match sort {
                Sort::Whole(_) | Sort::Number(_) => "a number",
                Sort::Bool => "true or false",
                _ => "text",
            };
            return self.wrong(place, wanted);
        };
        match sort {
            Sort::Text(bounds) => {
                let length = text.chars().count();
                if !bounds.hold(length.into()) {
                    self.bounds(place, *bounds, &format!("has {length} characters"));
                }
            }
            Sort::Whole(bounds) | Sort::Number(bounds) => match number(value) {
                Some(number) if matches!(sort, Sort::Whole(_)) && !number.is_integer() => {
                    self.wrong(place, "a whole number");
                }
                Some(number) if bounds.hold(number) => {}
                Some(number) => self.bounds(place, *bounds, &format!("is {number}")),
                None => self.wrong(place, "a number"),
            },
            Sort::Bool if !["true", "false"].contains(&text.to_ascii_lowercase().as_str()) => {
                self.wrong(place, "true or false");
            }
            Sort::Cidr4 if AddressRange::read(&text).is_none() => {
                self.wrong(place, "a range of IPv4 addresses, such as `10.0.0.0/16`");
            }
            Sort::Cidr6 if !is_ipv6_range(&text) => {
                self.wrong(place, "a range of IPv6 addresses, such as `2001:db8::/56`");
            }
            Sort::Words(words) if !words.iter().any(|word| same(word, &text)) => {
                self.word(place, &text, words);
            }
            Sort::Like(words) if !words.iter().any(|word| word.eq_ignore_ascii_case(&text)) => {
                self.word(place, &text, words);
            }
            _ => {}
        }
    }

    fn wrong(&mut self, place: &str, wanted: &str) {
        self.add(place, "type-mismatch", format!("`{place}` must be {wanted}"));
    }

    fn bounds(&mut self, place: &str, bounds: Bounds, is: &str) {
        let takes = match (bounds.least, bounds.most) {
            (Some(least), Some(most)) => format!("{least} to {most}"),
            (Some(least), None) => format!("{least} or more"),
            (None, Some(most)) => format!("{most} at most"),
            (None, None) => return,
        };
        self.add(place, "out-of-range", format!("`{place}` {is}, but AWS takes {takes}"));
    }

    fn word(&mut self, place: &str, text: &str, words: &[&str]) {
        let mut message = format!("`{place}` may not be `{text}`");
        match did_you_mean(text, words.iter().copied()) {
            Some(near) => message.push_str(&format!("; `{near}` is near to it")),
            None if words.len() <= 8 => message.push_str(&format!("; AWS takes `{}`", words.join("`, `"))),
            None => {}
        }
        self.add(place, "unknown-value", message);
    }

    fn group(&mut self, group: &Group, path: &str, fields: &Map<String, Value>) {
        let has = |name: &&str| has(fields, name);
        match group {
            Group::One(sets) | Group::Some(sets) => {
                let there: Vec<&Vec<&str>> = sets.iter().filter(|set| set.iter().all(has)).collect();
                if there.is_empty() {
                    let names: Vec<String> = sets.iter().map(|set| set.join("` with `")).collect();
                    let place = if path.is_empty() { String::new() } else { format!(" in `{path}`") };
                    let message = format!("one of `{}` is missing{place}", names.join("`, `"));
                    self.add(path, "missing-attribute", message);
                } else if let (Group::One(_), [first, second, ..]) = (group, there.as_slice()) {
                    let (first, second) = (first.join("`, `"), second.join("`, `"));
                    self.conflict(path, &second, &first);
                }
            }
            Group::Not(first, others) if has(first) => {
                for other in others.iter().filter(|other| has(other)) {
                    // Often both say so of each other.
                    let (one, other) = if *first < *other { (*first, *other) } else { (*other, *first) };
                    self.conflict(path, other, one);
                }
            }
            Group::With(first, others) if has(first) => {
                for other in others.iter().filter(|other| !has(other)) {
                    let place = joined(path, other);
                    let message = format!("`{place}` is missing: `{}` needs it", joined(path, first));
                    self.add(&place, "missing-attribute", message);
                }
            }
            Group::Not(..) | Group::With(..) => {}
        }
    }

    fn conflict(&mut self, path: &str, one: &str, other: &str) {
        let (one, other) = (joined(path, one), joined(path, other));
        let message = format!("`{one}` cannot stand beside `{other}`");
        self.add(&one, "conflicting-attributes", message);
    }
}

/// Whether a property stands there; what is `AWS::NoValue` does not.
fn has(fields: &Map<String, Value>, name: &str) -> bool {
    fields.get(name).is_some_and(|value| value.get("Ref").is_none_or(|to| to != "AWS::NoValue"))
}

/// Whether a word is what was said; numbers may be written in several ways.
fn same(word: &str, text: &str) -> bool {
    word == text
        || word
            .parse::<Decimal>()
            .is_ok_and(|number| text.parse::<Decimal>().is_ok_and(|said| said == number))
}
