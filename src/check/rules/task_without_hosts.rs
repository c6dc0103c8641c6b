//! Tasks on hosts, in a cluster that has none.

use std::collections::BTreeSet;

use super::Cx;
use crate::base::Fact;
use crate::check::fleets::{fleets, tasks_on_hosts};
use crate::diag::{Diagnostic, rule};
use crate::model::{Address, Resource, Value};

rule! {
    /// A service or task is to stand on hosts, and its cluster has none in this stack.
    ///
    /// With `launch = "ec2"` AWS brings no machines: they are those of a `capacity` of the same cluster, and, where the
    /// service names a `place` or a `capacity`, those and no others. Until a host joins, every task waits.
    ///
    /// ```stack
    /// cluster main {}
    /// service web {
    ///   cluster = cluster.main
    ///   launch  = "ec2"  // warning: task-without-hosts
    ///   count   = 2
    ///   container app { image = "app:1.4.2"  memory = 512 MB }
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
    ///   container app { image = "app:1.4.2"  memory = 512 MB }
    /// }
    /// ```
    "task-without-hosts" Warning [Fact::new("ecs.toml", "launch_types", "ECS API model 2014-11-13 and developer guide")] => check
}

fn check(cx: &mut Cx<'_>) {
    let fleets = fleets(cx);
    let of = |resource: &Resource, name: &str| resource.input(name).and_then(Value::as_address).cloned();
    let clusters: BTreeSet<Option<Address>> =
        fleets.iter().map(|fleet| of(fleet.resource, "cluster")).collect();
    let placed: BTreeSet<(Option<Address>, Option<Address>)> =
        fleets.iter().map(|fleet| (of(fleet.resource, "cluster"), of(fleet.resource, "place"))).collect();
    let tasks: Vec<&Resource> = tasks_on_hosts(cx).collect();
    for task in tasks {
        let (cluster, place, capacity) = (of(task, "cluster"), of(task, "place"), of(task, "capacity"));
        // The hosts of a cluster outside the stack are not known.
        let Some(name) = &cluster else { continue };
        let named = capacity.as_ref().and_then(|capacity| cx.get(capacity));
        let (message, attr) = if !clusters.contains(&cluster) {
            (format!("`{name}` has no hosts for `{}` in this stack", task.address), "launch")
        } else if named.is_some_and(|named| of(named, "cluster") != cluster) {
            (format!("the hosts that `{}` names are not in `{name}`", task.address), "capacity")
        } else if place.is_some() && !placed.contains(&(cluster.clone(), place.clone())) {
            (format!("`{name}` has no hosts where `{}` is to stand", task.address), "place")
        } else {
            continue;
        };
        let standing = place.map_or_else(String::new, |place| format!("  place = {place}"));
        let help = format!(
            "add `capacity NAME {{ cluster = {name}{standing}  types = [\"m6i.large\"]  count = 2 }}`, or let Fargate run it"
        );
        let diagnostic =
            Diagnostic::new(&RULE, task.place(attr), message).help(help).about(task.address.as_str());
        cx.report(diagnostic);
    }
}
