//! What an attribute is if it is not written, and when that says anything.

use ecow::EcoString;
use rust_decimal::Decimal;

use crate::base::{Quantity, Span};
use crate::catalog::{Attr, Default, Presence, Shape};
use crate::model::{Map, Value};

/// Default values of a kind's own attributes.
pub(super) type Defaults = Vec<(&'static Attr, EcoString, Value)>;

/// Default values of a shape's attributes.
pub(super) fn defaults(shape: &'static Shape) -> Defaults {
    shape.attrs.iter().filter_map(|attr| Some((attr, attr.name.into(), default_value(attr)?))).collect()
}

/// Fills in what is not written; a default that only another attribute makes meaningful waits for that.
pub(super) fn fill(defaults: &Defaults, inputs: &mut Map, written: &[(EcoString, Span)]) {
    let stands = |name: &str| written.iter().any(|(known, _)| known == name);
    for (attr, name, value) in defaults {
        let meaningful = match attr.presence {
            Presence::OnlyIf(other, values) | Presence::If(other, values) => has_one(inputs, other, values),
            Presence::UnlessOne(other, values) => !has_one(inputs, other, values),
            Presence::Unless(other) | Presence::NotWith(other) => !stands(other),
            Presence::With(other) => is_there(inputs, other),
            Presence::ByValue(other, must, may) => {
                has_one(inputs, other, must) || has_one(inputs, other, may)
            }
            Presence::Or(other) => !stands(other),
            Presence::Optional | Presence::Required => true,
        };
        if meaningful && !inputs.contains_key(name) {
            inputs.insert(name.clone(), value.clone());
        }
    }
}

/// Whether an input is one of these strings.
pub(super) fn has_one(inputs: &Map, name: &str, values: &[&str]) -> bool {
    inputs.get(name).and_then(Value::as_str).is_some_and(|value| values.contains(&value))
}

/// Whether an input is there, and is not `false`.
pub(super) fn is_there(inputs: &Map, name: &str) -> bool {
    inputs.get(name).is_some_and(|value| *value != Value::Bool(false))
}

/// What an attribute is if it is not written.
pub(super) fn default_value(attr: &Attr) -> Option<Value> {
    Some(match attr.default {
        Default::None => return None,
        Default::Flag(truth) => Value::Bool(truth),
        Default::Whole(number) => Value::Number(Decimal::from(number)),
        Default::Text(text) => Value::String(text.into()),
        Default::Amount(dimension, amount) => Value::Quantity(Quantity::whole(dimension, amount)),
        Default::Count(number) => range(number, number),
        Default::Range(least, most) => range(least, most),
    })
}

fn range(least: i64, most: i64) -> Value {
    Value::Range(Box::new((Value::Number(Decimal::from(least)), Value::Number(Decimal::from(most)))))
}
