//! Containers that are larger than their task.

use super::{Cx, Known};
use crate::base::{Fact, Quantity};
use crate::check::tasks::{Task, containers, task};
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

/// Where the facts were read.
const SOURCE: &str = "ECS API model 2014-11-13";

rule! {
    /// The containers of a task together ask for more than the task has.
    ///
    /// AWS refuses the task definition: what containers ask for is cut out of the task, and cannot be more than it.
    ///
    /// ```stack
    /// cluster main {}
    /// service web {
    ///   cluster = cluster.main
    ///   launch  = "fargate"
    ///   cpu     = 0.5 vCPU
    ///   memory  = 1 GB  // error: containers-exceed-task
    ///   count   = 1
    ///   container app  { image = "nginx:1.29"  port = 80  memory = 768 MB }
    ///   container logs { image = "fluent-bit:4.0"  memory = 512 MB }
    /// }
    /// ```
    ///
    /// ```stack
    /// cluster main {}
    /// service web {
    ///   cluster = cluster.main
    ///   launch  = "fargate"
    ///   cpu     = 0.5 vCPU
    ///   memory  = 2 GB
    ///   count   = 1
    ///   container app  { image = "nginx:1.29"  port = 80  memory = 768 MB }
    ///   container logs { image = "fluent-bit:4.0"  memory = 512 MB }
    /// }
    /// ```
    "containers-exceed-task" Error [
        Fact::new("fargate.toml", "rules.container_cpu_sum_must_not_exceed_task", SOURCE),
        Fact::new("fargate.toml", "rules.container_memory_sum_must_not_exceed_task", SOURCE),
    ] each if |kind| !kind.sizes.is_empty() => check
}

fn check<'a>(cx: &mut Cx<'a>, known: Known<'a>) {
    let Some(task) = task(cx, known) else { return };
    for (name, has) in [("cpu", task.cpu), ("memory", task.memory)] {
        let asked = sum(&task, name, has);
        if asked > has {
            cx.report(too_much(&task, name, asked, has));
        }
    }
}

fn sum(task: &Task<'_>, name: &str, like: Quantity) -> Quantity {
    let amounts = containers(task.resource).filter_map(|(_, body)| body.get(name)?.as_quantity());
    let total = amounts.filter_map(|amount| amount.as_whole()).fold(0_i64, i64::saturating_add);
    Quantity::whole(like.dimension, total)
}

fn too_much(task: &Task<'_>, name: &str, asked: Quantity, has: Quantity) -> Diagnostic {
    let message = format!("the containers ask for {asked} of `{name}` together, but the task has {has}");
    let mut diagnostic = Diagnostic::new(&RULE, task.resource.place(name), message)
        .help(format!("give the task {asked} or more, or the containers less"))
        .about(task.resource.address.as_str());
    for (label, body) in containers(task.resource) {
        let place = task.resource.places.get(&format!("container.{label}.{name}"));
        if let (Some(place), Some(part)) = (place, body.get(name).and_then(Value::as_quantity)) {
            diagnostic = diagnostic.label(place, format!("{part} for `{label}`"));
        }
    }
    diagnostic
}
