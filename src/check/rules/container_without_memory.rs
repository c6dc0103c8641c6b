//! Containers on hosts of which nobody says how much memory they may take.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::fleets::launch;
use crate::check::tasks::containers;
use crate::diag::{Diagnostic, rule};
use crate::model::{Map, Value};

const SOURCE: &str = "ECS API model 2014-11-13 and developer guide";

rule! {
    /// A container on hosts has no memory, or less than what is kept for it.
    ///
    /// On hosts either the task has `memory`, or each container has: `memory` that it may not exceed,
    /// `memory_reservation` that is kept for it, or both, and then the first is the larger. AWS refuses a definition
    /// without, since it could not be placed.
    ///
    /// ```stack
    /// cluster main {}
    /// capacity fleet {
    ///   cluster = cluster.main
    ///   types   = ["m6i.large"]
    ///   count   = 2
    /// }
    /// service web {
    ///   cluster = cluster.main
    ///   launch  = "ec2"
    ///   count   = 2
    ///   container app { image = "app:1.4.2" }  // error: container-without-memory
    ///   container log {
    ///     image              = "log:1.0.0"
    ///     memory             = 128 MB
    ///     memory_reservation = 256 MB  // error: container-without-memory
    ///   }
    /// }
    /// ```
    ///
    /// ```stack
    /// cluster main {}
    /// capacity fleet {
    ///   cluster = cluster.main
    ///   types   = ["m6i.large"]
    ///   count   = 2
    /// }
    /// service web {
    ///   cluster = cluster.main
    ///   launch  = "ec2"
    ///   count   = 2
    ///   container app { image = "app:1.4.2"  memory = 512 MB  memory_reservation = 256 MB }
    /// }
    /// ```
    "container-without-memory" Error [
        Fact::new("ecs.toml", "task_definition.ec2_memory_rule", SOURCE),
        Fact::new("ecs.toml", "task_definition.container_memory_vs_reservation", SOURCE),
    ] each "service" "task" => check
}

fn check<'a>(cx: &mut Cx<'a>, (task, _): Known<'a>) {
    let amount = |body: &Map, name| body.get(name).and_then(Value::as_quantity);
    for (label, body) in containers(task) {
        let path = format!("container.{label}");
        match (amount(body, "memory"), amount(body, "memory_reservation")) {
            (Some(most), Some(kept)) if most <= kept => {
                let message = format!("`{label}` may take {most}, and {kept} is kept for it");
                let place = task.place(&format!("{path}.memory_reservation"));
                let diagnostic = Diagnostic::new(&RULE, place, message)
                    .help("let `memory` be more than `memory_reservation`, or write one of them only")
                    .about(task.address.as_str());
                cx.report(diagnostic);
            }
            (None, None) if launch(task) == "ec2" && task.input("memory").is_none() && !cx.in_doubt(task) => {
                let message = format!("nothing says how much memory `{label}` of `{}` takes", task.address);
                let diagnostic = Diagnostic::new(&RULE, task.place(&path), message)
                    .help("write its `memory`, such as `memory = 512 MB`, or that of the task")
                    .about(task.address.as_str());
                cx.report(diagnostic);
            }
            _ => {}
        }
    }
}
