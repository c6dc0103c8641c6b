//! Metrics that no alarm can watch.

use super::{Cx, Known};
use crate::check::metrics::table;
use crate::diag::{Diagnostic, rule};
use crate::model::{Metric, Resource, Series, Value};

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
        let help = match piece(cx, series) {
            Some(one) => format!("watch one of them, as in `{one}`"),
            None => "watch a metric that is kept for the whole, or show it on a dashboard".to_owned(),
        };
        cx.report(
            Diagnostic::new(&RULE, alarm.place("metric"), message).help(help).about(alarm.address.as_str()),
        );
    }
}

/// The same metric of something that AWS puts into an arrow from there, kept by itself.
fn piece(cx: &Cx<'_>, series: &Series) -> Option<String> {
    let of = series.of.address.as_ref()?;
    let arrows = cx.stack().flows().filter(|(_, ends)| ends.source == *of);
    let mut groups = arrows.filter_map(|(flow, _)| cx.stack().get(&flow.address.part("target_group")));
    let tables = |group: &Resource| cx.catalog.kind(&group.kind).map_or(&[][..], |kind| kind.metrics);
    let keeps = |group: &&Resource| {
        tables(group).iter().flat_map(|table| table.rows).any(|row| row.name == series.name)
    };
    let group = groups.find(keeps)?;
    Some(format!("{}.{}.{}", group.address, series.name, series.statistic))
}
