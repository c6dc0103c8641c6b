//! Schedules that lead nowhere.

use super::{Cx, Known};
use crate::base::Fact;
use crate::catalog::Kind;
use crate::check::instances::declaration;
use crate::diag::{Diagnostic, rule};
use crate::model::Resource;

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
    let Some(targets) = nowhere(cx, resource, kind) else { return };
    let address = &resource.address;
    cx.report(
        Diagnostic::new(&RULE, resource.head, format!("`{address}` leads nowhere, so it calls nothing"))
            .help(format!("draw an arrow to what it calls: `{address} -> {targets}`"))
            .about(address.as_str()),
    );
}

/// Where arrows from a resource may lead, if none does.
pub(super) fn nowhere(cx: &Cx<'_>, resource: &Resource, kind: &Kind) -> Option<String> {
    let address = resource.address.as_str();
    let declared = declaration(address).unwrap_or_else(|| address.to_owned());
    // Kind and name as its module writes them: `schedule.nightly` of `module.site["a"].schedule.nightly["x"]`.
    let at = declared.rfind(&format!("{}.", kind.name));
    if at.and_then(|at| declared.get(at..)).is_some_and(|own| cx.is_drawn_from(own)) {
        return None;
    }
    // An arrow may be what could not be read, and one from what has no name may start anywhere.
    if cx.has_unread() || cx.is_drawn_from("") {
        return None;
    }
    let targets: Vec<&str> =
        cx.catalog.links_from(kind.name).flat_map(|link| link.targets).copied().collect();
    Some(format!("{}.name", targets.join(".name` or `")))
}
