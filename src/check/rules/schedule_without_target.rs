//! Schedules that lead nowhere.

use std::collections::BTreeSet;

use super::Cx;
use crate::base::Fact;
use crate::diag::{Diagnostic, rule};
use crate::model::Address;

rule! {
    /// A schedule leads nowhere.
    ///
    /// It is one half of a thing: the arrow says what it calls. AWS makes no schedule without a target.
    ///
    /// ```stack
    /// schedule nightly { every = cron(0 3 * * ? *) }  // warning: schedule-without-target
    /// ```
    ///
    /// ```stack
    /// function report {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./report"
    /// }
    /// schedule nightly { every = cron(0 3 * * ? *) }
    /// schedule.nightly -> function.report
    /// ```
    "schedule-without-target" Warning [
        Fact::new("eventbridge.toml", "scheduler.required", "EventBridge Scheduler API model 2021-06-30 and user guide"),
    ] => check
}

fn check(cx: &mut Cx<'_>) {
    // The arrow may be what could not be read.
    if cx.has_unread() {
        return;
    }
    let mut schedules = cx.resources().filter(|(resource, _)| resource.kind == "schedule").peekable();
    if schedules.peek().is_none() {
        return;
    }
    let sources: BTreeSet<&Address> = cx.stack.flows().map(|(_, ends)| &ends.source).collect();
    for (schedule, kind) in schedules.filter(|(schedule, _)| !sources.contains(&schedule.address)) {
        let address = &schedule.address;
        let targets: Vec<&str> =
            cx.catalog.links_from(kind.name).flat_map(|link| link.targets).copied().collect();
        let help = format!("draw an arrow to what it calls, a {}: `{address} -> …`", targets.join(" or a "));
        cx.report(
            Diagnostic::new(&RULE, schedule.head, format!("`{address}` leads nowhere, so it calls nothing"))
                .help(help)
                .about(address.as_str()),
        );
    }
}
