//! Metrics that no alarm can watch.

use super::{Cx, Known};
use crate::check::metrics::table;
use crate::diag::{Diagnostic, rule};
use crate::model::{Metric, Value};

rule! {
    /// An alarm watches what CloudWatch keeps in pieces.
    ///
    /// DynamoDB tells some metrics of each operation apart. A dashboard can put them together by a search; an alarm watches
    /// single metrics, and cannot search.
    ///
    /// ```stack
    /// table orders { key = "customer" }
    /// alarm throttled {
    ///   metric = table.orders.ThrottledRequests.sum  // error: unwatchable-metric
    ///   above  = 5
    ///   period = 1m
    /// }
    /// ```
    ///
    /// ```stack
    /// table orders { key = "customer" }
    /// alarm throttled {
    ///   metric = table.orders.ReadThrottleEvents.sum + table.orders.WriteThrottleEvents.sum
    ///   above  = 5
    ///   period = 1m
    /// }
    /// dashboard orders { chart "Throttled" of table.orders.ThrottledRequests.sum }
    /// ```
    "unwatchable-metric" Error each "alarm" => check
}

fn check<'a>(cx: &mut Cx<'a>, (alarm, _): Known<'a>) {
    let Some(metric) = alarm.input("metric").and_then(Value::as_metric) else { return };
    for series in metric.series() {
        let Some(table) = table(cx, series).filter(|table| !table.over.is_empty()) else { continue };
        let message = format!(
            "`{}` is kept for each `{}` by itself, and an alarm watches one",
            Metric::Series(series.clone()),
            table.over.join("`, `")
        );
        cx.report(
            Diagnostic::new(&RULE, alarm.place("metric"), message)
                .help("watch a metric that is kept for the whole, or show it on a dashboard")
                .about(alarm.address.as_str()),
        );
    }
}
