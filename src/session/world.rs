//! Changes of the world behind stackc's back.

use thiserror::Error;

use super::Workbench;
use super::params::value_of;
use crate::base::did_you_mean;
use crate::catalog::{Attr, Catalog, Deletion, Kind, Type};
use crate::cloud::{CloudError, Observed};
use crate::model::Value;

/// Why the world is not changed so.
#[derive(Debug, Error)]
pub enum WorldError {
    /// The kind has no such attribute.
    #[error("a {kind} has no `{path}`{}", meant.as_ref().map_or_else(String::new, |meant| format!("; did you mean `{meant}`?")))]
    Unknown {
        /// The kind.
        kind: String,
        /// What was asked for.
        path: String,
        /// What was probably meant.
        meant: Option<String>,
    },
    /// The value is of another type.
    #[error("`{path}` cannot be `{value}`: {wanted} is asked for")]
    Mismatch {
        /// What was asked for.
        path: String,
        /// What was given.
        value: String,
        /// What it must be.
        wanted: String,
    },
    /// The world refuses, or fails.
    #[error(transparent)]
    Cloud(#[from] CloudError),
}

/// Changes one attribute of a thing, or how much data it holds (`objects=3`).
///
/// # Errors
/// When the kind has no such attribute, the value does not fit, or the world fails.
pub fn set_world(
    bench: &Workbench,
    catalog: &Catalog,
    thing: &Observed,
    path: &str,
    text: &str,
) -> Result<(), WorldError> {
    let physical_id = &thing.listed.physical_id;
    let Some(kind) = catalog.kind(&thing.listed.kind) else {
        return Ok(bench.world.set(physical_id, path, Value::from(text))?);
    };
    if let Deletion::RefusedWhileFull(data) | Deletion::LosesData(data) = kind.deletion {
        if data.replace(' ', "_") == path {
            let count = text.parse().map_err(|_| WorldError::Mismatch {
                path: path.to_owned(),
                value: text.to_owned(),
                wanted: "a whole number".to_owned(),
            })?;
            return Ok(bench.world.set_data(physical_id, count)?);
        }
    }
    let first = path.split(['.', '[']).next().unwrap_or(path);
    let attr = kind.shape.attr(first);
    let known = attr.is_some()
        || kind.shape.block(first).is_some()
        || kind.shape.statement(first).is_some()
        || first == "tags"
        || thing.inputs.contains_key(first);
    if !known {
        return Err(unknown(kind, path));
    }
    let value = match attr.filter(|_| first == path) {
        Some(attr) => typed(attr, path, text)?,
        None => value_of(text).unwrap_or_else(|| Value::from(text)),
    };
    Ok(bench.world.set(physical_id, path, value)?)
}

fn unknown(kind: &Kind, path: &str) -> WorldError {
    let names = kind.shape.attrs.iter().map(|attr| attr.name).chain(["tags"]);
    let meant = did_you_mean(path, names).map(str::to_owned);
    WorldError::Unknown { kind: kind.name.to_owned(), path: path.to_owned(), meant }
}

/// A text as a value of an attribute; a string may stand without quotes.
fn typed(attr: &Attr, path: &str, text: &str) -> Result<Value, WorldError> {
    let value = value_of(text);
    let fits = match (&attr.ty, &value) {
        (_, Some(Value::None)) | (Type::Any, Some(_)) | (Type::Bool, Some(Value::Bool(_))) => value,
        (Type::Number | Type::Whole, Some(Value::Number(_))) => value,
        (Type::Quantity(wanted), Some(Value::Quantity(quantity))) if quantity.dimension == *wanted => value,
        (Type::OneOfDays(_), Some(Value::Quantity(quantity))) => {
            (quantity.dimension == crate::base::Dimension::Duration).then_some(Value::Quantity(*quantity))
        }
        (Type::RangeOf(_), Some(Value::Range(_))) => value,
        (Type::RangeOf(_), Some(one @ (Value::Number(_) | Value::Quantity(_)))) => {
            Some(Value::Range(Box::new((one.clone(), one.clone()))))
        }
        (Type::Timing | Type::Moment, Some(Value::Timing(_))) => value,
        (Type::List(_) | Type::Principals, Some(Value::List(_))) | (Type::Map(_), Some(Value::Map(_))) => {
            value
        }
        (
            Type::String | Type::Path | Type::TimeZone | Type::OneOf(_) | Type::Reference(_),
            Some(Value::String(_)),
        ) => value,
        (Type::String | Type::Path | Type::TimeZone | Type::OneOf(_) | Type::Reference(_), _) => {
            Some(Value::from(text))
        }
        _ => None,
    };
    let fits = fits.filter(|value| match (&attr.ty, value) {
        (Type::OneOf(set), Value::String(text)) => set.contains(&text.as_str()),
        _ => true,
    });
    fits.ok_or_else(|| WorldError::Mismatch {
        path: path.to_owned(),
        value: text.to_owned(),
        wanted: crate::resolve::sort_of(&attr.ty),
    })
}
