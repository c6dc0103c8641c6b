//! Changes of the world behind stackc's back.

use super::params::value_of;
use super::{Trouble, Workbench};
use crate::base::did_you_mean;
use crate::catalog::{Attr, Catalog, Deletion, Kind, Type};
use crate::cloud::Observed;
use crate::model::Value;

impl Workbench {
    /// Changes attributes of the thing at an address, or how much data it holds (`objects=3`). Each change is a path
    /// and a value as the language writes it.
    ///
    /// # Errors
    /// When there is no such thing or attribute, a value does not fit, or the world fails; what came before stands.
    pub fn set(&self, catalog: &Catalog, address: &str, changes: &[(&str, &str)]) -> Result<(), Trouble> {
        let (thing, _) = self.thing(address)?;
        changes.iter().try_for_each(|(path, text)| set_one(self, catalog, &thing, path, text))
    }
}

/// Changes one attribute.
fn set_one(
    bench: &Workbench,
    catalog: &Catalog,
    thing: &Observed,
    path: &str,
    text: &str,
) -> Result<(), Trouble> {
    let physical_id = &thing.listed.physical_id;
    let Some(kind) = catalog.kind(&thing.listed.kind) else {
        return Ok(bench.world.set(physical_id, path, Value::from(text))?);
    };
    if let Deletion::RefusedWhileFull(data) | Deletion::LosesData(data) = kind.deletion
        && data.replace(' ', "_") == path
    {
        let count = text.parse().map_err(|_| mismatch(path, text, "a whole number"))?;
        return Ok(bench.world.set_data(physical_id, count)?);
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

fn unknown(kind: &Kind, path: &str) -> Trouble {
    let names = kind.shape.attrs.iter().map(|attr| attr.name).chain(["tags"]);
    let help = did_you_mean(path, names).map(|meant| format!("did you mean `{meant}`?"));
    Trouble::refused(format!("a {} has no `{path}`", kind.name), help)
}

fn mismatch(path: &str, text: &str, wanted: &str) -> Trouble {
    Trouble::refused(format!("`{path}` cannot be `{text}`: {wanted} is asked for"), None)
}

/// A text as a value of an attribute; a string may stand without quotes.
fn typed(attr: &Attr, path: &str, text: &str) -> Result<Value, Trouble> {
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
    fits.ok_or_else(|| mismatch(path, text, &crate::resolve::sort_of(&attr.ty)))
}
