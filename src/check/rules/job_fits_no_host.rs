//! Jobs that are larger than every machine of their queue.

use super::{Cx, Known};
use crate::base::{Dimension, Fact, Quantity};
use crate::catalog::{MACHINES, Machine};
use crate::check::batch::{KEPT, has_instances, has_room, host, machines_of, queue_of};
use crate::check::cx::shares_text;
use crate::diag::{Diagnostic, Severity, rule};
use crate::model::{Resource, Value};
use crate::packing::{Amounts, Demand, Host, Room, filled, less, misfits};

rule! {
    /// A job is larger than every machine that its queue may start.
    ///
    /// Batch starts instances of the types that the queue lists, and puts a job where its CPU and memory are free. A job
    /// that fits on none of them stays `RUNNABLE` for ever, without a word. The finding says of each type what it has too
    /// little of, and which type or size would do; of types that would do it names the cheapest.
    ///
    /// ```stack
    /// job_queue large {
    ///   launch   = "ec2"
    ///   types    = ["c6i.2xlarge", "c6i.4xlarge"]
    ///   max_cpu  = 64 vCPU
    ///   priority = 1
    /// }
    /// job load {
    ///   queue  = job_queue.large
    ///   image  = "etl:3.2.0"
    ///   cpu    = 8 vCPU
    ///   memory = 60 GB  // error: job-fits-no-host
    /// }
    /// ```
    ///
    /// ```stack
    /// job_queue large {
    ///   launch   = "ec2"
    ///   types    = ["c6i.2xlarge", "r6i.4xlarge"]
    ///   max_cpu  = 64 vCPU
    ///   priority = 1
    /// }
    /// job load {
    ///   queue  = job_queue.large
    ///   image  = "etl:3.2.0"
    ///   cpu    = 8 vCPU
    ///   memory = 60 GB
    /// }
    /// ```
    "job-fits-no-host" Error [
        MACHINES,
        Fact::new("batch.toml", "compute_environment.instance_type_aliases", "Batch API model 2016-08-10"),
    ] each "job" => check
}

/// How many types are told of one by one.
const TOLD: usize = 6;

fn check<'a>(cx: &mut Cx<'a>, (job, _): Known<'a>) {
    let Some(queue) = queue_of(cx, job).filter(|queue| has_instances(queue)) else { return };
    let (Some(demand), Some(machines)) = (demand(job), machines_of(queue)) else { return };
    // How many graphics processors a type has is not known.
    if job.input("gpu").is_some() {
        return;
    }
    let hosts: Vec<Host<'_>> = machines.into_iter().map(host).collect();
    let Some(reasons) = misfits(&demand, &hosts) else {
        if let Some((host, room)) = filled(&demand, &hosts, KEPT) {
            let found = full(job, &demand, host, room);
            cx.report(helped(found, queue, &demand, Some((room, host.has.of(room)))));
        }
        return;
    };
    if reasons.is_empty() {
        return;
    }
    let listed: Vec<String> = reasons.iter().rev().take(TOLD).map(ToString::to_string).collect();
    let more = if reasons.len() > TOLD { "; the others have less" } else { "" };
    let message = format!(
        "`{}` asks for {} and {}, which no instance of `{}` has: {}{more}",
        job.address,
        Room::Cpu.text(demand.takes.cpu),
        Room::Memory.text(demand.takes.memory),
        queue.address,
        listed.join(", ")
    );
    let change = less(&demand, &hosts);
    let span = job.place(if change.is_some_and(|(room, _)| room == Room::Cpu) { "cpu" } else { "memory" });
    let diagnostic = Diagnostic::new(&RULE, span, message).about(job.address.as_str());
    cx.report(helped(diagnostic, queue, &demand, change));
}

/// A job that would have all that an instance has, of which its own software takes some.
fn full(job: &Resource, demand: &Demand<'_>, host: &Host<'_>, room: Room) -> Diagnostic {
    let message = format!(
        "`{}` asks for {}, all that {} has, of which a machine needs some for itself",
        job.address,
        room.text(demand.takes.of(room)),
        host.name
    );
    let diagnostic = Diagnostic::new(&RULE, job.place("memory"), message);
    diagnostic.severity(Severity::Warning).about(job.address.as_str())
}

/// What one run of a job takes, where it can run at all.
fn demand(job: &Resource) -> Option<Demand<'_>> {
    let amount = |name| job.input(name).and_then(Value::as_quantity)?.as_whole();
    let takes = Amounts { cpu: amount("cpu")?, memory: amount("memory")?, ..Amounts::default() };
    let wants = job.input("architecture").and_then(Value::as_str).into_iter().collect();
    Some(Demand { name: job.address.as_str(), takes, wants, count: 1, ..Demand::default() })
}

/// Adds the cheapest type that would hold it, and the one size that would do.
fn helped(
    mut diagnostic: Diagnostic,
    queue: &Resource,
    demand: &Demand<'_>,
    change: Option<(Room, i64)>,
) -> Diagnostic {
    let architecture = demand.wants.first().copied().unwrap_or("x86_64");
    let cheapest = Machine::by_price(architecture).into_iter().find(|one| has_room(one, demand));
    if let Some(place) = queue.places.get("types") {
        diagnostic = diagnostic.label(place, "what may be started");
    }
    let mut help = Vec::new();
    if let Some(machine) = cheapest {
        help.push(format!("add `\"{}\"` to the `types` of `{}`", machine.name, queue.address));
    }
    let smaller = change.and_then(|(room, most)| match room {
        Room::Cpu => Some(("cpu", Quantity::whole(Dimension::Cpu, most))),
        Room::Memory => Some(("memory", Quantity::whole(Dimension::Size, most))),
        _ => None,
    });
    if let Some((name, most)) = smaller {
        help.push(format!("ask for less than {most} of `{name}`, since the machine needs some for itself"));
    }
    if help.is_empty() {
        help.push("split the work, as an `array` does".to_owned());
    }
    diagnostic = diagnostic.help(help.join(", or "));
    let list = queue.input("types").and_then(Value::as_list).zip(queue.places.get("types"));
    if let (Some(machine), Some((types, place)), false) = (cheapest, list, shares_text(queue)) {
        let mut names: Vec<String> = types.iter().map(ToString::to_string).collect();
        names.push(format!("\"{}\"", machine.name));
        let text = format!("[{}]", names.join(", "));
        diagnostic =
            diagnostic.fix(format!("let `{}` start `{}`, too", queue.address, machine.name), place, text);
    }
    diagnostic
}
