//! Indexes whose capacity does not go with their table's.

use rust_decimal::Decimal;

use super::{Cx, Known};
use crate::base::Fact;
use crate::diag::{Diagnostic, rule};
use crate::model::{Map, Value};

rule! {
    /// The capacity of an index does not go with that of its table.
    ///
    /// Where a table is paid by the request its indexes are, too. And a write to the table is a write to each index that
    /// keeps what has changed: an index that takes fewer writes than its table holds the whole table up.
    ///
    /// ```stack
    /// table orders {
    ///   key   = "customer"
    ///   read  = 5..50
    ///   write = 20
    ///   index by_day {
    ///     key   = "day"
    ///     read  = 5
    ///     write = 5    // info: index-capacity-mismatch
    ///   }
    /// }
    /// table visits {
    ///   key = "visitor"
    ///   index by_day {
    ///     key   = "day"
    ///     read  = 5    // info: index-capacity-mismatch
    ///     write = 5
    ///   }
    /// }
    /// ```
    ///
    /// ```stack
    /// table orders {
    ///   key   = "customer"
    ///   read  = 5..50
    ///   write = 20
    ///   index by_day { key = "day" }
    /// }
    /// ```
    "index-capacity-mismatch" Info [
        Fact::unconfirmed("dynamodb.toml", "billing.pay_per_request_forbids"),
        Fact::unconfirmed("dynamodb.toml", "capacity.index_write_rule"),
    ] each "table" => check
}

fn check<'a>(cx: &mut Cx<'a>, (table, _): Known<'a>) {
    for (name, index) in table.input("index").and_then(Value::as_map).into_iter().flatten() {
        let Some(index) = index.as_map().filter(|index| index.get("read").is_some()) else { continue };
        let address = &table.address;
        let (field, message, help) = match (most(&table.inputs, "write"), most(index, "write")) {
            (None, _) => {
                let message =
                    format!("`{name}` has capacity of its own, and `{address}` is paid by the request");
                ("read", message, "leave `read` and `write` out, or give them to the table, too")
            }
            (Some(table), Some(index)) if index < table => {
                let message =
                    format!("`{name}` takes {index} writes a second, and `{address}` takes {table}");
                ("write", message, "leave `read` and `write` out, and it has as much as the table")
            }
            _ => continue,
        };
        let place = table.place(&format!("index.{name}.{field}"));
        cx.report(Diagnostic::new(&RULE, place, message).help(help).about(address.as_str()));
    }
}

/// The upper end of a range of units.
fn most(fields: &Map, name: &str) -> Option<Decimal> {
    match fields.get(name)? {
        Value::Range(ends) => match ends.1 {
            Value::Number(most) => Some(most),
            _ => None,
        },
        _ => None,
    }
}
