//! Tasks whose sizes AWS fixes, and the containers in them.

use super::cx::{Cx, Known};
use crate::base::{Dimension, Quantity};
use crate::catalog::{Kind, Memory, TaskSize};
use crate::model::{Map, Resource, Value};

/// Bytes; rows count memory in MiB.
const MIB: i64 = 1 << 20;

/// A task with its size, on machines of which AWS offers certain sizes only.
#[derive(Debug, Clone, Copy)]
pub(super) struct Task<'a> {
    /// What declares it.
    pub(super) resource: &'a Resource,
    /// The sizes there are, smallest first.
    pub(super) sizes: &'static [TaskSize],
    /// In CPU units.
    pub(super) cpu: Quantity,
    /// In bytes.
    pub(super) memory: Quantity,
}

impl Task<'_> {
    /// The size that has this CPU.
    pub(super) fn size(&self) -> Option<&'static TaskSize> {
        self.sizes.iter().find(|size| self.cpu.as_whole() == Some(size.cpu))
    }
}

/// A resource as a task of a fixed size, if it is one and its CPU and memory are known.
pub(super) fn task<'a>(cx: &Cx<'a>, (resource, kind): Known<'a>) -> Option<Task<'a>> {
    if kind.sizes.is_empty() || !sizes_hold(cx, resource, kind) {
        return None;
    }
    let amount = |name| resource.input(name).and_then(Value::as_quantity);
    Some(Task { resource, sizes: kind.sizes, cpu: amount("cpu")?, memory: amount("memory")? })
}

/// The memory that goes with a size, smallest first.
pub(super) fn memories(size: &TaskSize) -> Vec<Quantity> {
    let mib: Vec<i64> = match size.memory {
        Memory::Values(values) => values.to_vec(),
        Memory::Range(from, to, step) => std::iter::successors(Some(from), |at| at.checked_add(step.max(1)))
            .take_while(|at| *at <= to)
            .collect(),
    };
    mib.into_iter().map(|mib| Quantity::whole(Dimension::Size, mib.saturating_mul(MIB))).collect()
}

/// The containers of a resource, by label.
pub(super) fn containers(resource: &Resource) -> impl Iterator<Item = (&str, &Map)> {
    let by_label = resource.input("container").and_then(Value::as_map);
    by_label.into_iter().flatten().filter_map(|(label, body)| Some((label.as_str(), body.as_map()?)))
}

/// On one's own hosts a task may have any size: `launch` says which, of the task or of the queue it waits in.
fn sizes_hold(cx: &Cx<'_>, resource: &Resource, kind: &Kind) -> bool {
    let fargate = |value: &Value| value.as_str().is_some_and(|launch| launch.starts_with("fargate"));
    if kind.shape.attr("launch").is_some() {
        return resource.input("launch").is_some_and(fargate);
    }
    if kind.shape.attr("queue").is_some() {
        let queue = resource.input("queue").and_then(Value::as_address).and_then(|address| cx.get(address));
        return queue.and_then(|queue| queue.input("launch")).is_some_and(fargate);
    }
    true
}
