//! Periods that CloudWatch does not know, or does not look back so far.

use rust_decimal::Decimal;

use super::{Cx, Known};
use crate::base::Fact;
use crate::diag::{Diagnostic, Severity, rule};
use crate::model::{Resource, Value};

rule! {
    /// CloudWatch does not evaluate an alarm over such periods.
    ///
    /// A period is 10, 20 or 30 seconds or whole minutes. All the periods that an alarm looks at reach back seven days at
    /// most, and one day where a period is shorter than an hour; of these periods, no more can be asked for than there are.
    ///
    /// ```stack
    /// queue lost {}
    /// alarm odd {
    ///   metric   = queue.lost.NumberOfMessagesSent.sum
    ///   at_least = 1
    ///   period   = 90s     // error: impossible-period
    /// }
    /// alarm long {
    ///   metric     = queue.lost.NumberOfMessagesSent.sum
    ///   at_least   = 1
    ///   period     = 24h
    ///   periods    = 8     // error: impossible-period
    /// }
    /// alarm many {
    ///   metric     = queue.lost.NumberOfMessagesSent.sum
    ///   at_least   = 1
    ///   period     = 1m
    ///   periods    = 3
    ///   datapoints = 4     // error: impossible-period
    /// }
    /// alarm far {
    ///   metric     = queue.lost.NumberOfMessagesSent.sum
    ///   at_least   = 1
    ///   period     = 5m
    ///   periods    = 300   // info: impossible-period
    /// }
    /// ```
    ///
    /// ```stack
    /// queue lost {}
    /// alarm even {
    ///   metric     = queue.lost.NumberOfMessagesSent.sum
    ///   at_least   = 1
    ///   period     = 2m
    ///   periods    = 3
    ///   datapoints = 2
    /// }
    /// ```
    "impossible-period" Error [
        Fact::new("cloudwatch.toml", "alarm.period_s_allowed", "CloudWatch API model 2010-08-01"),
        Fact::new("cloudwatch.toml", "alarm.high_resolution_periods_s", "CloudWatch API model 2010-08-01"),
        Fact::new("cloudwatch.toml", "alarm.evaluation_range_max_s", "CloudWatch API model 2010-08-01"),
        Fact::unconfirmed("cloudwatch.toml", "alarm.evaluation_range_under_one_hour_s"),
    ] each "alarm" => check
}

/// Milliseconds.
const MINUTE: i64 = 60_000;
/// Milliseconds.
const HOUR: i64 = 60 * MINUTE;
/// The most that an alarm looks back over periods of less than an hour.
const DAY: i64 = 24 * HOUR;
/// The most that an alarm looks back.
const WEEK: i64 = 7 * DAY;
/// Periods of less than a minute.
const SHORT: [i64; 3] = [10_000, 20_000, 30_000];

fn check<'a>(cx: &mut Cx<'a>, (alarm, _): Known<'a>) {
    let period = alarm.input("period").and_then(Value::as_quantity).and_then(|period| period.as_whole());
    let (Some(period), Some(periods)) = (period, number(alarm, "periods")) else { return };
    let say = |place: &str, message: String, help: String| {
        Diagnostic::new(&RULE, alarm.place(place), message).help(help).about(alarm.address.as_str())
    };
    if !SHORT.contains(&period) && period % MINUTE != 0 {
        let message = format!("a period of {} is none that CloudWatch has", shown(period));
        let whole = (period / MINUTE + 1).saturating_mul(MINUTE);
        cx.report(say(
            "period",
            message,
            format!("write 10s, 20s, 30s or whole minutes, such as {}", shown(whole)),
        ));
    }
    let back = period.saturating_mul(periods);
    let place = if alarm.places.get("periods").is_some() { "periods" } else { "period" };
    if back > WEEK {
        let message = format!(
            "`{}` looks back over {}, seven days at most are kept for it",
            alarm.address,
            shown(back)
        );
        let help = format!("{} periods of that length fit", WEEK / period.max(1));
        cx.report(say(place, message, help));
    } else if back > DAY && period < HOUR {
        let message =
            format!("`{}` looks back over {}, with periods of {}", alarm.address, shown(back), shown(period));
        let help =
            "CloudWatch is said to refuse more than a day where a period is shorter than an hour".to_owned();
        cx.report(say(place, message, help).severity(Severity::Info));
    }
    if let Some(datapoints) = number(alarm, "datapoints").filter(|datapoints| *datapoints > periods) {
        let message = format!("{datapoints} of {periods} periods are asked for");
        cx.report(say(
            "datapoints",
            message,
            format!("set `datapoints` to {periods} or less, or `periods` to more"),
        ));
    }
}

fn number(alarm: &Resource, name: &str) -> Option<i64> {
    alarm.input(name).and_then(Value::as_whole)
}

fn shown(millis: i64) -> crate::base::Quantity {
    crate::base::Quantity::new(crate::base::Dimension::Duration, Decimal::from(millis))
}
