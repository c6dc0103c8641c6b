//! Tables with more capacity than they may have unasked.

use rust_decimal::Decimal;

use super::{Cx, Known};
use crate::base::Fact;
use crate::diag::{Diagnostic, rule};
use crate::model::{Resource, Value};

rule! {
    /// A table is to have more units of capacity than AWS gives to one without being asked.
    ///
    /// Of each sort it is 40,000 units a table. AWS grants more on request.
    ///
    /// ```stack
    /// table counters {
    ///   key   = "name"
    ///   read  = 50_000  // warning: capacity-beyond-quota
    ///   write = 100
    /// }
    /// ```
    ///
    /// ```stack
    /// table counters {
    ///   key   = "name"
    ///   read  = 100..40_000
    ///   write = 100
    /// }
    /// ```
    "capacity-beyond-quota" Warning [
        Fact::new("dynamodb.toml", "quotas.table_read_units_default", "DynamoDB developer guide, Quotas"),
        Fact::new("dynamodb.toml", "quotas.table_write_units_default", "DynamoDB developer guide, Quotas"),
    ] each "table" => check
}

/// Units of either sort.
const MOST: i64 = 40_000;

fn check<'a>(cx: &mut Cx<'a>, (table, _): Known<'a>) {
    for attr in ["read", "write"] {
        let Some(units) = top(table, attr).filter(|units| *units > Decimal::from(MOST)) else { continue };
        let message = format!(
            "`{attr}` of `{}` goes up to {units} units, and a table has {MOST} unless AWS grants more",
            table.address
        );
        cx.report(
            Diagnostic::new(&RULE, table.place(attr), message)
                .help("take less, leave `read` and `write` out to pay by the request, or ask AWS for more and allow this here")
                .about(table.address.as_str()),
        );
    }
}

/// How many units there may be at most.
fn top(table: &Resource, attr: &str) -> Option<Decimal> {
    match table.input(attr)? {
        Value::Number(units) => Some(*units),
        Value::Range(ends) => match ends.1 {
            Value::Number(units) => Some(units),
            _ => None,
        },
        _ => None,
    }
}
