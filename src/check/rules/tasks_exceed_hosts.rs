//! Clusters whose hosts, as many as there may be, have no room for their tasks.

use std::collections::BTreeMap;

use super::Cx;
use crate::base::Fact;
use crate::catalog::{MACHINES, Machine};
use crate::check::batch::{KEPT, host};
use crate::check::fleets::{Fleet, demand, ends, fleets, is_daemon, on_hosts};
use crate::diag::{Diagnostic, Severity, rule};
use crate::model::{Address, Resource, Value};
use crate::packing::{Apart, Demand, Host, hosts_needed, misfits, pack, short_in_total};

rule! {
    /// The tasks of a cluster have no room on its hosts, however many of these there may be.
    ///
    /// A fleet grows up to its `count` and no further. Tasks that find no place by then wait, and a service of which some
    /// wait is never what it should be. Tasks are put onto hosts as ECS would, the largest first, one task to a port of a
    /// host; the finding says how many find no place, and the least change that would help: more hosts, or larger ones,
    /// whichever is cheaper. It is an error where all of the hosts together have less than the fewest tasks take.
    ///
    /// ```stack
    /// cluster main {}
    /// capacity fleet {
    ///   cluster = cluster.main
    ///   types   = ["m5.large"]
    ///   count   = 1..2  // warning: tasks-exceed-hosts
    /// }
    /// service web {
    ///   cluster = cluster.main
    ///   launch  = "ec2"
    ///   count   = 3
    ///   cpu     = 1 vCPU
    ///   memory  = 5 GB
    ///   container app { image = "app:1.4.2" }
    /// }
    /// ```
    ///
    /// ```stack
    /// cluster main {}
    /// capacity fleet {
    ///   cluster = cluster.main
    ///   types   = ["m5.large"]
    ///   count   = 1..2
    /// }
    /// service web {
    ///   cluster = cluster.main
    ///   launch  = "ec2"
    ///   count   = 3
    ///   cpu     = 0.5 vCPU
    ///   memory  = 4 GB
    ///   container app { image = "app:1.4.2" }
    /// }
    /// ```
    "tasks-exceed-hosts" Warning [
        MACHINES,
        Fact::unconfirmed("ecs.toml", "ec2_launch_type.awsvpc_uses_one_eni_per_task"),
    ] => check
}

fn check(cx: &mut Cx<'_>) {
    let mut clusters: BTreeMap<&Address, (Vec<Fleet<'_>>, Vec<&Resource>)> = BTreeMap::new();
    for fleet in fleets(cx) {
        if let Some(cluster) = fleet.resource.input("cluster").and_then(Value::as_address) {
            clusters.entry(cluster).or_default().0.push(fleet);
        }
    }
    for (resource, _) in cx.of_kinds(&["service"]).filter(|known| on_hosts(*known)) {
        let cluster = resource.input("cluster").and_then(Value::as_address);
        if let Some((_, services)) = cluster.and_then(|cluster| clusters.get_mut(cluster)) {
            services.push(resource);
        }
    }
    for (cluster, (fleets, services)) in clusters {
        judge(cx, cluster, &fleets, &services);
    }
}

/// How a cluster's tasks find room.
struct Room<'a> {
    demands: Vec<Demand<'a>>,
    left: Vec<u64>,
    severity: Severity,
}

fn judge(cx: &mut Cx<'_>, cluster: &Address, fleets: &[Fleet<'_>], services: &[&Resource]) {
    let hosts: Option<Vec<Host<'_>>> = fleets.iter().map(Fleet::best).collect();
    let Some(mut hosts) = hosts else { return };
    let (daemons, replicas): (Vec<&Resource>, Vec<&Resource>) =
        services.iter().copied().partition(|service| is_daemon(service));
    for daemon in daemons {
        let demand = demand(daemon);
        let meant = |host: &&mut Host<'_>| demand.wants.iter().all(|want| host.is.contains(want));
        hosts.iter_mut().filter(meant).for_each(|host| host.has = host.has.without(&demand.takes, 1));
    }
    // One that fits on no host is told of by another rule, each by itself.
    let fits = |demand: &Demand<'_>| misfits(demand, &hosts).is_none();
    let fewest: Vec<_> = replicas.iter().map(|one| demand(one)).filter(fits).collect();
    let most = replicas.iter().map(|one| Demand { count: ends(one).1, ..demand(one) });
    let most: Vec<_> = most.filter(fits).collect();
    let Some(room) = lacking(fewest, most, &hosts) else { return };
    if let Some(diagnostic) = told(cluster, fleets, &hosts, &room) {
        cx.report(diagnostic);
    }
}

/// What finds no place: of the fewest tasks, or else of the most; or else for want of network interfaces alone.
fn lacking<'a>(fewest: Vec<Demand<'a>>, most: Vec<Demand<'a>>, hosts: &[Host<'_>]) -> Option<Room<'a>> {
    let bare = |demands: &[Demand<'a>]| -> Vec<Demand<'a>> {
        let mut bare = demands.to_vec();
        bare.iter_mut().for_each(|demand| demand.takes.addresses = 0);
        bare
    };
    let impossible = short_in_total(&bare(&fewest), hosts).is_some();
    let severity = if impossible { Severity::Error } else { Severity::Warning };
    let tries = [
        (bare(&fewest), severity),
        (bare(&most), Severity::Warning),
        // That each task takes an interface is not confirmed.
        (most, Severity::Info),
    ];
    tries.into_iter().find_map(|(demands, severity)| {
        let packed = pack(&demands, hosts);
        (!packed.is_complete()).then_some(Room { demands, left: packed.left, severity })
    })
}

fn told(cluster: &Address, fleets: &[Fleet<'_>], hosts: &[Host<'_>], room: &Room<'_>) -> Option<Diagnostic> {
    let fleet = fleets.first()?;
    let left = room.demands.iter().zip(&room.left).filter(|(_, left)| **left > 0);
    let listed: Vec<String> = left
        .clone()
        .map(|(demand, left)| format!("{left} of {} of `{}`", demand.count, demand.name))
        .collect();
    let count: u64 = hosts.iter().map(|host| host.count).fold(0, u64::saturating_add);
    let many = if count == 1 { "host".to_owned() } else { format!("{count} hosts") };
    let message = format!("the {many} that `{cluster}` has at most have no room for {}", listed.join(", "));
    let mut diagnostic = Diagnostic::new(&RULE, fleet.resource.place("count"), message)
        .severity(room.severity)
        .about(fleet.resource.address.as_str());
    for (fleet, host) in fleets.iter().zip(hosts) {
        let span = fleet.resource.places.get("types").unwrap_or(fleet.resource.head);
        if let Some(text) = left.clone().next().and_then(|(demand, _)| capacity_of(demand, host)) {
            diagnostic = diagnostic.label(span, text);
        }
    }
    let port = left.clone().flat_map(|(demand, _)| &demand.ports).next();
    let mut help = match cheapest(fleets, hosts, &room.demands) {
        Some(change) => change,
        _ => "let there be more hosts or larger ones, or fewer tasks".to_owned(),
    };
    if let Some(port) = port {
        help.push_str(&format!(
            "; a host has port {port} once, so a task that wants it needs a host of its own"
        ));
    }
    Some(diagnostic.help(help))
}

/// How many tasks of a demand one host takes, and what it runs out of then.
fn capacity_of(demand: &Demand<'_>, host: &Host<'_>) -> Option<String> {
    if !demand.wants.iter().all(|want| host.is.contains(want)) {
        return Some(format!("no task of `{}` may stand here", demand.name));
    }
    let alone = demand.apart == Apart::Yes || !demand.ports.is_empty();
    let room = host.has.first_out(&demand.takes).filter(|_| !alone);
    let many = if alone { 1 } else { host.has.holds(&demand.takes) };
    let tasks = if many == 1 { "task" } else { "tasks" };
    let Some(room) = room else {
        return alone.then(|| format!("each takes one task of `{}`, however large it is", demand.name));
    };
    let (has, each) = (room.text(host.has.of(room)), room.text(demand.takes.of(room)));
    Some(format!("each has {has}, for {many} {tasks} of `{}` with {each}, and nothing else", demand.name))
}

/// The cheapest single change after which everything fits: as many more hosts, or as many of another type.
fn cheapest(fleets: &[Fleet<'_>], hosts: &[Host<'_>], demands: &[Demand<'_>]) -> Option<String> {
    let ([fleet], [best]) = (fleets, hosts) else { return None };
    // On a rack there are as many machines as were bought.
    if fleet.resource.input("place").is_some() {
        return None;
    }
    let price = |machine: &Machine, count: u64| i128::from(machine.price) * i128::from(count);
    let own = fleet.machines.iter().copied().max_by_key(|machine| machine.price)?;
    let needed = |host| hosts_needed(demands, host);
    let more = needed(&best.clone().keeping(KEPT))
        .or_else(|| needed(best))
        .map(|count| (price(own, count), format!("let `count` go up to {count}")));
    let architecture = own.architectures.last().copied()?;
    let larger = Machine::by_price(architecture).into_iter().find_map(|machine| {
        let other = host(machine);
        let like = Host {
            has: crate::packing::Amounts { addresses: machine.interfaces - 1, ..other.has },
            ..best.clone()
        }
        .keeping(KEPT);
        let enough = hosts_needed(demands, &like).is_some_and(|needed| needed <= fleet.most);
        enough.then(|| (price(machine, fleet.most), format!("make the hosts `{}`", machine.name)))
    });
    more.into_iter().chain(larger).min_by_key(|(price, _)| *price).map(|(_, change)| change)
}
