//! Workloads whose pods can never be exchanged.

use super::{Cx, Known};
use crate::base::Quantity;
use crate::check::cx::shares_text;
use crate::check::pods::count_of;
use crate::diag::{Diagnostic, Severity, rule};
use crate::model::{Resource, Value};

rule! {
    /// A workload lets no pod go, so that its nodes, or its own version, can never be renewed.
    ///
    /// A node is emptied before it is renewed, and pods leave it only as `disruption` lets them: with none that may be
    /// missing, the renewal of the node group waits and then fails. A new version needs room to move in the same way: one
    /// pod that may be missing, or one more than `count`; without either Kubernetes refuses the workload.
    ///
    /// ```stack
    /// kubernetes main { version = "1.35" }
    /// node_group general {
    ///   cluster = kubernetes.main
    ///   count   = 2
    /// }
    /// workload web {
    ///   cluster = kubernetes.main
    ///   count   = 2
    ///   container app { image = "web:1.4.2" }
    ///   disruption { min_available = 2 }  // warning: never-rolls
    /// }
    /// workload shop {
    ///   cluster = kubernetes.main
    ///   count   = 2
    ///   container app { image = "shop:1.4.2" }
    ///   rollout { max_unavailable = 0%  max_surge = 0% }  // error: never-rolls
    /// }
    /// ```
    ///
    /// ```stack
    /// kubernetes main { version = "1.35" }
    /// node_group general {
    ///   cluster = kubernetes.main
    ///   count   = 2
    /// }
    /// workload web {
    ///   cluster = kubernetes.main
    ///   count   = 2
    ///   container app { image = "web:1.4.2" }
    ///   disruption { max_unavailable = 1 }
    /// }
    /// ```
    "never-rolls" Warning each "workload" => check
}

fn check<'a>(cx: &mut Cx<'a>, (workload, _): Known<'a>) {
    if let Some(diagnostic) = budget(workload) {
        cx.report(diagnostic);
    }
    let share = |name: &str| {
        workload.input(&format!("rollout.{name}")).and_then(Value::as_quantity).and_then(Quantity::as_whole)
    };
    if let (Some(0), Some(0)) = (share("max_unavailable"), share("max_surge")) {
        let message = format!(
            "`{}` may have no pod less and no pod more, so no new version can come",
            workload.address
        );
        cx.report(
            Diagnostic::new(&RULE, workload.place("rollout.max_unavailable"), message)
                .severity(Severity::Error)
                .help("let there be more for a while: `max_surge = 25%`, or fewer: `max_unavailable = 25%`")
                .about(workload.address.as_str()),
        );
    }
}

/// What is wrong with how many may be missing.
fn budget(workload: &Resource) -> Option<Diagnostic> {
    let whole = |name: &str| workload.input(&format!("disruption.{name}")).and_then(Value::as_whole);
    let about = |name: &str, message: String| {
        Diagnostic::new(&RULE, workload.place(&format!("disruption.{name}")), message)
            .about(workload.address.as_str())
    };
    if whole("max_unavailable") == Some(0) {
        let name = "max_unavailable";
        let message =
            format!("no pod of `{}` may ever be missing, so no node can be emptied", workload.address);
        let diagnostic = about(name, message).help("let one be missing: `max_unavailable = 1`");
        let place = workload.places.get("disruption.max_unavailable").filter(|_| !shares_text(workload));
        return Some(match place {
            Some(place) => diagnostic.fix("let one be missing", place, "1"),
            None => diagnostic,
        });
    }
    let least = u64::try_from(whole("min_available")?).ok()?;
    let (low, _) = count_of(workload).filter(|(low, _)| *low > 0 && least >= *low)?;
    let message = format!(
        "{least} pods of `{}` must always run, and it may have just {low}: then no node can be emptied",
        workload.address
    );
    let diagnostic = about("min_available", message)
        .label(workload.place("count"), "how many there may be")
        .help(format!("ask for {} or fewer, or write `max_unavailable = 1`", low - 1));
    let place = workload.places.get("disruption.min_available").filter(|_| !shares_text(workload));
    Some(match place {
        Some(place) => diagnostic.fix(format!("ask for {}", low - 1), place, (low - 1).to_string()),
        None => diagnostic,
    })
}
