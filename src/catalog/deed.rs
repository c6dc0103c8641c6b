//! Which calls one deed takes, by the rows of a kind.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::operation::{ApiCall, Occasion, Stage, When};
use super::{Attr, Catalog, Default, Kind, key_arn};
use crate::model::{Map, Value};

/// What is done to a thing: it is made if there is no `before`, deleted if there is no `after`, else changed.
#[derive(Debug, Clone, Copy)]
pub struct Deed<'a> {
    /// What the thing is.
    pub kind: &'static Kind,
    /// Its inputs as they are.
    pub before: Option<&'a Map>,
    /// As they shall be.
    pub after: Option<&'a Map>,
    /// What AWS tells of it.
    pub outputs: &'a Map,
    /// Whose it is.
    pub account: &'a str,
    /// Where.
    pub region: &'a str,
}

/// One action on one resource that AWS decides about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Required {
    /// As IAM writes it.
    pub action: &'static str,
    /// An ARN, or `*`.
    pub resource: String,
    /// A circumstance that AWS tells, and its value.
    pub given: Option<(&'static str, &'static str)>,
}

impl Catalog {
    /// The rows that say what a thing takes: those of its kind, and of the link, if it is an arrow.
    pub fn calls_of(&self, kind: &Kind, inputs: &Map) -> impl Iterator<Item = &'static ApiCall> {
        let end = |name: &str| inputs.get(name).and_then(Value::as_address).map(|address| address.kind());
        let link = match (end("source"), end("target")) {
            (Some(source), Some(target)) => {
                self.links_from(source).find(|link| link.targets.contains(&target))
            }
            _ => None,
        };
        kind.operations.iter().chain(link.map_or(&[] as &[ApiCall], |link| link.operations))
    }

    /// What AWS asks about before a deed, and what about when the thing is there; each once, in order.
    #[must_use]
    pub fn required(&self, deed: &Deed<'_>) -> (BTreeSet<Required>, BTreeSet<Required>) {
        let mut asked = (BTreeSet::new(), BTreeSet::new());
        let Some(inputs) = deed.after.or(deed.before) else { return asked };
        for row in self.calls_of(deed.kind, inputs) {
            let Some(when) = deed.when(row) else { continue };
            let Some(resource) = deed.fill(row.resource, inputs) else { continue };
            let required = Required { action: row.action, resource, given: row.given };
            match when {
                When::With => asked.0.insert(required),
                When::After => asked.1.insert(required),
            };
        }
        asked
    }
}

impl Deed<'_> {
    /// When a row's call is made; `None` if it is not.
    fn when(&self, row: &ApiCall) -> Option<When> {
        let stage = match (self.before, self.after) {
            (None, _) => Stage::Create,
            (_, None) => Stage::Delete,
            _ => Stage::Update,
        };
        let looked_at = row.stages.contains(&Stage::Read) && stage != Stage::Delete;
        if !looked_at && !row.stages.contains(&stage) {
            return None;
        }
        let inputs = self.after.or(self.before)?;
        let fits = row.only.is_none_or(|(attr, values)| match inputs.get(attr) {
            Some(Value::String(text)) => values.contains(&text.as_str()),
            Some(Value::Reference(reference)) => values.iter().any(|part| reference.arn.contains(part)),
            Some(Value::Bool(truth)) => values.contains(&if *truth { "true" } else { "false" }),
            _ => false,
        });
        let changes = stage == Stage::Update;
        let brought = match row.occasion {
            Occasion::Always => true,
            Occasion::Changed(attrs) => attrs.iter().any(|attr| self.differs(attr)),
            Occasion::Set(attrs) => attrs.iter().any(|attr| self.differs(attr) && self.stays(attr)),
            Occasion::Gone(attrs) => {
                changes && attrs.iter().any(|attr| self.differs(attr) && !self.stays(attr))
            }
            Occasion::More(attrs) => attrs.iter().any(|attr| self.more(attr)),
            Occasion::Fewer(attrs) => changes && attrs.iter().any(|attr| self.fewer(attr)),
            Occasion::But(attrs) => changes && self.differs_besides(attrs),
        };
        let then = stage == Stage::Create && (looked_at || row.when == When::After);
        (fits && brought).then_some(if then { When::After } else { When::With })
    }

    /// Whether an attribute says something else than it did; than its default, where there is no before or after.
    fn differs(&self, attr: &str) -> bool {
        self.said(self.before, attr) != self.said(self.after, attr)
    }

    /// Whether an attribute says anything; afterwards, unless the thing is deleted.
    fn stays(&self, attr: &str) -> bool {
        self.said(self.after.or(self.before), attr).is_some()
    }

    /// Whether something in a list or table was not there; in a deletion, whether anything is.
    fn more(&self, attr: &str) -> bool {
        let (before, after) = (self.said(self.before, attr), self.said(self.after, attr));
        if self.after.is_none() { before.is_some() } else { has_more(before, after) }
    }

    /// Whether something in a list or table is there no more.
    fn fewer(&self, attr: &str) -> bool {
        match (self.said(self.before, attr), self.said(self.after, attr)) {
            (Some(Value::Map(before)), Some(Value::Map(after))) => {
                before.keys().any(|key| !after.contains_key(key))
            }
            (before, after) => has_more(after, before),
        }
    }

    /// Whether anything differs besides these.
    fn differs_besides(&self, attrs: &[&str]) -> bool {
        let keys = self.before.into_iter().chain(self.after).flat_map(Map::keys);
        let mut others = keys.filter(|key| !attrs.contains(&key.as_str()));
        others.any(|key| self.differs(key))
    }

    /// What an attribute says beyond its default.
    fn said<'a>(&self, inputs: Option<&'a Map>, name: &str) -> Option<&'a Value> {
        let value = inputs?.get(name)?;
        let usual = match value {
            Value::None | Value::Bool(false) => true,
            Value::List(items) => items.is_empty(),
            Value::Map(entries) => entries.is_empty(),
            _ => false,
        };
        let default = self.kind.shape.attr(name);
        if default.is_some_and(|attr| matches!(attr.default, Default::Flag(true))) {
            // What is on by itself says something by being off.
            return (*value == Value::Bool(false)).then_some(value);
        }
        (!usual && !default.is_some_and(|attr| is_default(attr, value))).then_some(value)
    }

    /// A template with its words; `None` if one has no text.
    fn fill(&self, template: &str, inputs: &Map) -> Option<String> {
        let mut text = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            let (word, after) = after.split_once('}')?;
            text.push_str(before);
            text.push_str(&self.word(word, inputs)?);
            rest = after;
        }
        text.push_str(rest);
        Some(text)
    }

    fn word<'a>(&'a self, word: &str, inputs: &'a Map) -> Option<Cow<'a, str>> {
        let text = match word {
            "partition" => Some("aws"),
            "region" => Some(self.region),
            "account" => Some(self.account),
            _ => match word.split_once('.') {
                Some((attr, "key")) => {
                    let named = inputs.get(attr)?.as_str()?;
                    return key_arn(named, self.region, self.account).map(Cow::Owned);
                }
                Some((attr, output)) => {
                    let Value::Reference(reference) = inputs.get(attr)? else { return None };
                    match output {
                        "arn" => Some(reference.arn.as_str()),
                        _ => reference.arn.rsplit(['/', ':']).next(),
                    }
                }
                None => self.outputs.get(word).or_else(|| inputs.get(word)).and_then(Value::as_str),
            },
        };
        text.map(Cow::Borrowed)
    }
}

/// Whether a list or table has something in it that another has not.
fn has_more(before: Option<&Value>, after: Option<&Value>) -> bool {
    match (before, after) {
        (Some(Value::Map(before)), Some(Value::Map(after))) => {
            after.iter().any(|(key, value)| before.get(key) != Some(value))
        }
        (Some(Value::List(before)), Some(Value::List(after))) => {
            after.iter().any(|item| !before.contains(item))
        }
        (before, after) => after.is_some() && before != after,
    }
}

/// Whether a value is what it would be if it were not written.
fn is_default(attr: &Attr, value: &Value) -> bool {
    match (attr.default, value) {
        (Default::Text(text), Value::String(value)) => text == value.as_str(),
        (Default::Whole(number), value) => value.as_whole() == Some(number),
        (Default::Amount(dimension, amount), Value::Quantity(value)) => {
            value.dimension == dimension && value.amount == amount.into()
        }
        (Default::Count(number), Value::Range(ends)) => {
            [&ends.0, &ends.1].iter().all(|end| end.as_whole() == Some(number))
        }
        (Default::Range(least, most), Value::Range(ends)) => {
            ends.0.as_whole() == Some(least) && ends.1.as_whole() == Some(most)
        }
        _ => false,
    }
}
