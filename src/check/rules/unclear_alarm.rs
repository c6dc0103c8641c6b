//! Alarms that do not say when they ring.

use super::{Cx, Known};
use crate::check::metrics::THRESHOLDS;
use crate::diag::{Diagnostic, rule};
use crate::model::{Resource, Value};

rule! {
    /// It is not clear when an alarm rings.
    ///
    /// An alarm watches one thing: a `metric`, beside which stand one threshold and the `period` over which its values are
    /// gathered, or other alarms, `any` or `all` of them. CloudWatch refuses anything less or more.
    ///
    /// ```stack
    /// queue lost {}
    /// alarm lost { description = "orders are lost" }  // error: unclear-alarm
    /// alarm many {  // error: unclear-alarm
    ///   metric = queue.lost.NumberOfMessagesSent.sum
    ///   period = 1m
    /// }
    /// alarm odd {
    ///   metric   = queue.lost.NumberOfMessagesSent.sum
    ///   above    = 5
    ///   at_least = 5   // error: unclear-alarm
    ///   period   = 1m
    /// }
    /// ```
    ///
    /// ```stack
    /// queue lost {}
    /// alarm many {
    ///   metric = queue.lost.NumberOfMessagesSent.sum
    ///   above  = 5
    ///   period = 1m
    /// }
    /// alarm lost { any = [alarm.many] }
    /// ```
    "unclear-alarm" Error each "alarm" => check
}

fn check<'a>(cx: &mut Cx<'a>, (alarm, _): Known<'a>) {
    if cx.in_doubt(alarm) {
        return;
    }
    let address = &alarm.address;
    let has = |name: &str| alarm.input(name).is_some();
    let mut say = |place: &str, message: String, help: &str| {
        cx.report(Diagnostic::new(&RULE, alarm.place(place), message).help(help).about(address.as_str()));
    };
    if has("any") && has("all") {
        let message = format!("`{address}` rings with `any` and with `all` of some alarms");
        say("all", message, "leave one of them out, or make an alarm of each and one over both");
    }
    for list in ["any", "all"] {
        if alarm.input(list).and_then(Value::as_list).is_some_and(<[Value]>::is_empty) {
            say(list, format!("`{address}` watches no alarm"), "name at least one in the list");
        }
    }
    if has("metric") {
        beside_metric(alarm, &mut say);
    } else if !has("any") && !has("all") {
        let message = format!("`{address}` watches nothing");
        say("", message, "write `metric = function.name.Errors.sum`, or `any = [alarm.name]`");
    }
}

/// What must stand beside a metric.
fn beside_metric(alarm: &Resource, say: &mut dyn FnMut(&str, String, &str)) {
    let address = &alarm.address;
    let written: Vec<&str> = THRESHOLDS.into_iter().filter(|name| alarm.input(name).is_some()).collect();
    match written.as_slice() {
        [] => {
            let help = "write one of `above`, `at_least`, `below`, `at_most`";
            say("", format!("`{address}` has no threshold, so it never rings"), help);
        }
        [_] => {}
        [first, second, ..] => {
            let message = format!("`{address}` has two thresholds, `{first}` and `{second}`");
            say(second, message, "keep one; two alarms can be joined with `any` or `all`");
        }
    }
    if alarm.input("period").is_none() {
        let message = format!("`{address}` does not say over which period a value is gathered");
        say("", message, "write `period = 1m`, or `5m` where it is not so urgent");
    }
}
