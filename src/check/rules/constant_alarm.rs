//! Alarms of which it is known beforehand whether they ring.

use rust_decimal::Decimal;

use super::{Cx, Known};
use crate::base::Dimension;
use crate::check::metrics::{as_measured, threshold};
use crate::diag::{Diagnostic, Severity, rule};
use crate::model::{Measure, Metric, Value};

rule! {
    /// An alarm always rings, or never.
    ///
    /// Nothing that CloudWatch counts is below zero, and hardly any percentage above a hundred. A threshold beyond that
    /// makes an alarm that says nothing, whatever happens.
    ///
    /// ```stack
    /// queue lost {}
    /// alarm lost {
    ///   metric   = queue.lost.ApproximateNumberOfMessagesVisible.max
    ///   at_least = 0   // warning: constant-alarm
    ///   period   = 5m
    /// }
    /// alarm idle {
    ///   metric = queue.lost.NumberOfMessagesSent.sum
    ///   below  = 0     // warning: constant-alarm
    ///   period = 1h
    /// }
    /// ```
    ///
    /// ```stack
    /// queue lost {}
    /// alarm lost {
    ///   metric   = queue.lost.ApproximateNumberOfMessagesVisible.max
    ///   at_least = 1
    ///   period   = 5m
    /// }
    /// ```
    "constant-alarm" Warning each "alarm" => check
}

fn check<'a>(cx: &mut Cx<'a>, (alarm, _): Known<'a>) {
    let Some(metric) = alarm.input("metric").and_then(Value::as_metric) else { return };
    let Some((name, value)) = threshold(alarm) else { return };
    let fits = Measure::of(value).is_some_and(|counts| metric.measure().compares(counts));
    let Some(amount) = as_measured(value, metric).filter(|_| fits) else { return };
    let least = metric.least();
    let low = least.and_then(|least| match name {
        "above" if amount < least => Some(true),
        "at_least" if amount <= least => Some(true),
        "below" if amount <= least => Some(false),
        "at_most" if amount < least => Some(false),
        _ => None,
    });
    let most = greatest(metric);
    let high = most.and_then(|most| match name {
        "above" if amount >= most => Some(false),
        "at_least" if amount > most => Some(false),
        "below" if amount > most => Some(true),
        "at_most" if amount >= most => Some(true),
        _ => None,
    });
    let Some(rings) = low.or(high) else { return };
    let bound = match low {
        Some(_) => format!("is never below {}", shown(least.unwrap_or_default(), metric)),
        None => format!("hardly comes above {}", shown(most.unwrap_or_default(), metric)),
    };
    let ever = if rings { "always rings" } else { "never rings" };
    let message = format!("`{}` {ever}: `{metric}` {bound}", alarm.address);
    let diagnostic = Diagnostic::new(&RULE, alarm.place(name), message)
        .help(format!("choose another threshold than `{name} = {value}`"))
        .about(alarm.address.as_str());
    // That percentages end at a hundred is true of most, and no source says of which.
    cx.report(if low.is_none() { diagnostic.severity(Severity::Info) } else { diagnostic });
}

/// The most that a metric can hardly pass.
fn greatest(metric: &Metric) -> Option<Decimal> {
    match metric {
        Metric::Series(series) => {
            let adds_up = matches!(series.statistic.as_str(), "sum" | "count");
            (series.measure == Measure::Of(Dimension::Percent) && !adds_up).then_some(Decimal::ONE_HUNDRED)
        }
        _ => None,
    }
}

/// A bound in the unit of the metric.
fn shown(amount: Decimal, metric: &Metric) -> Value {
    match metric.measure() {
        Measure::Of(dimension) => Value::Quantity(crate::base::Quantity::new(dimension, amount)),
        _ => Value::Number(amount.normalize()),
    }
}
