//! Tasks none of whose containers decides when they end.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::tasks::containers;
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// No container of a task is essential.
    ///
    /// A task ends when an essential container does. One at least must be, and AWS refuses a definition without.
    ///
    /// ```stack
    /// cluster main {}
    /// service web {
    ///   cluster = cluster.main
    ///   launch  = "fargate"
    ///   cpu     = 0.5 vCPU
    ///   memory  = 1 GB
    ///   count   = 2
    ///   container app { image = "app:1.4.2"  essential = false }  // error: no-essential-container
    /// }
    /// ```
    ///
    /// ```stack
    /// cluster main {}
    /// service web {
    ///   cluster = cluster.main
    ///   launch  = "fargate"
    ///   cpu     = 0.5 vCPU
    ///   memory  = 1 GB
    ///   count   = 2
    ///   container app { image = "app:1.4.2" }
    ///   container log { image = "log:1.0.0"  essential = false }
    /// }
    /// ```
    "no-essential-container" Error [
        Fact::new("ecs.toml", "task_definition.at_least_one_essential", "ECS API model 2014-11-13 and developer guide"),
    ] each "service" "task" => check
}

fn check<'a>(cx: &mut Cx<'a>, (task, _): Known<'a>) {
    let mut all = containers(task);
    let Some((first, body)) = all.next() else { return };
    let is_extra = |value: Option<&Value>| value == Some(&Value::Bool(false));
    if !is_extra(body.get("essential")) || all.any(|(_, body)| !is_extra(body.get("essential"))) {
        return;
    }
    let place = task.place(&format!("container.{first}.essential"));
    let message = format!("no container of `{}` is essential, so it would never end", task.address);
    let diagnostic = Diagnostic::new(&RULE, place, message)
        .help("let the one that does the work be essential: leave `essential = false` out there")
        .about(task.address.as_str());
    cx.report(diagnostic);
}
