//! Which operations may run next.

use std::collections::BTreeSet;

use crate::plan::Operation;

/// The operations that are still to be done, and what they wait for.
#[derive(Debug)]
pub(super) struct Schedule {
    /// For each operation, how many of those it waits for are not done.
    open: Vec<usize>,
    /// For each operation, those that wait for it.
    waiting: Vec<Vec<usize>>,
    ready: BTreeSet<usize>,
}

impl Schedule {
    /// Everything is to be done.
    pub(super) fn new(operations: &[Operation]) -> Self {
        let mut waiting = vec![Vec::new(); operations.len()];
        let mut open = Vec::with_capacity(operations.len());
        for (at, operation) in operations.iter().enumerate() {
            let waits: BTreeSet<usize> = operation.waits_for.iter().copied().collect();
            open.push(waits.len());
            for on in waits {
                if let Some(list) = waiting.get_mut(on) {
                    list.push(at);
                }
            }
        }
        let ready = (0..operations.len()).filter(|at| open.get(*at) == Some(&0)).collect();
        Self { open, waiting, ready }
    }

    /// Takes up to `most` operations that wait for nothing any more, the first of the plan first.
    pub(super) fn take(&mut self, most: usize) -> Vec<usize> {
        let taken: Vec<usize> = self.ready.iter().copied().take(most).collect();
        for at in &taken {
            self.ready.remove(at);
        }
        taken
    }

    /// An operation was done: others may follow.
    pub(super) fn done(&mut self, at: usize) {
        for next in self.waiting.get(at).into_iter().flatten() {
            if let Some(open) = self.open.get_mut(*next) {
                *open = open.saturating_sub(1);
                if *open == 0 {
                    self.ready.insert(*next);
                }
            }
        }
    }

    /// Everything that waits for an operation, also through others; in the plan's order.
    pub(super) fn after(&self, at: usize) -> BTreeSet<usize> {
        let mut after = BTreeSet::new();
        let mut pending = vec![at];
        while let Some(at) = pending.pop() {
            for next in self.waiting.get(at).into_iter().flatten() {
                if after.insert(*next) {
                    pending.push(*next);
                }
            }
        }
        after
    }
}
