//! Containers of one task that want the same port.

use std::collections::BTreeMap;

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::fleets::{host_ports, network_mode};
use crate::check::tasks::containers;
use crate::diag::{Diagnostic, rule};
use crate::model::{Map, Resource, Value};

rule! {
    /// Two containers of a task listen on the same port, where they have one network between them.
    ///
    /// On Fargate, and in network modes `awsvpc` and `host`, the containers of a task share one network, and a port
    /// belongs to whoever takes it first; in mode `bridge` each has its own, but not the ports of the host. The second
    /// container does not start, and the task ends.
    ///
    /// ```stack
    /// cluster main {}
    /// service web {
    ///   cluster = cluster.main
    ///   launch  = "fargate"
    ///   cpu     = 0.5 vCPU
    ///   memory  = 1 GB
    ///   count   = 1
    ///   container app { image = "app:1.4.2"  port = 8080 }
    ///   container admin {
    ///     image = "admin:1.4.2"
    ///     port  = 8080  // error: port-taken-twice
    ///   }
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
    ///   count   = 1
    ///   container app { image = "app:1.4.2"  port = 8080 }
    ///   container admin { image = "admin:1.4.2"  port = 8081 }
    /// }
    /// ```
    "port-taken-twice" Error [
        Fact::new("ecs.toml", "port_mappings.awsvpc_or_host", "ECS API model 2014-11-13 and developer guide"),
    ] each "service" "task" => check
}

fn check<'a>(cx: &mut Cx<'a>, (task, _): Known<'a>) {
    let bridge = network_mode(task) == "bridge";
    let attr = if bridge { "host_port" } else { "port" };
    let mut ports = if bridge { host_ports(task) } else { own_ports(task) };
    ports.sort_by_key(|(label, _)| task.place(&format!("container.{label}.{attr}")));
    let mut taken: BTreeMap<(u16, &str), &str> = BTreeMap::new();
    for (label, port) in ports {
        let protocol =
            task.input(&format!("container.{label}.protocol")).and_then(Value::as_str).unwrap_or("tcp");
        let Some(first) = taken.get(&(port, protocol)) else {
            taken.insert((port, protocol), label);
            continue;
        };
        let place = |label: &str| task.place(&format!("container.{label}.{attr}"));
        let message = format!("port {port} is `{first}`'s, and `{label}` wants it, too");
        let diagnostic = Diagnostic::new(&RULE, place(label), message)
            .label(place(first), "taken here")
            .help("give one of them another port")
            .about(task.address.as_str());
        cx.report(diagnostic);
    }
}

fn own_ports(task: &Resource) -> Vec<(&str, u16)> {
    let port = |body: &Map| u16::try_from(body.get("port")?.as_whole()?).ok();
    containers(task).filter_map(|(label, body)| Some((label, port(body)?))).collect()
}
