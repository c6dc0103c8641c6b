//! Batches that Lambda does not gather.

use rust_decimal::Decimal;

use super::{Cx, Known};
use crate::base::{Dimension, Fact, Quantity};
use crate::diag::{Diagnostic, rule};
use crate::model::{Resource, Value};

rule! {
    /// A batch is larger than Lambda gathers that way.
    ///
    /// Of a FIFO queue Lambda takes at most 10 messages at once, and does not wait for more. From anything else a batch
    /// of more than 10 needs a `window` of at least a second in which it is gathered. Lambda refuses the arrow otherwise.
    ///
    /// ```stack
    /// queue orders { visibility = 1m }
    /// queue steps {
    ///   fifo       = true
    ///   visibility = 1m
    /// }
    /// role charge {
    ///   trust = "lambda"
    ///   allow uses
    /// }
    /// function charge {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./charge"
    ///   role    = role.charge
    /// }
    /// queue.orders -> function.charge { batch = 100 }  // error: impossible-batch
    /// queue.steps  -> function.charge { window = 5s }  // error: impossible-batch
    /// ```
    ///
    /// ```stack
    /// queue orders { visibility = 1m }
    /// role charge {
    ///   trust = "lambda"
    ///   allow uses
    /// }
    /// function charge {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./charge"
    ///   role    = role.charge
    /// }
    /// queue.orders -> function.charge { batch = 100  window = 5s }
    /// ```
    "impossible-batch" Error [
        Fact::new("sqs.toml", "lambda_event_source.batch_over_10_requires_window_of_at_least_s", "Lambda API model 2015-03-31"),
        Fact::new("sqs.toml", "lambda_event_source.batch_size_fifo_max", "Lambda API model 2015-03-31"),
        Fact::new("sqs.toml", "lambda_event_source.batching_window_fifo_allowed", "Lambda API model 2015-03-31"),
    ] each "flow" => check
}

/// The most records of a batch that is not gathered.
const AT_ONCE: i64 = 10;
/// Milliseconds.
const SHORTEST: i64 = 1_000;

fn check<'a>(cx: &mut Cx<'a>, (flow, _): Known<'a>) {
    let Some(ends) = flow.flow() else { return };
    let (Some(batch), Some(window)) = (batch(flow), window(flow)) else { return };
    let Some(source) = cx.source(ends) else { return };
    // Of a stream Lambda takes 100 at once unless it is told otherwise, and gathers none.
    if source.kind == "table" {
        return;
    }
    let at_once = Decimal::from(AT_ONCE);
    if source.input("fifo") == Some(&Value::Bool(true)) {
        if batch > at_once {
            let message =
                format!("of a FIFO queue Lambda takes at most {AT_ONCE} messages at once, this is {batch}");
            report(cx, flow, "batch", message, "set `batch` to 10 or less");
        }
        if window > Quantity::whole(Dimension::Duration, 0) {
            let message = "from a FIFO queue Lambda does not gather messages over a time".to_owned();
            report(cx, flow, "window", message, "leave `window` out");
        }
    } else if batch > at_once && window < Quantity::whole(Dimension::Duration, SHORTEST) {
        let message = format!("a batch of {batch} is gathered over a time, but `window` is {window}");
        report(cx, flow, "batch", message, "set `window` to 1s or more, or `batch` to 10 or less");
    }
}

fn batch(flow: &Resource) -> Option<Decimal> {
    match flow.input("batch")? {
        Value::Number(number) => Some(*number),
        _ => None,
    }
}

fn window(flow: &Resource) -> Option<Quantity> {
    flow.input("window").and_then(Value::as_quantity)
}

fn report(cx: &mut Cx<'_>, flow: &Resource, option: &str, message: String, help: &str) {
    cx.report(Diagnostic::new(&RULE, flow.place(option), message).help(help).about(flow.address.as_str()));
}
