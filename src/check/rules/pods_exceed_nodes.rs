//! More pods than all nodes of a cluster have room for.

use std::collections::BTreeMap;

use super::Cx;
use crate::base::Fact;
use crate::catalog::{MACHINES, Machine};
use crate::check::cx::shares_text;
use crate::check::pods::{KEPT, Platform, count_of, host, machines_of, pod, pods_of};
use crate::diag::{Diagnostic, Severity, rule};
use crate::model::{Address, Resource};
use crate::packing::{Demand, Host, Room, hosts_needed, pack, short_in_total};

/// Where the facts were read.
const SOURCE: &str = "EKS user guide";

rule! {
    /// The pods of a cluster are more than all its nodes have room for.
    ///
    /// A node takes pods until its CPU, its memory or its addresses run out: each pod has an address of its own, and a
    /// node as many as its network interfaces hold, 17 on a `t3.medium`. What is left over stays `Pending`. Judged are the
    /// fewest pods on the most nodes, which is an error, and the most pods on the most nodes, which is a warning: an
    /// autoscaler asks for what cannot be had.
    ///
    /// ```stack
    /// kubernetes main { version = "1.35" }
    /// node_group general {
    ///   cluster = kubernetes.main
    ///   types   = ["t3.medium"]
    ///   count   = 2
    /// }
    /// workload web {
    ///   cluster = kubernetes.main
    ///   count   = 40  // error: pods-exceed-nodes
    ///   container app {
    ///     image  = "web:1.4.2"
    ///     cpu    = 0.05 vCPU
    ///     memory = 64 MB
    ///   }
    /// }
    /// ```
    ///
    /// ```stack
    /// kubernetes main { version = "1.35" }
    /// node_group general {
    ///   cluster = kubernetes.main
    ///   types   = ["t3.medium"]
    ///   count   = 3
    /// }
    /// workload web {
    ///   cluster = kubernetes.main
    ///   count   = 40
    ///   container app {
    ///     image  = "web:1.4.2"
    ///     cpu    = 0.05 vCPU
    ///     memory = 64 MB
    ///   }
    /// }
    /// ```
    "pods-exceed-nodes" Error [
        MACHINES,
        Fact::new("eks.toml", "pods_per_node.formula_vpc_cni", SOURCE),
        Fact::new("eks.toml", "pods_per_node.managed_cap_under_30_vcpu", SOURCE),
        Fact::new("eks.toml", "pods_per_node.managed_cap_from_30_vcpu", SOURCE),
    ] => check
}

fn check(cx: &mut Cx<'_>) {
    let mut found = Vec::new();
    for (cluster, platform) in cx.platforms() {
        for crowd in crowds(cx, platform).into_values() {
            found.extend(judge(cluster, &crowd));
        }
    }
    for diagnostic in found {
        cx.report(diagnostic);
    }
}

/// Workloads that may go to the same node groups, and these.
#[derive(Debug, Default)]
struct Crowd<'a> {
    workloads: Vec<&'a Resource>,
    groups: Vec<&'a Resource>,
}

/// All workloads that go to nodes, by the groups that take them.
fn crowds<'a>(cx: &Cx<'a>, platform: &Platform<'a>) -> BTreeMap<Vec<&'a Address>, Crowd<'a>> {
    let mut crowds: BTreeMap<Vec<&Address>, Crowd<'_>> = BTreeMap::new();
    for workload in platform.workloads(cx) {
        let groups = platform.groups_of(workload);
        if groups.is_empty() || platform.profile_of(workload).is_some() {
            continue;
        }
        let key = groups.iter().map(|group| &group.address).collect();
        let crowd = crowds.entry(key).or_default();
        crowd.workloads.push(workload);
        crowd.groups = groups;
    }
    crowds
}

/// Says so if the fewest pods, or else the most, are more than the most nodes hold.
fn judge(cluster: &Address, crowd: &Crowd<'_>) -> Option<Diagnostic> {
    let hosts: Option<Vec<Host<'_>>> = crowd.groups.iter().map(|group| largest(group)).collect();
    let hosts = hosts?;
    let demands = |most: bool| -> Option<Vec<Demand<'_>>> {
        let count = |workload| count_of(workload).map(|(low, high)| if most { high } else { low });
        crowd.workloads.iter().map(|workload| Some(pod(workload, count(workload)?))).collect()
    };
    let (fewest, most) = (demands(false)?, demands(true)?);
    let (severity, demands, room) = match short_in_total(&fewest, &hosts) {
        Some((room, ..)) => (Severity::Error, fewest, room),
        None => (Severity::Warning, most.clone(), short_in_total(&most, &hosts)?.0),
    };
    finding(cluster, crowd, &hosts, &demands, (severity, room))
}

/// As many nodes of a group as there may be, with the most of each room that one of its types has.
fn largest<'a>(group: &Resource) -> Option<Host<'a>> {
    let machines = machines_of(group)?;
    let (_, count) = count_of(group)?;
    let mut hosts = machines.into_iter().map(|machine| host(machine, count));
    let first = hosts.next()?;
    Some(hosts.fold(first, |best, other| Host { has: best.has.most(other.has), ..best }))
}

fn finding(
    cluster: &Address,
    crowd: &Crowd<'_>,
    hosts: &[Host<'_>],
    demands: &[Demand<'_>],
    (severity, room): (Severity, Room),
) -> Option<Diagnostic> {
    let pods = demands.iter().map(|demand| demand.count).fold(0, u64::saturating_add);
    let lacking = short_in_total(demands, hosts).map_or_else(String::new, |(_, takes, has)| {
        if room == Room::Addresses {
            format!("{has} addresses for pods")
        } else {
            format!("{} of the {} that they ask for", room.text(has), room.text(takes))
        }
    });
    let scaled = if severity == Severity::Warning { " when they are scaled up" } else { "" };
    let message = format!("`{cluster}` has {pods} pods to place{scaled}, and its nodes have {lacking}");
    // The workload with the most pods says how many.
    let (_, most) = demands.iter().zip(&crowd.workloads).max_by_key(|(demand, _)| demand.count)?;
    let span = most.place("count");
    let mut diagnostic = Diagnostic::new(&RULE, span, message).severity(severity).about(cluster.as_str());
    for (group, host) in crowd.groups.iter().zip(hosts) {
        if let Some(place) = group.places.get("count") {
            diagnostic = diagnostic.label(place, label(group, host));
        }
    }
    Some(helped(diagnostic, crowd, demands, room))
}

/// What one node of a group holds.
fn label(group: &Resource, host: &Host<'_>) -> String {
    let machine = machines_of(group).and_then(|machines| machines.first().copied());
    let pods = machine.map_or(host.has.addresses, pods_of);
    format!("at most {} {}, each with room for {pods} pods, however small", host.count, host.name)
}

/// Adds how many nodes would do, and, where addresses run out, the cheapest type with which the same number would.
fn helped(diagnostic: Diagnostic, crowd: &Crowd<'_>, demands: &[Demand<'_>], room: Room) -> Diagnostic {
    let [group] = crowd.groups.as_slice() else {
        return diagnostic.help("let one of the groups have more nodes, or larger ones");
    };
    let known = machines_of(group).and_then(|machines| machines.first().copied()).zip(count_of(group));
    let Some((machine, (low, high))) = known else {
        return diagnostic.help("let the group have more nodes, or larger ones");
    };
    let needed = hosts_needed(demands, &host(machine, 1).keeping(KEPT));
    let enough = |one: &&'static Machine| pack(demands, &[host(one, high).keeping(KEPT)]).is_complete();
    let other = machine.architectures.first().and_then(|own| Machine::by_price(own).into_iter().find(enough));
    let mut help = Vec::new();
    if let Some(needed) = needed {
        help.push(format!("let `{}` have {needed} nodes", group.address));
    }
    if let (Some(other), true) = (other, room == Room::Addresses || needed.is_none()) {
        help.push(format!(
            "let {} `{}`, with room for {} pods each",
            if high == 1 { "its node be".to_owned() } else { format!("its {high} nodes be") },
            other.name,
            pods_of(other)
        ));
    }
    let diagnostic = diagnostic.help(help.join(", or "));
    let place = group.places.get("count").filter(|_| !shares_text(group));
    let (Some(place), Some(needed)) = (place, needed) else { return diagnostic };
    let text = if low == high { needed.to_string() } else { format!("{low}..{needed}") };
    diagnostic.fix(format!("change `count` of `{}` to `{text}`", group.address), place, text)
}
