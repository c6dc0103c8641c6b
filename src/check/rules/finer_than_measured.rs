//! Periods shorter than the time between two values.

use super::{Cx, Known};
use crate::base::{Dimension, Quantity};
use crate::check::metrics::table;
use crate::diag::{Diagnostic, rule};
use crate::model::{Metric, Resource, Value};

rule! {
    /// A period is shorter than the time between two values of the metric.
    ///
    /// Most periods are then empty: an alarm does not know what to say in them, and a chart has holes. Most services tell
    /// their metrics once a minute, some once in five, and S3 tells how full a bucket is once a day.
    ///
    /// ```stack
    /// bucket photos {}
    /// alarm full {
    ///   metric = bucket.photos.BucketSizeBytes.avg
    ///   above  = 100 GB
    ///   period = 5m       // info: finer-than-measured
    /// }
    /// ```
    ///
    /// ```stack
    /// bucket photos {}
    /// alarm full {
    ///   metric = bucket.photos.BucketSizeBytes.avg
    ///   above  = 100 GB
    ///   period = 24h
    /// }
    /// ```
    "finer-than-measured" Info each "alarm" "dashboard" => check
}

fn check<'a>(cx: &mut Cx<'a>, (resource, _): Known<'a>) {
    if let Some(metric) = resource.input("metric").and_then(Value::as_metric) {
        judge(cx, resource, metric, resource.input("period"), "period");
    }
    for (at, chart) in resource.input("chart").and_then(Value::as_list).unwrap_or_default().iter().enumerate()
    {
        let Some(chart) = chart.as_map() else { continue };
        let place = format!("chart[{at}].period");
        let metrics = chart.get("metrics").and_then(Value::as_list).unwrap_or_default();
        for metric in metrics.iter().filter_map(Value::as_metric) {
            judge(cx, resource, metric, chart.get("period"), &place);
        }
    }
}

fn judge(cx: &mut Cx<'_>, resource: &Resource, metric: &Metric, period: Option<&Value>, place: &str) {
    let Some(period) = period.and_then(Value::as_quantity) else { return };
    let every = |seconds: i64| Quantity::whole(Dimension::Duration, seconds * 1_000);
    for series in metric.series() {
        let Some(seconds) = table(cx, series).map(|table| table.seconds) else { continue };
        if period >= every(seconds) {
            continue;
        }
        let of = Metric::Series(series.clone());
        let message = format!("`{of}` has a value every {}, and the period is {period}", every(seconds));
        cx.report(
            Diagnostic::new(&RULE, resource.place(place), message)
                .help(format!("set `period = {}` or longer", every(seconds)))
                .about(resource.address.as_str()),
        );
        return;
    }
}
