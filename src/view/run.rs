//! What became of a plan, as it is shown.

use serde::Serialize;

use super::action::operation_word;
use super::plan::{PlanDocument, PlanView};
use crate::apply::{Applied, Event, Happened, Performed, Status};

/// An operation and what became of it.
#[derive(Debug, Clone, Serialize)]
pub struct OperationView {
    /// On what.
    pub address: String,
    /// `create`, `update`, `delete`, `adopt`, `forget`.
    pub operation: &'static str,
    /// `done`, `failed`, `skipped`.
    pub status: &'static str,
    /// What the world said, if it failed.
    pub error: Option<String>,
    /// What the world calls it.
    pub physical_id: String,
    /// How long it took on AWS by the catalog's estimates, in virtual milliseconds.
    pub milliseconds: u64,
}

/// What became of a plan.
#[derive(Debug)]
pub struct RunView {
    /// The generation that was closed.
    pub generation: Option<u64>,
    /// In the order of the plan.
    pub operations: Vec<OperationView>,
    /// Created, updated, replaced, deleted, failed.
    pub summary: [u64; 5],
    /// Calls of an earlier apply that was cut off, whose outcome was found out.
    pub settled: usize,
    /// How long it took on AWS, in virtual milliseconds.
    pub milliseconds: u64,
}

/// The JSON object of `apply` and `destroy`: the plan's fields, and the operations.
#[derive(Debug, Serialize)]
pub struct RunDocument<'a, D> {
    #[serde(flatten)]
    plan: PlanDocument<'a, D>,
    applied_generation: Option<u64>,
    operations: &'a [OperationView],
}

impl RunView {
    /// Shows what became of a plan.
    #[must_use]
    pub fn new(applied: &Applied) -> Self {
        let start = applied.operations.iter().map(|one| one.start).filter(|start| *start > 0).min();
        Self {
            generation: applied.generation,
            operations: applied.operations.iter().map(operation).collect(),
            summary: applied.summary,
            settled: applied.settled,
            milliseconds: applied.until.saturating_sub(start.unwrap_or(applied.until)),
        }
    }

    /// The documented object.
    #[must_use]
    pub fn document<'a, D: Serialize>(
        &'a self,
        plan: &'a PlanView,
        diagnostics: &'a [D],
    ) -> RunDocument<'a, D> {
        RunDocument {
            plan: plan.document(diagnostics),
            applied_generation: self.generation,
            operations: &self.operations,
        }
    }

    /// Operations of a status.
    pub fn with_status(&self, status: &'static str) -> impl Iterator<Item = &OperationView> {
        self.operations.iter().filter(move |one| one.status == status)
    }
}

fn operation(one: &Performed) -> OperationView {
    let (status, error) = match &one.status {
        Status::Done => ("done", None),
        Status::Failed(error) => ("failed", Some(error.clone())),
        Status::Skipped => ("skipped", None),
    };
    OperationView {
        address: one.address.to_string(),
        operation: operation_word(one.kind),
        status,
        error,
        physical_id: one.physical_id.to_string(),
        milliseconds: one.until.saturating_sub(one.start),
    }
}

/// An event as an operation, if it is an end.
#[must_use]
pub fn ended(event: &Event) -> Option<OperationView> {
    let (status, error) = match &event.what {
        Happened::Started => return None,
        Happened::Done => ("done", None),
        Happened::Failed(error) => ("failed", Some(error.clone())),
        Happened::Skipped => ("skipped", None),
    };
    Some(OperationView {
        address: event.address.to_string(),
        operation: operation_word(event.kind),
        status,
        error,
        physical_id: event.physical_id.to_string(),
        milliseconds: if event.what == Happened::Skipped { 0 } else { event.at.saturating_sub(event.start) },
    })
}
