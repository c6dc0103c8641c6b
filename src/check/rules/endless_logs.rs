//! Logs that are never thrown away.

use super::{Cx, Known};
use crate::base::Fact;
use crate::diag::{Diagnostic, rule};
use crate::model::{Origin, Value};

rule! {
    /// A log group keeps its lines for ever.
    ///
    /// That is CloudWatch's default, and what is stored is paid for every month. Say how long the lines are of use.
    ///
    /// ```stack
    /// log_group audit {}  // info: endless-logs
    /// ```
    ///
    /// ```stack
    /// log_group audit { retention = 90 days }
    /// ```
    "endless-logs" Info [
        Fact::new("cloudwatch.toml", "logs.retention_default", "CloudWatch Logs API model 2014-03-28"),
    ] each "log_group" => check
}

fn check<'a>(cx: &mut Cx<'a>, (group, _): Known<'a>) {
    // One that is made by itself is not written, and so has no text to mend.
    // What waits for its delivery only is kept for a day.
    let delivered = group.input("class").and_then(Value::as_str) == Some("delivery");
    if delivered
        || group.input("retention").is_some()
        || group.origin != Origin::Written
        || cx.in_doubt(group)
    {
        return;
    }
    let message = format!("`{}` keeps its lines for ever", group.address);
    cx.report(
        Diagnostic::new(&RULE, group.head, message)
            .help("say how long they are of use: `retention = 90 days`")
            .about(group.address.as_str()),
    );
}
