//! Tasks on Fargate with what only hosts have.

use super::{Cx, Known};
use crate::base::{Fact, Span};
use crate::check::batch::queue_of;
use crate::check::fleets::{is_daemon, launch};
use crate::check::tasks::containers;
use crate::diag::{Diagnostic, rule};
use crate::model::{Resource, Value};

const SOURCE: &str = "ECS and Batch API models, cfn-lint extension schema and developer guide";

rule! {
    /// A task on Fargate says something that only means anything on hosts.
    ///
    /// Fargate has no hosts to choose among: nothing can be spread over them or packed onto them, no task can be on each
    /// of them, nothing of them can be bound, and every task has a network interface of its own, whose ports are those of
    /// its containers. AWS refuses such a service.
    ///
    /// ```stack
    /// cluster main {}
    /// service web {
    ///   cluster      = cluster.main
    ///   launch       = "fargate"
    ///   network_mode = "bridge"  // error: host-setting-on-fargate
    ///   cpu          = 0.5 vCPU
    ///   memory       = 1 GB
    ///   count        = 2
    ///   container app {
    ///     image     = "app:1.4.2"
    ///     port      = 8080
    ///     host_port = 80  // error: host-setting-on-fargate
    ///   }
    ///   spread by host  // error: host-setting-on-fargate
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
    ///   container app { image = "app:1.4.2"  port = 8080 }
    /// }
    /// ```
    /// ```stack
    /// job_queue small { launch = "fargate"  max_cpu = 64 vCPU  priority = 1 }
    /// job train {
    ///   queue  = job_queue.small
    ///   image  = "train:3.2.0"
    ///   cpu    = 4 vCPU
    ///   memory = 16 GB
    ///   gpu    = 1  // error: host-setting-on-fargate
    /// }
    /// ```
    "host-setting-on-fargate" Error [
        Fact::new("fargate.toml", "rules.network_mode", SOURCE),
        Fact::new("fargate.toml", "rules.host_port", SOURCE),
        Fact::new("fargate.toml", "rules.placement_constraints_allowed", SOURCE),
        Fact::new("fargate.toml", "rules.placement_strategies_allowed", SOURCE),
        Fact::new("ecs.toml", "placement.fargate_supports_placement", SOURCE),
        Fact::new("fargate.toml", "rules.gpu_allowed", SOURCE),
        Fact::unconfirmed("fargate.toml", "rules.daemon_scheduling_allowed"),
    ] each "service" "task" "job" => check
}

fn check<'a>(cx: &mut Cx<'a>, (task, _): Known<'a>) {
    if task.kind == "job" {
        processors(cx, task);
        return;
    }
    if !launch(task).starts_with("fargate") {
        return;
    }
    for (place, what) in settings(task) {
        let message = format!("{what} means nothing on Fargate, where `{}` has no hosts", task.address);
        let mut diagnostic = Diagnostic::new(&RULE, place, message)
            .help("leave it out, or run on hosts: `launch = \"ec2\"` and a `capacity`")
            .about(task.address.as_str());
        if let Some(place) = task.places.get("launch") {
            diagnostic = diagnostic.label(place, "no hosts of one's own");
        }
        cx.report(diagnostic);
    }
}

/// A job that asks for graphics processors where there are none.
fn processors<'a>(cx: &mut Cx<'a>, job: &'a Resource) {
    let Some(place) = job.places.get("gpu") else { return };
    let Some(queue) = queue_of(cx, job).filter(|queue| launch(queue).starts_with("fargate")) else { return };
    let message = format!("Fargate has no GPUs, and `{}` waits in `{}`", job.address, queue.address);
    cx.report(
        Diagnostic::new(&RULE, place, message)
            .label(queue.place("launch"), "its jobs run there")
            .help("leave `gpu` out, or let it wait in a queue of instances: `launch = \"ec2\"`")
            .about(job.address.as_str()),
    );
}

/// What is set that only hosts have, and where.
fn settings(task: &Resource) -> Vec<(Span, String)> {
    let mut found = Vec::new();
    let mut add = |path: &str, what: String| found.push((task.place(path), what));
    let text = |name| task.input(name).and_then(Value::as_str);
    if let Some(mode) = text("network_mode").filter(|mode| *mode != "awsvpc") {
        add("network_mode", format!("network mode `{mode}`"));
    }
    if is_daemon(task) {
        add("scheduling", "a task on every host".to_owned());
    }
    if task.input("distinct_hosts") == Some(&Value::Bool(true)) {
        add("distinct_hosts", "`distinct_hosts`".to_owned());
    }
    if task.input("capacity").is_some() {
        add("capacity", "`capacity`".to_owned());
    }
    for word in ["spread", "pack"] {
        for at in 0..task.input(word).and_then(Value::as_list).map_or(0, <[Value]>::len) {
            add(&format!("{word}[{at}]"), format!("`{word} by …`"));
        }
    }
    for (label, body) in containers(task) {
        let port = body.get("host_port").filter(|port| Some(*port) != body.get("port"));
        if let Some(port) = port {
            add(&format!("container.{label}.host_port"), format!("port {port} of a host"));
        }
        let binds = body.get("bind").and_then(Value::as_list).unwrap_or_default();
        for (at, bind) in binds.iter().enumerate() {
            if bind.as_map().is_some_and(|bind| bind.get("host_path").is_some()) {
                add(&format!("container.{label}.bind[{at}]"), "a folder of a host".to_owned());
            }
        }
    }
    found
}
