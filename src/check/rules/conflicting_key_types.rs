//! Key attributes of two types.

use super::{Cx, Known};
use crate::base::Fact;
use crate::diag::{Diagnostic, rule};
use crate::model::{Map, Resource, Value};

rule! {
    /// An attribute of a table is of two types.
    ///
    /// DynamoDB knows of each attribute that is a part of a key what it is, whichever keys it is in: a string, a number or
    /// binary data. It refuses a table that says two things of one.
    ///
    /// ```stack
    /// table orders {
    ///   key       = "customer"
    ///   sort      = "placed"
    ///   sort_type = "number"
    ///   index by_day {
    ///     key  = "day"
    ///     sort = "placed"  // error: conflicting-key-types
    ///   }
    /// }
    /// ```
    ///
    /// ```stack
    /// table orders {
    ///   key       = "customer"
    ///   sort      = "placed"
    ///   sort_type = "number"
    ///   index by_day {
    ///     key       = "day"
    ///     sort      = "placed"
    ///     sort_type = "number"
    ///   }
    /// }
    /// ```
    "conflicting-key-types" Error [
        Fact::new("dynamodb.toml", "keys.every_key_attribute_must_be_in_attribute_definitions", "DynamoDB API model 2012-08-10"),
        Fact::new("dynamodb.toml", "keys.attribute_types", "DynamoDB API model 2012-08-10"),
    ] each "table" => check
}

/// Where a key attribute is named, and what it is said to be.
struct Named<'a> {
    attribute: &'a str,
    ty: &'a str,
    path: String,
}

fn check<'a>(cx: &mut Cx<'a>, (table, _): Known<'a>) {
    let mut known: Vec<Named<'_>> = Vec::new();
    for named in all(table) {
        let Some(first) = known.iter().find(|first| first.attribute == named.attribute) else {
            known.push(named);
            continue;
        };
        if first.ty == named.ty {
            continue;
        }
        let message = format!("`{}` is a {} here, and a {} elsewhere", named.attribute, named.ty, first.ty);
        let field = named.path.rsplit('.').next().unwrap_or_default();
        let place = table.places.get(&format!("{}_type", named.path));
        cx.report(
            Diagnostic::new(&RULE, place.unwrap_or_else(|| table.place(&named.path)), message)
                .label(table.place(&first.path), format!("here it is a {}", first.ty))
                .help(format!("set `{field}_type = \"{}\"`, or take another attribute", first.ty))
                .about(table.address.as_str()),
        );
    }
}

/// Every key attribute that a table and its indexes name.
fn all(table: &Resource) -> Vec<Named<'_>> {
    let mut found = Vec::new();
    of(&table.inputs, "", &mut found);
    for word in ["index", "local_index"] {
        for (name, index) in table.input(word).and_then(Value::as_map).into_iter().flatten() {
            if let Some(index) = index.as_map() {
                of(index, &format!("{word}.{name}."), &mut found);
            }
        }
    }
    found
}

fn of<'a>(fields: &'a Map, path: &str, found: &mut Vec<Named<'a>>) {
    for (field, ty) in [("key", "key_type"), ("sort", "sort_type")] {
        let text = |name| fields.get(name).and_then(Value::as_str);
        if let (Some(attribute), Some(ty)) = (text(field), text(ty)) {
            found.push(Named { attribute, ty, path: format!("{path}{field}") });
        }
    }
}
