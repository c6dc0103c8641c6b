//! Values as JSON: one form that is read back, one for people and programs.

use std::fmt::Write as _;

use ecow::EcoString;
use rust_decimal::Decimal;
use serde_json::{Map as JsonMap, Value as Json, json};

use super::{Address, Map, Measure, Metric, Reference, Series, Sign, Value};
use crate::base::{Dimension, Quantity};

/// The form that [`from_json`] reads back: what JSON has is itself, the rest an object with one key that begins with `$`.
#[must_use]
pub fn to_json(value: &Value) -> Json {
    match value {
        Value::None => Json::Null,
        Value::Bool(truth) => json!(truth),
        Value::Number(amount) => json!({ "$number": amount.normalize().to_string() }),
        Value::Quantity(quantity) => {
            json!({ "$quantity": [quantity.dimension.word(), quantity.amount.normalize().to_string()] })
        }
        Value::String(text) => json!(text.as_str()),
        Value::Timing(text) => json!({ "$timing": text.as_str() }),
        Value::Range(ends) => json!({ "$range": [to_json(&ends.0), to_json(&ends.1)] }),
        Value::Reference(reference) => {
            json!({ "$reference": [reference.address.as_ref().map(Address::as_str), reference.arn.as_str()] })
        }
        Value::Metric(metric) => json!({ "$metric": metric_to_json(metric) }),
        Value::List(items) => items.iter().map(to_json).collect(),
        Value::Map(entries) => {
            let object = entries.iter().map(|(key, entry)| (key.to_string(), to_json(entry))).collect();
            if is_marked(entries) { json!({ "$map": Json::Object(object) }) } else { Json::Object(object) }
        }
        Value::Secret(digest) => json!({ "$secret": digest.as_str() }),
    }
}

/// A metric: a list whose first item says what it is.
fn metric_to_json(metric: &Metric) -> Json {
    match metric {
        Metric::Series(Series { of, name, statistic, measure }) => {
            let address = of.address.as_ref().map(Address::as_str);
            json!([address, of.arn.as_str(), name.as_str(), statistic.as_str(), measure.word()])
        }
        Metric::Constant(value) => json!([to_json(value)]),
        Metric::Math(sign, sides) => {
            json!([sign.text(), metric_to_json(&sides.0), metric_to_json(&sides.1)])
        }
    }
}

/// Whether a map of the user's might be taken for one of ours, since its only key begins with `$`.
fn is_marked(entries: &Map) -> bool {
    entries.len() == 1 && entries.keys().all(|key| key.starts_with('$'))
}

/// Reads what [`to_json`] wrote; `None` for anything else.
#[must_use]
pub fn from_json(json: &Json) -> Option<Value> {
    Some(match json {
        Json::Null => Value::None,
        Json::Bool(truth) => Value::Bool(*truth),
        Json::Number(_) => return None,
        Json::String(text) => Value::String(text.as_str().into()),
        Json::Array(items) => Value::List(items.iter().map(from_json).collect::<Option<_>>()?),
        Json::Object(fields) => match fields.iter().next() {
            Some((key, inner)) if fields.len() == 1 && key.starts_with('$') => marked(key, inner)?,
            _ => Value::Map(entries(fields)?),
        },
    })
}

/// Writes values as the text of [`to_json`], without making that. Most of what an apply writes goes through here.
struct Writer(String);

impl Writer {
    fn value(&mut self, value: &Value) {
        match value {
            Value::None => self.0.push_str("null"),
            Value::Bool(true) => self.0.push_str("true"),
            Value::Bool(false) => self.0.push_str("false"),
            Value::Number(amount) => self.marked("$number", |to| to.number(amount)),
            Value::Quantity(quantity) => self.marked("$quantity", |to| {
                to.0.push('[');
                to.text(quantity.dimension.word());
                to.0.push(',');
                to.number(&quantity.amount);
                to.0.push(']');
            }),
            Value::String(text) => self.text(text),
            Value::Timing(text) => self.marked("$timing", |to| to.text(text)),
            Value::Range(ends) => self.marked("$range", |to| to.list([&ends.0, &ends.1], Self::value)),
            Value::Reference(reference) => self.marked("$reference", |to| {
                to.0.push('[');
                to.reference(reference);
                to.0.push(']');
            }),
            Value::Metric(metric) => self.marked("$metric", |to| to.metric(metric)),
            Value::List(items) => self.list(items.iter(), Self::value),
            Value::Map(entries) if is_marked(entries) => self.marked("$map", |to| to.entries(entries)),
            Value::Map(entries) => self.entries(entries),
            Value::Secret(digest) => self.marked("$secret", |to| to.text(digest)),
        }
    }

    /// A metric: a list whose first item says what it is.
    fn metric(&mut self, metric: &Metric) {
        match metric {
            Metric::Series(series) => {
                self.0.push('[');
                self.reference(&series.of);
                for word in [series.name.as_str(), series.statistic.as_str(), series.measure.word()] {
                    self.0.push(',');
                    self.text(word);
                }
                self.0.push(']');
            }
            Metric::Constant(value) => self.list([value], Self::value),
            Metric::Math(sign, sides) => {
                self.0.push('[');
                self.text(sign.text());
                for side in [&sides.0, &sides.1] {
                    self.0.push(',');
                    self.metric(side);
                }
                self.0.push(']');
            }
        }
    }

    fn entries(&mut self, entries: &Map) {
        self.0.push('{');
        for (at, (key, entry)) in entries.iter().enumerate() {
            if at > 0 {
                self.0.push(',');
            }
            self.text(key);
            self.0.push(':');
            self.value(entry);
        }
        self.0.push('}');
    }

    /// An object with one key that begins with `$`.
    fn marked(&mut self, key: &str, inner: impl FnOnce(&mut Self)) {
        self.0.push_str("{\"");
        self.0.push_str(key);
        self.0.push_str("\":");
        inner(self);
        self.0.push('}');
    }

    fn list<T>(&mut self, items: impl IntoIterator<Item = T>, item: impl Fn(&mut Self, T)) {
        self.0.push('[');
        for (at, one) in items.into_iter().enumerate() {
            if at > 0 {
                self.0.push(',');
            }
            item(self, one);
        }
        self.0.push(']');
    }

    /// Its two items, without brackets.
    fn reference(&mut self, reference: &Reference) {
        match &reference.address {
            Some(address) => self.text(address.as_str()),
            None => self.0.push_str("null"),
        }
        self.0.push(',');
        self.text(&reference.arn);
    }

    /// The shortest form of a number, as text.
    fn number(&mut self, number: &Decimal) {
        let written = match i64::try_from(number.mantissa()) {
            Ok(whole) if number.scale() == 0 => write!(self.0, "\"{whole}\""),
            _ => write!(self.0, "\"{}\"", number.normalize()),
        };
        // INVARIANT: nothing fails that writes to a text.
        debug_assert!(written.is_ok());
    }

    /// A text in quotes, escaped as JSON asks for and no further.
    fn text(&mut self, text: &str) {
        self.0.push('"');
        let mut rest = text;
        while let Some(at) = rest.bytes().position(|byte| byte < b' ' || byte == b'"' || byte == b'\\') {
            let (plain, escaped) = rest.split_at(at);
            self.0.push_str(plain);
            let mut chars = escaped.chars();
            chars.next().into_iter().for_each(|c| self.escaped(c));
            rest = chars.as_str();
        }
        self.0.push_str(rest);
        self.0.push('"');
    }

    fn escaped(&mut self, c: char) {
        let short = match c {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\u{8}' => "\\b",
            '\t' => "\\t",
            '\n' => "\\n",
            '\u{c}' => "\\f",
            '\r' => "\\r",
            _ => {
                let written = write!(self.0, "\\u{:04x}", u32::from(c));
                debug_assert!(written.is_ok());
                return;
            }
        };
        self.0.push_str(short);
    }
}

/// Reads a metric in that form.
fn metric(json: &Json) -> Option<Metric> {
    let items = json.as_array()?;
    Some(match items.as_slice() {
        [value] => Metric::Constant(from_json(value)?),
        [sign, left, right] => {
            Metric::Math(Sign::from_text(sign.as_str()?)?, Box::new((metric(left)?, metric(right)?)))
        }
        [address, arn, name, statistic, measure] => Metric::Series(Series {
            of: Reference { address: address.as_str().map(Into::into), arn: arn.as_str()?.into() },
            name: name.as_str()?.into(),
            statistic: statistic.as_str()?.into(),
            measure: Measure::from_word(measure.as_str()?)?,
        }),
        _ => return None,
    })
}

fn entries(fields: &JsonMap<String, Json>) -> Option<Map> {
    fields.iter().map(|(key, entry)| Some((EcoString::from(key.as_str()), from_json(entry)?))).collect()
}

/// Reads an object with one key that begins with `$`.
fn marked(key: &str, inner: &Json) -> Option<Value> {
    let pair = |json: &Json| Some((json.get(0)?.clone(), json.get(1)?.clone()));
    Some(match key {
        "$number" => Value::Number(inner.as_str()?.parse::<Decimal>().ok()?.normalize()),
        "$quantity" => {
            let (dimension, amount) = pair(inner)?;
            let dimension = Dimension::from_word(dimension.as_str()?)?;
            Value::Quantity(Quantity::new(dimension, amount.as_str()?.parse().ok()?))
        }
        "$timing" => Value::Timing(inner.as_str()?.into()),
        "$range" => {
            let (low, high) = pair(inner)?;
            Value::Range(Box::new((from_json(&low)?, from_json(&high)?)))
        }
        "$reference" => {
            let (address, arn) = pair(inner)?;
            Value::Reference(Box::new(Reference {
                address: address.as_str().map(Into::into),
                arn: arn.as_str()?.into(),
            }))
        }
        "$metric" => Value::Metric(Box::new(metric(inner)?)),
        "$map" => Value::Map(entries(inner.as_object()?)?),
        "$secret" => Value::Secret(inner.as_str()?.into()),
        _ => return None,
    })
}

/// Named values as text that [`map_from_text`] reads back: an object whose entries are in the form of [`to_json`].
#[must_use]
pub fn map_to_text(map: &Map) -> String {
    let mut writer = Writer(String::with_capacity(512));
    writer.entries(map);
    writer.0
}

/// Texts as the text of a list.
#[must_use]
pub fn list_to_text<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut writer = Writer(String::new());
    writer.list(texts, |to, text| to.text(text));
    writer.0
}

/// Reads what [`map_to_text`] wrote; `None` for anything else.
#[must_use]
pub fn map_from_text(text: &str) -> Option<Map> {
    entries(&serde_json::from_str(text).ok()?)
}

/// The form for people and programs: quantities as the language writes them, references as ARNs, secrets as `null`.
#[must_use]
pub fn to_plain_json(value: &Value) -> Json {
    match value {
        Value::None | Value::Secret(_) => Json::Null,
        Value::Bool(truth) => Json::Bool(*truth),
        Value::Number(number) => {
            let whole = number.is_integer().then(|| i64::try_from(*number).ok()).flatten();
            match whole {
                Some(whole) => json!(whole),
                None => number.normalize().to_string().parse().map_or(Json::Null, Json::Number),
            }
        }
        Value::Quantity(quantity) => Json::String(quantity.to_string()),
        Value::String(text) | Value::Timing(text) => Json::String(text.to_string()),
        Value::Range(_) | Value::Metric(_) => Json::String(value.to_string()),
        Value::Reference(reference) => Json::String(reference.arn.to_string()),
        Value::List(items) => Json::Array(items.iter().map(to_plain_json).collect()),
        Value::Map(fields) => {
            Json::Object(fields.iter().map(|(key, entry)| (key.to_string(), to_plain_json(entry))).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number() -> impl Strategy<Value = Decimal> {
        prop_oneof![
            any::<i64>().prop_map(Decimal::from),
            (any::<i64>(), 0u32..28).prop_map(|(digits, scale)| Decimal::new(digits, scale)),
            any::<i128>().prop_map(|digits| Decimal::from_i128_with_scale(digits >> 40, 3)),
        ]
    }

    fn text() -> impl Strategy<Value = EcoString> {
        prop_oneof![any::<String>(), "[\\x00-\\x20\"\\\\$a-c]{0,6}"].prop_map(EcoString::from)
    }

    fn reference() -> impl Strategy<Value = Reference> {
        (proptest::option::of(text()), text())
            .prop_map(|(address, arn)| Reference { address: address.map(Address), arn })
    }

    fn metric() -> impl Strategy<Value = Metric> {
        let series = (reference(), text()).prop_map(|(of, name)| {
            Metric::Series(Series { of, name, statistic: "p99".into(), measure: Measure::Number })
        });
        let leaf = prop_oneof![series, number().prop_map(|number| Metric::Constant(Value::Number(number)))];
        leaf.prop_recursive(3, 8, 2, |inner| {
            (inner.clone(), inner).prop_map(|sides| Metric::Math(Sign::Minus, Box::new(sides)))
        })
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::None),
            any::<bool>().prop_map(Value::Bool),
            number().prop_map(Value::Number),
            number().prop_map(|amount| Value::Quantity(Quantity::new(Dimension::Size, amount))),
            text().prop_map(Value::String),
            text().prop_map(Value::Timing),
            text().prop_map(Value::Secret),
            reference().prop_map(|reference| Value::Reference(Box::new(reference))),
            metric().prop_map(|metric| Value::Metric(Box::new(metric))),
        ];
        leaf.prop_recursive(3, 24, 4, |inner| {
            let pair = (inner.clone(), inner.clone());
            let items = proptest::collection::vec(inner.clone(), 0..4);
            let entries = proptest::collection::vec((text(), inner), 0..4);
            prop_oneof![
                pair.prop_map(|ends| Value::Range(Box::new(ends))),
                items.prop_map(|items| Value::List(items.into_iter().collect())),
                entries.prop_map(|entries| Value::Map(entries.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn the_text_of_a_map_is_that_of_its_json(entries in proptest::collection::vec((text(), value()), 0..4)) {
            let map: Map = entries.into_iter().collect();
            let json: JsonMap<_, _> = map.iter().map(|(key, entry)| (key.to_string(), to_json(entry))).collect();
            prop_assert_eq!(map_to_text(&map), Json::Object(json).to_string());
        }
    }
}
