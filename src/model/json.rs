//! Values as JSON: one form that is read back, one for people and programs.

use ecow::EcoString;
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};
use serde_json::{Map as JsonMap, Value as Json, json};

use super::{Address, Map, Measure, Metric, Reference, Series, Sign, Value};
use crate::base::{Dimension, Quantity};

/// The form that [`from_json`] reads back: what JSON has is itself, the rest an object with one key that begins with `$`.
#[must_use]
pub fn to_json(value: &Value) -> Json {
    // Only a map with keys that are no text, or a writer that fails, could make this an error.
    serde_json::to_value(Stored(value)).unwrap_or(Json::Null)
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

/// A value in the form that is read back, written without building it first.
struct Stored<'a>(&'a Value);

/// Entries, each in that form.
struct Fields<'a>(&'a Map);

impl Serialize for Stored<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let number = |number: &Decimal| number.normalize().to_string();
        match self.0 {
            Value::None => serializer.serialize_unit(),
            Value::Bool(truth) => serializer.serialize_bool(*truth),
            Value::Number(amount) => mark(serializer, "$number", number(amount)),
            Value::Quantity(quantity) => {
                mark(serializer, "$quantity", (quantity.dimension.word(), number(&quantity.amount)))
            }
            Value::String(text) => serializer.serialize_str(text),
            Value::Timing(text) => mark(serializer, "$timing", text.as_str()),
            Value::Range(ends) => mark(serializer, "$range", (Stored(&ends.0), Stored(&ends.1))),
            Value::Reference(reference) => {
                let address = reference.address.as_ref().map(Address::as_str);
                mark(serializer, "$reference", (address, reference.arn.as_str()))
            }
            Value::Metric(metric) => mark(serializer, "$metric", StoredMetric(metric)),
            Value::List(items) => serializer.collect_seq(items.iter().map(Stored)),
            Value::Map(entries) => {
                // A map of the user's whose only key begins with `$` must not be taken for one of ours.
                let ours = entries.len() == 1 && entries.keys().all(|key| key.starts_with('$'));
                if ours {
                    mark(serializer, "$map", Fields(entries))
                } else {
                    Fields(entries).serialize(serializer)
                }
            }
            Value::Secret(digest) => mark(serializer, "$secret", digest.as_str()),
        }
    }
}

/// A metric in that form: a list whose first item says what it is.
struct StoredMetric<'a>(&'a Metric);

impl Serialize for StoredMetric<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Metric::Series(series) => {
                let address = series.of.address.as_ref().map(Address::as_str);
                let measure = series.measure.word();
                (address, series.of.arn.as_str(), series.name.as_str(), series.statistic.as_str(), measure)
                    .serialize(serializer)
            }
            Metric::Constant(value) => [Stored(value)].serialize(serializer),
            Metric::Math(sign, sides) => {
                (sign.text(), StoredMetric(&sides.0), StoredMetric(&sides.1)).serialize(serializer)
            }
        }
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

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, entry)| (key.as_str(), Stored(entry))))
    }
}

/// An object with one key that begins with `$`.
fn mark<S: Serializer>(serializer: S, key: &str, inner: impl Serialize) -> Result<S::Ok, S::Error> {
    serializer.collect_map([(key, inner)])
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
    serde_json::to_string(&Fields(map)).unwrap_or_default()
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
