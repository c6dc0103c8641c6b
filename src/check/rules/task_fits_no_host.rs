//! Tasks that are larger than every host of their cluster.

use super::Cx;
use crate::base::{Dimension, Quantity};
use crate::catalog::{MACHINES, Machine};
use crate::check::batch::host;
use crate::check::cx::shares_text;
use crate::check::fleets::{Fleet, demand, fleets, on_hosts};
use crate::diag::{Diagnostic, rule};
use crate::model::{Resource, Value};
use crate::packing::{Demand, Host, Misfit, Room, Shortage, fits_alone, less, misfits};

rule! {
    /// A task on hosts is larger than every host of its cluster.
    ///
    /// ECS puts a task where its CPU and memory are free. One that fits on no host, not even on an empty one, waits for
    /// ever. The finding says of each type what it has too little of, and which type or size would do; of the types that
    /// would do it names the cheapest. A host's own software takes some memory, too, so that what just fits may not.
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

fn check(cx: &mut Cx<'_>) {
    let fleets = fleets(cx);
    if fleets.is_empty() {
        return;
    }
    let tasks: Vec<&Resource> =
        cx.resources().filter(|known| on_hosts(*known)).map(|(resource, _)| resource).collect();
    for task in tasks {
        judge(cx, task, &fleets);
    }
}

fn judge(cx: &mut Cx<'_>, task: &Resource, fleets: &[Fleet<'_>]) {
    let demand = demand(task);
    let wanted = |name: &str| task.input(name).and_then(Value::as_address);
    let here = |fleet: &&Fleet<'_>| {
        fleet.resource.input("cluster").and_then(Value::as_address) == wanted("cluster")
            && wanted("capacity").is_none_or(|of| *of == fleet.resource.address)
            && wanted("place")
                .is_none_or(|place| fleet.resource.input("place").and_then(Value::as_address) == Some(place))
    };
    let own: Vec<&Fleet<'_>> = fleets.iter().filter(here).collect();
    if own.is_empty() || own.iter().any(|fleet| fleet.machines.is_empty()) {
        return;
    }
    // By type, and by what a type is: which fleet it belongs to was asked above.
    let machines: Vec<&Machine> = own.iter().flat_map(|fleet| fleet.machines.iter().copied()).collect();
    let hosts: Vec<Host<'_>> = machines.into_iter().map(host).collect();
    let architecture = task.input("architecture").and_then(Value::as_str).unwrap_or("x86_64");
    let mut bare = Demand { wants: vec![architecture], ..demand };
    bare.takes.addresses = 0;
    let Some(reasons) = misfits(&bare, &hosts) else { return };
    cx.report(told(task, &own, &bare, &hosts, &reasons));
}

fn told(
    task: &Resource,
    fleets: &[&Fleet<'_>],
    demand: &Demand<'_>,
    hosts: &[Host<'_>],
    reasons: &[Misfit<'_>],
) -> Diagnostic {
    let mut listed: Vec<String> = reasons.iter().map(ToString::to_string).collect();
    listed.dedup();
    let wrong_sort = |reason: &Misfit<'_>| matches!(reason.shortages.as_slice(), [Shortage::Is(_)]);
    let architecture = demand.wants.first().copied().unwrap_or("x86_64");
    let message = if reasons.iter().all(wrong_sort) {
        format!("`{}` is built for {architecture}, and no host is: {}", task.address, listed.join(", "))
    } else {
        format!(
            "a task of `{}` takes {} and {}, for which no host has room: {}",
            task.address,
            Room::Cpu.text(demand.takes.cpu),
            Room::Memory.text(demand.takes.memory),
            listed.join(", ")
        )
    };
    let change = less(demand, hosts).and_then(|(room, most)| match room {
        Room::Cpu => Some(("cpu", Quantity::whole(Dimension::Cpu, most))),
        Room::Memory => Some(("memory", Quantity::whole(Dimension::Size, most))),
        _ => None,
    });
    let fallback = if reasons.iter().all(wrong_sort) { "architecture" } else { "memory" };
    let span = task.place(change.map_or(fallback, |(name, _)| name));
    let mut diagnostic = Diagnostic::new(&RULE, span, message).about(task.address.as_str());
    for fleet in fleets {
        let place = fleet.resource.place("types");
        diagnostic =
            diagnostic.label(place, format!("what the hosts of `{}` may be", fleet.resource.address));
    }
    let cheapest = Machine::by_price(architecture).into_iter().find(|one| fits_alone(demand, &host(one)));
    let mut help = Vec::new();
    if let Some(machine) = cheapest {
        help.push(format!("the cheapest type with room for it is `{}`", machine.name));
    }
    if let Some((name, most)) = change {
        help.push(format!("let it take less than {most} of `{name}`, since a host needs some for itself"));
    }
    if help.is_empty() {
        help.push("split it into several services".to_owned());
    }
    diagnostic = diagnostic.help(help.join(", or "));
    if let (Some(machine), [fleet]) = (cheapest, fleets)
        && let Some(place) = fleet.resource.places.get("types").filter(|_| !shares_text(fleet.resource))
    {
        let title = format!("let the hosts of `{}` be `{}`", fleet.resource.address, machine.name);
        diagnostic = diagnostic.fix(title, place, format!("[\"{}\"]", machine.name));
    }
    diagnostic
}
