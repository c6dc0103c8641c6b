//! Ports of tasks that have no network.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::fleets::{launch, network_mode};
use crate::check::tasks::containers;
use crate::diag::{Diagnostic, rule};

rule! {
    /// A container listens on a port, and its task has no network.
    ///
    /// In network mode `none` a task reaches nobody and is reached by nobody, and ECS refuses a task definition that maps a
    /// port all the same. `bridge`, which is meant if nothing is said, lets ports of the host stand for those of the
    /// containers; `awsvpc` gives each task an address of its own.
    ///
    /// ```stack
    /// cluster main {}
    /// capacity hosts { cluster = cluster.main  types = ["m6i.large"]  count = 2 }
    /// service resize {
    ///   cluster      = cluster.main
    ///   launch       = "ec2"
    ///   network_mode = "none"
    ///   memory       = 1 GB
    ///   count        = 2
    ///   container app {
    ///     image = "resize:1.4.2"
    ///     port  = 8080  // error: port-without-network
    ///   }
    /// }
    /// ```
    ///
    /// ```stack
    /// cluster main {}
    /// capacity hosts { cluster = cluster.main  types = ["m6i.large"]  count = 2 }
    /// service resize {
    ///   cluster      = cluster.main
    ///   launch       = "ec2"
    ///   network_mode = "awsvpc"
    ///   memory       = 1 GB
    ///   count        = 2
    ///   container app { image = "resize:1.4.2"  port = 8080 }
    /// }
    /// ```
    "port-without-network" Error [
        Fact::new("ecs.toml", "task_definition.network_mode_none_forbids_port_mappings", "ECS API model 2014-11-13"),
    ] each "service" "task" => check
}

fn check<'a>(cx: &mut Cx<'a>, (task, _): Known<'a>) {
    if launch(task) != "ec2" || network_mode(task) != "none" {
        return;
    }
    let labels: Vec<&str> =
        containers(task).filter(|(_, body)| body.get("port").is_some()).map(|(label, _)| label).collect();
    for label in labels {
        let place = task.place(&format!("container.{label}.port"));
        cx.report(
            Diagnostic::new(
                &RULE,
                place,
                format!("`{label}` listens on a port, and its task has no network"),
            )
            .label(task.place("network_mode"), "nobody can call it")
            .help("leave the port out, or write `network_mode = \"bridge\"` or `\"awsvpc\"`")
            .about(task.address.as_str()),
        );
    }
}
