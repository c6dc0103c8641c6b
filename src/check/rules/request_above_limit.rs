//! Containers that ask for more than they may take.

use super::{Cx, Known};
use crate::check::cx::shares_text;
use crate::check::tasks::containers;
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// A container asks for more than its own limit.
    ///
    /// What it asks for is kept free for it, and the limit is what it may take at most, so the first cannot be above the
    /// second. Kubernetes refuses the pod.
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
    ///   container app {
    ///     image  = "web:1.4.2"
    ///     memory = 512 MB  // error: request-above-limit
    ///     limits { memory = 256 MB }
    ///   }
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
    ///   container app {
    ///     image  = "web:1.4.2"
    ///     memory = 256 MB
    ///     limits { memory = 512 MB }
    ///   }
    /// }
    /// ```
    "request-above-limit" Error each "workload" => check
}

fn check<'a>(cx: &mut Cx<'a>, (workload, _): Known<'a>) {
    for (label, body) in containers(workload) {
        let Some(limits) = body.get("limits").and_then(Value::as_map) else { continue };
        for name in ["cpu", "memory"] {
            let amount = |value: Option<&Value>| value.and_then(Value::as_quantity);
            let (Some(asked), Some(most)) = (amount(body.get(name)), amount(limits.get(name))) else {
                continue;
            };
            if asked <= most {
                continue;
            }
            let message = format!("`{label}` asks for {asked} of `{name}`, and may take {most} at most");
            let mut diagnostic =
                Diagnostic::new(&RULE, workload.place(&format!("container.{label}.{name}")), message)
                    .help(format!("ask for {most} or less, or let it take {asked} or more"))
                    .about(workload.address.as_str());
            if let Some(place) = workload.places.get(&format!("container.{label}.limits.{name}")) {
                diagnostic = diagnostic.label(place, "the most that it may take");
                if !shares_text(workload) {
                    diagnostic = diagnostic.fix(format!("let it take {asked}"), place, asked.to_string());
                }
            }
            cx.report(diagnostic);
        }
    }
}
