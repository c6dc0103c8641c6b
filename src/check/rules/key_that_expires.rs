//! Times of expiry that are no numbers.

use super::{Cx, Known};
use crate::base::Fact;
use crate::diag::{Diagnostic, rule};
use crate::model::{Resource, Value};

rule! {
    /// The attribute by which items expire is a key that is no number.
    ///
    /// DynamoDB reads a time of expiry as a number, the seconds since 1970, and lets items stay whose attribute is anything
    /// else. Where it is a part of a key that is no number, nothing ever expires.
    ///
    /// ```stack
    /// table sessions {
    ///   key  = "id"
    ///   sort = "until"
    ///   ttl  = "until"  // info: key-that-expires
    /// }
    /// ```
    ///
    /// ```stack
    /// table sessions {
    ///   key       = "id"
    ///   sort      = "until"
    ///   sort_type = "number"
    ///   ttl       = "until"
    /// }
    /// ```
    "key-that-expires" Info [
        Fact::unconfirmed("dynamodb.toml", "ttl.attribute_type"),
    ] each "table" => check
}

fn check<'a>(cx: &mut Cx<'a>, (table, _): Known<'a>) {
    let Some(ttl) = text(table, "ttl") else { return };
    for (key, ty) in [("key", "key_type"), ("sort", "sort_type")] {
        let Some(ty) = text(table, ty).filter(|ty| *ty != "number") else { continue };
        if text(table, key) == Some(ttl) {
            let message = format!("items expire by `{ttl}`, which is a {ty}, so none ever does");
            cx.report(
                Diagnostic::new(&RULE, table.place("ttl"), message)
                    .label(table.place(key), "it is a key")
                    .help(format!("set `{key}_type = \"number\"`, or name another attribute"))
                    .about(table.address.as_str()),
            );
        }
    }
}

fn text<'a>(table: &'a Resource, name: &str) -> Option<&'a str> {
    table.input(name).and_then(Value::as_str)
}
