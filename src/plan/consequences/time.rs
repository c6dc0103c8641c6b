//! How long it would take on AWS.

use crate::catalog::Catalog;
use crate::plan::{OperationKind, Plan};

/// How long the operations take, as many side by side as may be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Duration {
    /// Virtual milliseconds, by the catalog's estimates.
    pub millis: u64,
    /// Positions in [`Plan::operations`] of the chain that decides it, in order.
    pub critical: Vec<usize>,
}

/// Estimates how long a plan takes. The world may be slower than the estimates: AWS promises nothing.
#[must_use]
pub fn duration(catalog: &Catalog, plan: &Plan) -> Duration {
    // For each operation, when it ends at the earliest, and the one it waited for longest.
    let mut ends: Vec<(u64, Option<usize>)> = Vec::with_capacity(plan.operations.len());
    for operation in &plan.operations {
        let latency = catalog.kind(&operation.target.kind).map(|kind| kind.latency);
        let takes = latency.map_or(0, |latency| match operation.kind {
            OperationKind::Create => latency.create.saturating_add(latency.visible),
            OperationKind::Update => latency.update,
            OperationKind::Delete => latency.delete,
            OperationKind::Adopt | OperationKind::Forget | OperationKind::Move => 0,
        });
        let ready = operation.waits_for.iter().filter_map(|at| Some((ends.get(*at)?.0, *at)));
        // Of equal ones, the first: the order of the plan decides.
        let last = ready.max_by_key(|(end, at)| (*end, std::cmp::Reverse(*at)));
        let start = last.map_or(0, |(end, _)| end);
        ends.push((start.saturating_add(takes), last.map(|(_, at)| at)));
    }
    let longest = ends.iter().enumerate().max_by_key(|(at, (end, _))| (*end, std::cmp::Reverse(*at)));
    let Some((last, (millis, _))) = longest else { return Duration::default() };
    let mut critical = Vec::new();
    let mut here = Some(last);
    while let Some(at) = here {
        critical.push(at);
        here = ends.get(at).and_then(|(_, before)| *before);
    }
    critical.reverse();
    Duration { millis: *millis, critical }
}
