//! Whether an event is what a pattern asks for.

use std::net::IpAddr;

use serde_json::{Map, Value};

use super::Pattern;
use super::pattern::{Comparison, Look, Matcher, Part, decimal};

impl Pattern {
    /// Whether an event has all that the pattern names. Of a field that is a list, one value must fit; of a list of
    /// objects, one object.
    #[must_use]
    pub fn matches(&self, event: &Value) -> bool {
        event.as_object().is_some_and(|fields| self.fits(fields))
    }

    /// Whether an event of which only a part is known can be what the pattern asks for.
    #[must_use]
    pub fn may_match(&self, known: &Value) -> bool {
        let Some(fields) = known.as_object() else { return false };
        self.all.iter().all(|part| match part {
            Part::Or(patterns) => patterns.iter().any(|pattern| pattern.may_match(known)),
            Part::Field(name, matchers) => match fields.get(name) {
                None => true,
                found => matchers.iter().any(|matcher| matcher.takes(found)),
            },
            Part::Inside(name, pattern) => fields.get(name).is_none_or(|inner| pattern.may_match(inner)),
        })
    }

    fn fits(&self, fields: &Map<String, Value>) -> bool {
        self.all.iter().all(|part| match part {
            Part::Or(patterns) => patterns.iter().any(|pattern| pattern.fits(fields)),
            Part::Field(name, matchers) => {
                let found = fields.get(name);
                matchers.iter().any(|matcher| matcher.takes(found))
            }
            Part::Inside(name, pattern) => pattern.fits_inside(fields.get(name)),
        })
    }

    /// Whether an object in a field is what it asks for; of a list, one of its objects. Where there is none, all of its
    /// fields are absent.
    fn fits_inside(&self, found: Option<&Value>) -> bool {
        let mut objects = Vec::new();
        let mut open: Vec<&Value> = found.into_iter().collect();
        while let Some(value) = open.pop() {
            match value {
                Value::Object(inner) => objects.push(inner),
                Value::Array(items) => open.extend(items),
                _ => {}
            }
        }
        if objects.is_empty() {
            self.fits(&Map::new())
        } else {
            objects.into_iter().any(|inner| self.fits(inner))
        }
    }
}

impl Matcher {
    /// Whether it takes what a field holds; `None` if there is no such field.
    pub(super) fn takes(&self, found: Option<&Value>) -> bool {
        let mut leaves = Vec::new();
        if let Some(found) = found {
            gather(found, &mut leaves);
        }
        match self {
            Self::Exists(wanted) => leaves.is_empty() != *wanted,
            _ => leaves.iter().any(|leaf| self.takes_value(leaf)),
        }
    }

    fn takes_value(&self, value: &Value) -> bool {
        match self {
            Self::Exactly(wanted) => wanted == value,
            Self::Text(look) => value.as_str().is_some_and(|text| look.fits(text)),
            Self::AnythingBut(others) => !others.iter().any(|other| other.takes_value(value)),
            Self::Numeric(comparisons) => decimal(value).is_some_and(|number| {
                comparisons.iter().all(|(comparison, bound)| comparison.holds(number.cmp(bound)))
            }),
            Self::Cidr(network, length) => {
                let address = value.as_str().and_then(|text| text.parse().ok());
                address.is_some_and(|address| lies_in(address, *network, *length))
            }
            Self::Exists(wanted) => *wanted,
        }
    }
}

/// The values of a field that are no lists and no objects.
fn gather<'a>(value: &'a Value, leaves: &mut Vec<&'a Value>) {
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(_) => {}
            leaf => leaves.push(leaf),
        }
    }
}

impl Comparison {
    fn holds(self, found: std::cmp::Ordering) -> bool {
        match self {
            Self::Equal => found.is_eq(),
            Self::Less => found.is_lt(),
            Self::LessOrEqual => found.is_le(),
            Self::Greater => found.is_gt(),
            Self::GreaterOrEqual => found.is_ge(),
        }
    }
}

impl Look {
    fn fits(&self, text: &str) -> bool {
        match self {
            Self::Prefix(start) => text.starts_with(start.as_str()),
            Self::Suffix(end) => text.ends_with(end.as_str()),
            Self::PrefixFolded(start) => text.to_lowercase().starts_with(start.as_str()),
            Self::SuffixFolded(end) => text.to_lowercase().ends_with(end.as_str()),
            Self::Folded(own) => text.to_lowercase() == *own,
            Self::Wildcard(pieces) => between(pieces, text),
        }
    }
}

/// Whether pieces lie in a text one after another, the first at its start and the last at its end. The leftmost place
/// of each is as good as any other.
fn between(pieces: &[String], text: &str) -> bool {
    let Some((first, rest)) = pieces.split_first() else { return false };
    let Some(mut left) = text.strip_prefix(first.as_str()) else { return false };
    let Some((last, middle)) = rest.split_last() else { return left.is_empty() };
    for piece in middle {
        let Some(at) = left.find(piece.as_str()) else { return false };
        left = left.get(at + piece.len()..).unwrap_or_default();
    }
    left.ends_with(last.as_str())
}

fn lies_in(address: IpAddr, network: IpAddr, length: u32) -> bool {
    let bits = |address: IpAddr| match address {
        IpAddr::V4(address) => (u128::from(u32::from(address)), 32_u32),
        IpAddr::V6(address) => (u128::from(address), 128),
    };
    let ((address, width), (network, of)) = (bits(address), bits(network));
    let head = |bits: u128| bits.checked_shr(width - length).unwrap_or(0);
    width == of && head(address) == head(network)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Pattern;

    fn matches(pattern: Value, event: Value) -> bool {
        Pattern::read(&pattern).unwrap().matches(&event)
    }

    #[test]
    fn every_operator_takes_what_it_should_and_nothing_else() {
        let event = json!({
            "source": "aws.s3", "n": 5, "ip": "10.0.1.7", "tags": ["a", "b"], "null": null, "none": [],
            "detail": { "key": "raw/Photo.JPG", "items": [{ "a": 1, "b": 2 }, { "a": 3, "b": 4 }],
                        "deep": [[{ "a": 7 }]] }
        });
        let yes = [
            json!({ "source": ["aws.s3"] }),
            json!({ "detail": { "key": [{ "prefix": "raw/" }] } }),
            json!({ "detail": { "key": [{ "prefix": { "equals-ignore-case": "RAW/" } }] } }),
            json!({ "detail": { "key": [{ "suffix": { "equals-ignore-case": ".jpg" } }] } }),
            json!({ "detail": { "key": [{ "equals-ignore-case": "RAW/photo.jpg" }] } }),
            json!({ "detail": { "key": [{ "wildcard": "raw/*.JP*" }] } }),
            json!({ "detail": { "items": { "a": [1], "b": [2] } } }),
            json!({ "detail": { "key": [{ "anything-but": { "prefix": ["tmp/", "x"] } }] } }),
            json!({ "n": [{ "numeric": [">", 0, "<=", 5] }] }),
            json!({ "n": [{ "anything-but": [1, 2] }] }),
            json!({ "ip": [{ "cidr": "10.0.0.0/16" }] }),
            json!({ "missing": [{ "exists": false }], "null": [{ "exists": true }] }),
            json!({ "none": [{ "exists": false }], "null": [null] }),
            json!({ "tags": ["x", "b"] }),
            json!({ "$or": [{ "source": ["x"] }, { "n": [5] }], "tags": ["a"] }),
            json!({ "absent": { "inside": [{ "exists": false }] } }),
            json!({ "none": { "inside": [{ "exists": false }] } }),
            json!({ "detail": { "deep": { "a": [7] } } }),
            json!({ "detail": { "key": [{ "anything-but": { "suffix": [".png", ".gif"] } }] } }),
            json!({ "detail": { "key": [{ "anything-but": { "wildcard": "*/thumb*" } }] } }),
            json!({ "detail": { "key": [{ "anything-but": { "equals-ignore-case": ["raw/x.jpg"] } }] } }),
            json!({ "detail": { "$or": [{ "key": ["x"] }, { "items": { "b": [{ "numeric": [">=", 4] }] } }] } }),
            json!({ "ip": [{ "cidr": "10.0.1.0/29" }], "n": [{ "numeric": ["=", 5] }] }),
            json!({ "detail": { "key": [{ "wildcard": "*" }, "never"] } }),
        ];
        for pattern in yes {
            assert!(matches(pattern.clone(), event.clone()), "{pattern}");
        }
        let no = [
            json!({ "source": ["aws.s"] }),
            json!({ "n": ["5"] }),
            json!({ "n": [5.0] }),
            json!({ "n": [{ "numeric": ["<", 5] }] }),
            json!({ "ip": [{ "cidr": "10.0.2.0/24" }] }),
            json!({ "detail": { "items": { "a": [1], "b": [4] } } }),
            json!({ "detail": { "key": [{ "wildcard": "raw/*.jpg" }] } }),
            json!({ "missing": [{ "anything-but": "x" }] }),
            json!({ "tags": [{ "anything-but": ["a", "b"] }] }),
            json!({ "detail": [{ "exists": true }] }),
            json!({ "detail": { "key": [{ "anything-but": { "suffix": [".JPG", ".gif"] } }] } }),
            json!({ "detail": { "key": [{ "anything-but": { "equals-ignore-case": "RAW/PHOTO.jpg" } }] } }),
            json!({ "source": [{ "numeric": [">", 0] }] }),
            json!({ "n": [{ "prefix": "5" }] }),
            json!({ "n": [true] }),
            json!({ "ip": [{ "cidr": "::/0" }] }),
            json!({ "source": [{ "wildcard": "aws\\\\*" }] }),
            json!({ "$or": [{ "source": ["x"] }, { "n": [6] }] }),
        ];
        for pattern in no {
            assert!(!matches(pattern.clone(), event.clone()), "{pattern}");
        }
    }

    #[test]
    fn what_eventbridge_refuses_is_refused_with_its_place() {
        let wrong = [
            (json!([]), "pattern: must be an object"),
            (json!({}), "pattern: is empty"),
            (json!({ "a": [] }), "a: is empty"),
            (json!({ "a": "x" }), "a: must be an object or a list"),
            (json!({ "a": { "b": [[1]] } }), "a.b[0]: a list may not stand in a list"),
            (json!({ "a": [{ "prefx": "x" }] }), "did you mean `prefix`?"),
            (json!({ "a": [{ "prefix": 1 }] }), "a[0].prefix: takes text"),
            (json!({ "a": [{ "numeric": ["<", 5, ">", 1] }] }), "a[0].numeric: of two numbers"),
            (json!({ "a": [{ "numeric": [">", 5, "<", 1] }] }), "a[0].numeric: of two numbers"),
            (json!({ "a": [{ "numeric": ["=", 6_000_000_000_i64] }] }), "a[0].numeric: takes numbers from"),
            (json!({ "a": [{ "wildcard": "a**" }] }), "a[0].wildcard: two stars"),
            (json!({ "a": [{ "exists": "true" }] }), "a[0].exists: takes `true` or `false`"),
            (json!({ "a": [{ "cidr": "10.0.0.0" }] }), "a[0].cidr: takes a network"),
            (json!({ "a": [{ "anything-but": ["x", 1] }] }), "a[0].anything-but: takes a list"),
            (json!({ "a": [{ "prefix": "x", "suffix": "y" }] }), "a[0]: must have exactly one operator"),
            (json!({ "$or": [{ "a": [1] }] }), "$or: needs at least two patterns"),
        ];
        for (pattern, message) in wrong {
            let error = Pattern::read(&pattern).unwrap_err().to_string();
            assert!(error.contains(message), "{error}");
        }
    }
}
