//! What rules ask of metrics.

use rust_decimal::Decimal;

use super::cx::Cx;
use crate::base::{Dimension, Quantity};
use crate::catalog::MetricTable;
use crate::model::{Measure, Metric, Resource, Series, Value};

/// The attributes of an alarm that say where it rings.
pub(super) const THRESHOLDS: [&str; 4] = ["above", "at_least", "below", "at_most"];

/// The threshold of an alarm, which attribute says it, and what it counts.
pub(super) fn threshold(alarm: &Resource) -> Option<(&'static str, &Value)> {
    THRESHOLDS.into_iter().find_map(|name| Some((name, alarm.input(name)?)))
}

/// The table that a metric stands in.
pub(super) fn table(cx: &Cx<'_>, series: &Series) -> Option<&'static MetricTable> {
    let kind = cx.catalog.kind(&cx.stack().get(series.of.address.as_ref()?)?.kind)?;
    kind.metrics.iter().find(|table| table.rows.iter().any(|row| row.name == series.name))
}

/// A threshold as the metric counts: of a share, `2%` is 0.02.
pub(super) fn as_measured(threshold: &Value, metric: &Metric) -> Option<Decimal> {
    match threshold {
        Value::Number(number) => Some(*number),
        Value::Quantity(Quantity { dimension: Dimension::Percent, amount })
            if metric.measure() == Measure::Ratio =>
        {
            amount.checked_div(Decimal::ONE_HUNDRED)
        }
        Value::Quantity(quantity) => Some(quantity.amount),
        _ => None,
    }
}
