//! The machines that Fargate gives pods.

use super::cx::Cx;
use super::tasks::memories;
use crate::catalog::TaskSize;
use crate::packing::Amounts;

/// What Kubernetes takes of each machine, in bytes; `eks_pods.kubernetes_overhead_memory_mib` of the facts about Fargate.
pub(super) const OVERHEAD: i64 = 256 << 20;

/// The smallest CPU and memory that hold a pod and what Kubernetes takes.
pub(super) fn smallest(cx: &Cx<'_>, asked: Amounts) -> Option<(i64, i64)> {
    smallest_bare(cx, Amounts { memory: asked.memory.saturating_add(OVERHEAD), ..asked })
}

/// The smallest CPU and memory that hold just this.
pub(super) fn smallest_bare(cx: &Cx<'_>, asked: Amounts) -> Option<(i64, i64)> {
    let holds = |size: &&TaskSize| size.cpu >= asked.cpu;
    let of = |size: &TaskSize| {
        let memory = memories(size).into_iter().filter_map(|memory| memory.as_whole());
        memory.filter(|memory| *memory >= asked.memory).min().map(|memory| (size.cpu, memory))
    };
    sizes(cx).iter().filter(holds).find_map(of)
}

/// Fargate's sizes, smallest first: those that any kind has.
fn sizes(cx: &Cx<'_>) -> &'static [TaskSize] {
    cx.catalog.kinds().map(|kind| kind.sizes).find(|sizes| !sizes.is_empty()).unwrap_or_default()
}
