//! Jobs, the queues that they wait in, and the machines of those.

use super::cx::Cx;
use crate::catalog::{Machine, family};
use crate::model::{Address, Map, Resource, Value};
use crate::packing::{Amounts, Demand, Host, Room, fits_alone};

/// Bytes; machines count memory in MiB.
const MIB: i64 = 1 << 20;
/// CPU units.
const VCPU: i64 = 1_024;

/// The families that `optimal` stands for, which is also what is meant if nothing is said.
pub(super) const OPTIMAL: [&str; 4] = ["m6i", "c6i", "r6i", "c7i"];

/// The queue that a job waits in.
pub(super) fn queue_of<'a>(cx: &Cx<'a>, job: &Resource) -> Option<&'a Resource> {
    cx.get(job.input("queue")?.as_address()?)
}

/// On whose machines the jobs of a queue run.
pub(super) fn launch_of(queue: &Resource) -> &str {
    queue.input("launch").and_then(Value::as_str).unwrap_or_default()
}

/// Whether the machines of a queue are instances, and not Fargate's.
pub(super) fn has_instances(queue: &Resource) -> bool {
    matches!(launch_of(queue), "ec2" | "spot")
}

/// The machines that a queue may start, by name; `None` if one of its words is not known, so that there may be others.
pub(super) fn machines_of(queue: &Resource) -> Option<Vec<&'static Machine>> {
    let written = queue.input("types").and_then(Value::as_list);
    let words: Vec<&str> = match written {
        Some(items) => items.iter().filter_map(Value::as_str).collect(),
        None => vec!["optimal"],
    };
    let mut found = Vec::new();
    for word in words {
        match word {
            "optimal" | "default_x86_64" => found.extend(OPTIMAL.into_iter().flat_map(of_family)),
            word if word.contains('.') => found.push(Machine::find(word)?),
            word => {
                let known = found.len();
                found.extend(of_family(word));
                if found.len() == known {
                    return None;
                }
            }
        }
    }
    found.sort_unstable_by_key(|machine| (machine.vcpus, machine.memory, machine.name));
    found.dedup();
    Some(found)
}

fn of_family(name: &str) -> impl Iterator<Item = &'static Machine> {
    Machine::all().iter().filter(move |machine| family(machine.name) == name)
}

/// A machine as a host, with all that it has: what its own software takes of it is not known.
pub(super) fn host(machine: &'static Machine) -> Host<'static> {
    let has = Amounts { cpu: machine.vcpus * VCPU, memory: machine.memory * MIB, ..Amounts::default() };
    Host { name: machine.name, has, is: machine.architectures.clone(), count: 1 }
}

/// Of what a host's own software takes some: the agent that starts containers, and the system under it.
pub(super) const KEPT: &[Room] = &[Room::Memory];

/// Whether one of a demand fits on a machine beside its own software.
pub(super) fn has_room(machine: &'static Machine, demand: &Demand<'_>) -> bool {
    fits_alone(demand, &host(machine).keeping(KEPT))
}

/// One job of a pipeline.
#[derive(Debug)]
pub(super) struct Step<'a> {
    /// Its statement, as the places of the resource spell it: `job[0]`.
    pub(super) path: String,
    /// The job.
    pub(super) job: &'a Address,
    /// The jobs that it waits for.
    pub(super) after: Vec<&'a Address>,
    fields: &'a Map,
}

impl Step<'_> {
    /// How many children it has; of a job that is an array by itself, what the job says.
    pub(super) fn children(&self, cx: &Cx<'_>) -> Option<i64> {
        let own = self.fields.get("array").and_then(Value::as_whole);
        own.or_else(|| cx.get(self.job)?.input("array").and_then(Value::as_whole))
    }

    /// Whether one of its flags is set.
    pub(super) fn is(&self, flag: &str) -> bool {
        self.fields.get(flag) == Some(&Value::Bool(true))
    }
}

/// The jobs of a pipeline, in the order of the text; those that could not be read are left out.
pub(super) fn steps(pipeline: &Resource) -> Vec<Step<'_>> {
    let items = pipeline.input("job").and_then(Value::as_list).unwrap_or_default();
    items
        .iter()
        .enumerate()
        .filter_map(|(at, item)| {
            let fields = item.as_map()?;
            let after = fields.get("after").and_then(Value::as_list).unwrap_or_default();
            Some(Step {
                path: format!("job[{at}]"),
                job: fields.get("job")?.as_address()?,
                after: after.iter().filter_map(Value::as_address).collect(),
                fields,
            })
        })
        .collect()
}
