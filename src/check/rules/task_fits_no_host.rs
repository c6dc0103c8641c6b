//! Tasks that are larger than every host of their cluster.

use std::collections::BTreeMap;

use super::Cx;
use crate::base::{Dimension, Quantity};
use crate::catalog::{MACHINES, Machine};
use crate::check::batch::{KEPT, has_room, host};
use crate::check::cx::shares_text;
use crate::check::fleets::{Fleet, demand, fleets, tasks_on_hosts};
use crate::diag::{Diagnostic, Severity, rule};
use crate::model::{Address, Resource, Value};
use crate::packing::{Amounts, Demand, Host, Misfit, Room, Shortage, filled, less, misfits};

rule! {
    /// A task on hosts is larger than every host of its cluster.
    ///
    /// ECS puts a task where its CPU and memory are free. One that fits on no host, not even on an empty one, waits for
    /// ever. The finding says of each type what it has too little of, and which type or size would do; of the types that
    /// would do, also for the other tasks of the cluster, it names the cheapest. A host's own software takes some memory,
    /// too, so that a task for which a host has just enough is told of as well, with a warning.
    ///
    /// ```stack
    /// cluster main {}
    /// capacity fleet {
    ///   cluster = cluster.main
    ///   types   = ["m6i.large", "m5.large"]
    ///   count   = 2..6
    /// }
    /// service search {
    ///   cluster = cluster.main
    ///   launch  = "ec2"
    ///   count   = 1
    ///   cpu     = 2 vCPU
    ///   memory  = 15 GB  // error: task-fits-no-host
    ///   container engine { image = "search:8.15" }
    /// }
    /// ```
    ///
    /// ```stack
    /// cluster main {}
    /// capacity fleet {
    ///   cluster = cluster.main
    ///   types   = ["r6i.large"]
    ///   count   = 2..6
    /// }
    /// service search {
    ///   cluster = cluster.main
    ///   launch  = "ec2"
    ///   count   = 1
    ///   cpu     = 2 vCPU
    ///   memory  = 15 GB
    ///   container engine { image = "search:8.15" }
    /// }
    /// ```
    "task-fits-no-host" Error [MACHINES] => check
}

/// A task with the hosts that it may stand on.
struct Standing<'f, 'a> {
    task: &'a Resource,
    demand: Demand<'a>,
    fleets: Vec<&'f Fleet<'a>>,
    hosts: Vec<Host<'static>>,
    /// Why it fits on none of them.
    reasons: Option<Vec<Misfit<'a>>>,
}

/// What the tasks of a cluster that fit take of a host, by processor: the most of each.
type Others<'a> = BTreeMap<&'a str, Amounts>;

fn check(cx: &mut Cx<'_>) {
    let fleets = fleets(cx);
    if fleets.is_empty() {
        return;
    }
    let tasks = tasks_on_hosts(cx);
    let all: Vec<Standing<'_, '_>> = tasks.filter_map(|task| standing(task, &fleets)).collect();
    let mut others: BTreeMap<Option<&Address>, Others<'_>> = BTreeMap::new();
    for one in all.iter().filter(|one| one.reasons.is_none()) {
        let most = others.entry(cluster(one.task)).or_default();
        let most = most.entry(architecture(one.task)).or_default();
        *most = most.most(one.demand.takes);
    }
    let none = Others::new();
    for one in &all {
        let others = others.get(&cluster(one.task)).unwrap_or(&none);
        if let Some((diagnostic, change)) = told(one) {
            cx.report(helped(diagnostic, one, others, change));
        }
    }
}

/// The cluster of a task.
fn cluster(task: &Resource) -> Option<&Address> {
    task.input("cluster").and_then(Value::as_address)
}

/// The processor that a task is built for.
fn architecture(task: &Resource) -> &str {
    task.input("architecture").and_then(Value::as_str).unwrap_or("x86_64")
}

/// A task beside its hosts; `None` if nothing is known of these.
fn standing<'f, 'a>(task: &'a Resource, fleets: &'f [Fleet<'a>]) -> Option<Standing<'f, 'a>> {
    let wanted = |name: &str| task.input(name).and_then(Value::as_address);
    let here = |fleet: &&Fleet<'_>| {
        cluster(fleet.resource) == wanted("cluster")
            && wanted("capacity").is_none_or(|of| *of == fleet.resource.address)
            && wanted("place")
                .is_none_or(|place| fleet.resource.input("place").and_then(Value::as_address) == Some(place))
    };
    let own: Vec<&Fleet<'_>> = fleets.iter().filter(here).collect();
    if own.is_empty() || own.iter().any(|fleet| fleet.machines.is_empty()) {
        return None;
    }
    // By type, and by what a type is: which fleet it belongs to was asked above.
    let hosts: Vec<Host<'_>> =
        own.iter().flat_map(|fleet| fleet.machines.iter().copied()).map(host).collect();
    let mut bare = Demand { wants: vec![architecture(task)], ..demand(task) };
    bare.takes.addresses = 0;
    let reasons = misfits(&bare, &hosts);
    Some(Standing { task, demand: bare, fleets: own, hosts, reasons })
}

/// The finding, and the one amount that the task would have to take less of; `None` if it fits.
fn told(one: &Standing<'_, '_>) -> Option<(Diagnostic, Option<(Room, i64)>)> {
    let Standing { task, demand, hosts, reasons, .. } = one;
    let found = |name: &str, message: String| {
        Diagnostic::new(&RULE, task.place(name), message).about(task.address.as_str())
    };
    let Some(reasons) = reasons else {
        let (host, room) = filled(demand, hosts, KEPT)?;
        let message = format!(
            "a task of `{}` takes {}, all that {} has, of which a host needs some for itself",
            task.address,
            room.text(demand.takes.of(room)),
            host.name
        );
        return Some((found("memory", message).severity(Severity::Warning), Some((room, host.has.of(room)))));
    };
    let mut listed: Vec<String> = reasons.iter().map(ToString::to_string).collect();
    listed.dedup();
    if is_wrong_sort(reasons) {
        let built = architecture(task);
        let message =
            format!("`{}` is built for {built}, and no host is: {}", task.address, listed.join(", "));
        return Some((found("architecture", message), None));
    }
    let message = format!(
        "a task of `{}` takes {} and {}, for which no host has room: {}",
        task.address,
        Room::Cpu.text(demand.takes.cpu),
        Room::Memory.text(demand.takes.memory),
        listed.join(", ")
    );
    let change = less(demand, hosts);
    let cpu = change.is_some_and(|(room, _)| room == Room::Cpu);
    Some((found(if cpu { "cpu" } else { "memory" }, message), change))
}

/// Whether the hosts run another processor, and lack nothing else.
fn is_wrong_sort(reasons: &[Misfit<'_>]) -> bool {
    reasons.iter().all(|reason| matches!(reason.shortages.as_slice(), [Shortage::Is(_)]))
}

/// Adds the cheapest type that would hold it and the others, and the one amount that would do.
fn helped(
    mut diagnostic: Diagnostic,
    one: &Standing<'_, '_>,
    others: &Others<'_>,
    change: Option<(Room, i64)>,
) -> Diagnostic {
    for fleet in &one.fleets {
        let place = fleet.resource.place("types");
        diagnostic =
            diagnostic.label(place, format!("what the hosts of `{}` may be", fleet.resource.address));
    }
    let own = architecture(one.task);
    let beside = others.keys().all(|other| *other == own);
    let all = others.get(own).map_or(one.demand.takes, |others| one.demand.takes.most(*others));
    let needed = Demand { takes: if beside { all } else { one.demand.takes }, ..one.demand.clone() };
    let cheapest = Machine::by_price(own).into_iter().find(|machine| has_room(machine, &needed));
    let mut help = Vec::new();
    match cheapest {
        Some(machine) if beside => {
            help.push(format!("the cheapest type with room for it is `{}`", machine.name));
        }
        Some(machine) => help.push(format!(
            "give it hosts of its own, `capacity NAME {{ … types = [\"{}\"] }}`, since the other tasks are not built for {own}",
            machine.name
        )),
        None => {}
    }
    let change = change.and_then(|(room, most)| match room {
        Room::Cpu => Some(("cpu", Quantity::whole(Dimension::Cpu, most))),
        Room::Memory => Some(("memory", Quantity::whole(Dimension::Size, most))),
        _ => None,
    });
    if let Some((name, most)) = change {
        help.push(format!("let it take less than {most} of `{name}`, since a host needs some for itself"));
    }
    if help.is_empty() {
        help.push("split it into several services".to_owned());
    }
    diagnostic = diagnostic.help(help.join(", or "));
    if let (Some(machine), [fleet], true) = (cheapest, one.fleets.as_slice(), beside)
        && let Some(place) = fleet.resource.places.get("types").filter(|_| !shares_text(fleet.resource))
    {
        let title = format!("let the hosts of `{}` be `{}`", fleet.resource.address, machine.name);
        diagnostic = diagnostic.fix(title, place, format!("[\"{}\"]", machine.name));
    }
    diagnostic
}
