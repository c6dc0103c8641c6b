//! Schedules that lead nowhere.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::instances::declaration;
use crate::diag::{Diagnostic, rule};

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
    ] each "schedule" => check
}

fn check<'a>(cx: &mut Cx<'a>, (resource, kind): Known<'a>) {
    // An arrow may be what could not be read, and one from what has no name may start anywhere.
    let sources = &cx.stack.arrow_sources;
    if cx.has_unread() || sources.contains("") {
        return;
    }
    let address = &resource.address;
    let declared = declaration(address.as_str()).unwrap_or_else(|| address.to_string());
    // Kind and name as its module writes them: `schedule.nightly` of `module.site["a"].schedule.nightly["x"]`.
    if declared.rfind("schedule.").and_then(|at| declared.get(at..)).is_some_and(|own| sources.contains(own))
    {
        return;
    }
    let targets: Vec<&str> =
        cx.catalog.links_from(kind.name).flat_map(|link| link.targets).copied().collect();
    cx.report(
        Diagnostic::new(&RULE, resource.head, format!("`{address}` leads nowhere, so it calls nothing"))
            .help(format!(
                "draw an arrow to what it calls: `{address} -> {}.name`",
                targets.join(".name` or `")
            ))
            .about(address.as_str()),
    );
}
