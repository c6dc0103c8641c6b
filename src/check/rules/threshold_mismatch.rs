//! Thresholds that count something else than the metric.

use super::{Cx, Known};
use crate::base::Dimension;
use crate::check::cx::shares_text;
use crate::check::metrics::threshold;
use crate::diag::{Diagnostic, rule};
use crate::model::{Measure, Value};

rule! {
    /// A threshold counts something else than the metric does.
    ///
    /// CloudWatch compares bare numbers, so that it would hold seconds against milliseconds without a word. Here both have
    /// units: a duration is held against a duration, a size against a size, a count against a number. A share, which is a
    /// number of one thing over a number of another, may be held against a percentage.
    ///
    /// ```stack
    /// function charge {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./charge"
    /// }
    /// alarm slow {
    ///   metric = function.charge.Duration.p99
    ///   above  = 2           // error: threshold-mismatch
    ///   period = 1m
    /// }
    /// alarm failing {
    ///   metric = function.charge.Errors.sum
    ///   above  = 2%          // error: threshold-mismatch
    ///   period = 1m
    /// }
    /// ```
    ///
    /// ```stack
    /// function charge {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./charge"
    /// }
    /// alarm slow {
    ///   metric = function.charge.Duration.p99
    ///   above  = 2s
    ///   period = 1m
    /// }
    /// alarm failing {
    ///   metric = function.charge.Errors.sum / function.charge.Invocations.sum
    ///   above  = 2%
    ///   period = 1m
    /// }
    /// ```
    "threshold-mismatch" Error each "alarm" => check
}

fn check<'a>(cx: &mut Cx<'a>, (alarm, _): Known<'a>) {
    let Some(metric) = alarm.input("metric").and_then(Value::as_metric) else { return };
    let Some((name, value)) = threshold(alarm) else { return };
    let (measure, Some(counts)) = (metric.measure(), Measure::of(value)) else { return };
    if measure.compares(counts) {
        return;
    }
    let what = match measure {
        Measure::Number => "a number".to_owned(),
        Measure::Ratio => "a share".to_owned(),
        Measure::Of(dimension) => format!("a {}", dimension.word()),
    };
    let help = match (measure, counts) {
        (Measure::Number, Measure::Of(Dimension::Percent)) => {
            "divide by what it is a share of, as in `Errors.sum / Invocations.sum`, or write a number"
                .to_owned()
        }
        (Measure::Number, _) => "write a number without unit".to_owned(),
        (Measure::Ratio, _) => "write a number, or a percentage such as `2%`".to_owned(),
        (Measure::Of(dimension), _) => format!("write it with its unit, as in `{}`", example(dimension)),
    };
    let mut diagnostic = Diagnostic::new(
        &RULE,
        alarm.place(name),
        format!("`{metric}` is {what}, and `{name}` is {}", value.sort()),
    )
    .help(help)
    .about(alarm.address.as_str());
    if let Some(place) = alarm.places.get(name).filter(|_| !shares_text(alarm)) {
        for mended in mended(measure, value) {
            diagnostic = diagnostic.fix(format!("change to `{mended}`"), place, mended);
        }
    }
    if let Some(place) = alarm.places.get("metric") {
        diagnostic = diagnostic.label(place, format!("this is {what}"));
    }
    cx.report(diagnostic);
}

/// What may be meant: the number with the units that alarms are set in, or without the one that it has.
fn mended(measure: Measure, value: &Value) -> Vec<String> {
    match (measure, value) {
        (Measure::Of(dimension), Value::Number(number)) => {
            let unit = |unit: &&str| {
                format!("{number}{}{unit}", if unit.len() > 2 || *unit == "MB" { " " } else { "" })
            };
            let units: &[&str] = match dimension {
                Dimension::Duration => &["s", "ms"],
                Dimension::Size => &["MB", "GB"],
                Dimension::Percent => &["%"],
                Dimension::Rate => &["per second"],
                _ => &[],
            };
            units.iter().map(unit).collect()
        }
        (Measure::Number, Value::Quantity(quantity)) if quantity.dimension != Dimension::Percent => {
            let shown = value.to_string();
            let digits = shown.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(shown.len());
            shown.get(..digits).map(str::to_owned).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// An amount as somebody would write it.
fn example(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Duration => "2s",
        Dimension::Size => "512 MB",
        Dimension::Cpu => "0.25 vCPU",
        Dimension::Percent => "80%",
        Dimension::Bandwidth => "100 Mbps",
        Dimension::Money => "5 USD",
        Dimension::Rate => "20 per second",
        Dimension::PercentRate => "5% per hour",
        Dimension::Throughput => "1 MB per second",
        Dimension::Spend => "9 USD per month",
    }
}
