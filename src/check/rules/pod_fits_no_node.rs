//! Pods that are larger than every node they may go to.

use super::{Cx, Known};
use crate::base::{Dimension, Quantity};
use crate::catalog::{MACHINES, Machine};
use crate::check::cx::shares_text;
use crate::check::pods::{KEPT, host, machines_of, platform_of, pod};
use crate::diag::{Diagnostic, Severity, rule};
use crate::model::Resource;
use crate::packing::{Demand, Host, Room, filled, fits_alone, less, misfits};

rule! {
    /// A pod asks for more than any node has that it may go to.
    ///
    /// The containers of a pod go to one node together, which must have free what they ask for. Such a pod stays `Pending`,
    /// however many nodes there are. The finding says of each type what it has too little of, and names the cheapest type
    /// that would do.
    ///
    /// ```stack
    /// kubernetes main { version = "1.35" }
    /// node_group general {
    ///   cluster = kubernetes.main
    ///   types   = ["t3.medium"]
    ///   count   = 2..6
    /// }
    /// workload search {
    ///   cluster = kubernetes.main
    ///   count   = 2
    ///   container index {  // error: pod-fits-no-node
    ///     image  = "search:3.1.0"
    ///     cpu    = 1 vCPU
    ///     memory = 6 GB
    ///   }
    /// }
    /// ```
    ///
    /// ```stack
    /// kubernetes main { version = "1.35" }
    /// node_group general {
    ///   cluster = kubernetes.main
    ///   types   = ["m6i.large"]
    ///   count   = 2..6
    /// }
    /// workload search {
    ///   cluster = kubernetes.main
    ///   count   = 2
    ///   container index {
    ///     image  = "search:3.1.0"
    ///     cpu    = 1 vCPU
    ///     memory = 6 GB
    ///   }
    /// }
    /// ```
    "pod-fits-no-node" Error [MACHINES] each "workload" => check
}

/// How many types are told of one by one.
const TOLD: usize = 6;

fn check<'a>(cx: &mut Cx<'a>, (workload, _): Known<'a>) {
    let Some(platform) = platform_of(cx, workload) else { return };
    if platform.profile_of(workload).is_some() {
        return;
    }
    let groups = platform.groups_of(workload);
    let mut machines = Vec::new();
    for group in &groups {
        // Of a type that is not known nothing can be said.
        let Some(of_group) = machines_of(group) else { return };
        machines.extend(of_group);
    }
    machines.sort_unstable_by_key(|machine| (machine.vcpus, machine.memory, machine.name));
    machines.dedup();
    let hosts: Vec<Host<'_>> = machines.into_iter().map(|machine| host(machine, 1)).collect();
    let demand = pod(workload, 1);
    let Some(reasons) = misfits(&demand, &hosts) else {
        if let Some((host, room)) = filled(&demand, &hosts, KEPT) {
            let diagnostic = full(workload, &demand, host, room);
            cx.report(helped(
                placed(diagnostic, workload),
                &groups,
                &demand,
                Some((room, host.has.of(room))),
            ));
        }
        return;
    };
    if reasons.is_empty() {
        return;
    }
    let listed: Vec<String> = reasons.iter().rev().take(TOLD).map(ToString::to_string).collect();
    let more = if reasons.len() > TOLD { "; the others have less" } else { "" };
    let message = format!(
        "a pod of `{}` asks for {} and {}, which no node has: {}{more}",
        workload.address,
        Room::Cpu.text(demand.takes.cpu),
        Room::Memory.text(demand.takes.memory),
        listed.join(", ")
    );
    let diagnostic =
        Diagnostic::new(&RULE, workload.place("container"), message).about(workload.address.as_str());
    cx.report(helped(placed(diagnostic, workload), &groups, &demand, less(&demand, &hosts)));
}

/// A pod that would have all that a node has, of which Kubernetes takes some.
fn full(workload: &Resource, demand: &Demand<'_>, host: &Host<'_>, room: Room) -> Diagnostic {
    let message = format!(
        "a pod of `{}` asks for {}, all that {} has, of which a node needs some for itself",
        workload.address,
        room.text(demand.takes.of(room)),
        host.name
    );
    Diagnostic::new(&RULE, workload.place("container"), message)
        .severity(Severity::Warning)
        .about(workload.address.as_str())
}

/// Puts it at the first container.
fn placed(mut diagnostic: Diagnostic, workload: &Resource) -> Diagnostic {
    let labels = crate::check::tasks::containers(workload);
    let mut places = labels.filter_map(|(label, _)| workload.places.get(&format!("container.{label}")));
    if let Some(first) = places.next() {
        diagnostic.span = first;
    }
    diagnostic
}

/// Adds the cheapest type that would hold it, and the one amount that would do.
fn helped(
    mut diagnostic: Diagnostic,
    groups: &[&Resource],
    demand: &Demand<'_>,
    change: Option<(Room, i64)>,
) -> Diagnostic {
    let architecture = demand.wants.first().copied().unwrap_or("x86_64");
    let fits = |one: &&'static Machine| fits_alone(demand, &host(one, 1).keeping(KEPT));
    let cheapest = Machine::by_price(architecture).into_iter().find(fits);
    let mut help = Vec::new();
    if let (Some(machine), Some(group)) = (cheapest, groups.first()) {
        help.push(format!("let the nodes of `{}` be `{}`", group.address, machine.name));
    }
    let smaller = change.and_then(|(room, most)| match room {
        Room::Cpu => Some(("cpu", Quantity::whole(Dimension::Cpu, most))),
        Room::Memory => Some(("memory", Quantity::whole(Dimension::Size, most))),
        _ => None,
    });
    if let Some((name, most)) = smaller {
        help.push(format!("ask for less than {most} of `{name}`, since the node needs some for itself"));
    }
    if help.is_empty() {
        help.push("split the pod, or ask for less".to_owned());
    }
    diagnostic = diagnostic.help(help.join(", or "));
    for group in groups {
        if let Some(place) = group.places.get("types") {
            diagnostic = diagnostic.label(place, "what its nodes may be");
        }
    }
    if let ([group], Some(machine)) = (groups, cheapest)
        && let Some(place) = group.places.get("types").filter(|_| !shares_text(group))
    {
        let text = format!("[\"{}\"]", machine.name);
        diagnostic = diagnostic.fix(format!("change `types` to `{text}`"), place, text);
    }
    diagnostic
}
