//! What an operation asks of world and state, and what is counted at the end.

use std::borrow::Cow;
use std::collections::BTreeMap;

use ecow::EcoString;
use rustc_hash::FxHashMap;

use super::{Performed, Status};
use crate::cloud::Request;
use crate::model::{Address, Fingerprint, Map, Value};
use crate::plan::{Action, Operation, OperationKind, Plan, delete_leftovers};
use crate::state::{Intent, IntentKind, Recorded, RowChange, Snapshot};

/// Which call an operation makes; `None` if it only changes the record.
pub(super) fn intent_kind(kind: OperationKind) -> Option<IntentKind> {
    match kind {
        OperationKind::Create => Some(IntentKind::Create),
        OperationKind::Update => Some(IntentKind::Update),
        OperationKind::Delete => Some(IntentKind::Delete),
        OperationKind::Adopt | OperationKind::Forget | OperationKind::Move => None,
    }
}

/// What is written down before an operation.
pub(super) fn intent(
    operation: &Operation,
    kind: IntentKind,
    (token, fingerprint): (EcoString, Fingerprint),
) -> Intent {
    Intent {
        address: operation.address.clone(),
        kind,
        token,
        row: row(operation, fingerprint),
        inputs: operation.target.inputs.clone(),
    }
}

/// What the world is asked; `ids` says what it calls the things that are needed.
pub(super) fn request(
    operation: &Operation,
    (token, fingerprint): (EcoString, Fingerprint),
    ids: &FxHashMap<Address, EcoString>,
    at: u64,
) -> Request {
    let target = &operation.target;
    let needs = match operation.kind {
        OperationKind::Delete => Vec::new(),
        _ => target.depends_on.iter().filter_map(|address| ids.get(address).cloned()).collect(),
    };
    Request {
        token,
        kind: target.kind.clone(),
        physical_id: target.physical_id.clone(),
        inputs: target.inputs.clone(),
        fingerprint,
        outputs: target.outputs.clone(),
        needs,
        at,
    }
}

/// What an operation that calls nobody does to the record; all of it or nothing.
pub(super) fn record_changes(operation: &Operation) -> Vec<RowChange> {
    let remove = |address: &Address| RowChange::Remove(address.clone(), operation.target.physical_id.clone());
    let put = || {
        let row = row(operation, operation.target.fingerprint());
        RowChange::Put(Box::new(row), operation.target.inputs.clone())
    };
    match (operation.kind, &operation.target.previous_address) {
        (OperationKind::Forget, _) => vec![remove(&operation.address)],
        (OperationKind::Move, Some(from)) => vec![put(), remove(from)],
        _ => vec![put()],
    }
}

/// The row as it will be; of a deletion, as it was.
pub(super) fn row(operation: &Operation, fingerprint: Fingerprint) -> Recorded {
    let target = &operation.target;
    Recorded {
        address: operation.address.clone(),
        kind: target.kind.clone(),
        physical_id: target.physical_id.clone(),
        fingerprint,
        depends_on: target.depends_on.clone(),
        replace: target.replace,
        tainted: false,
        remembered: target.remembered.clone(),
    }
}

/// A token of its own for each operation of each plan, the same whenever the same plan is carried out again.
///
/// A plan is told by stack, generation and world revision: a state that was lost cannot bring a token back. What is
/// looked up by its token is found and added fast because tokens of one plan follow each other.
pub(super) fn token(plan: &Plan, at: usize, operation: &Operation, fingerprint: Fingerprint) -> EcoString {
    let text = ecow::eco_format!(
        "{} {} {at} {:?} {fingerprint} {} {}",
        plan.generation,
        plan.world_revision,
        operation.kind,
        operation.target.physical_id,
        operation.address,
    );
    let content = Map::from([(EcoString::from("operation"), Value::String(text))]);
    let told_apart = Fingerprint::of(&plan.stack, &content);
    ecow::eco_format!("{:08x}-{at:06x}-{told_apart}", plan.world_revision)
}

/// The plan's operations, and after them deletions of what was left over while the plan was made.
pub(super) fn operations<'a>(plan: &'a Plan, snapshot: &Snapshot) -> Cow<'a, [Operation]> {
    if snapshot.deposed.is_empty() {
        return Cow::Borrowed(&plan.operations);
    }
    let mut operations = plan.operations.clone();
    delete_leftovers(&mut operations, &snapshot.deposed);
    Cow::Owned(operations)
}

/// Created, updated, replaced, deleted, failed. A replacement counts as one when both its halves are done.
pub(super) fn summary(plan: &Plan, performed: &[Performed]) -> [u64; 5] {
    let mut halves: BTreeMap<&Address, (u64, u64)> = plan
        .steps
        .iter()
        .filter(|step| step.action == Action::Replace)
        .map(|step| (&step.address, (0, 0)))
        .collect();
    let [mut created, mut updated, mut replaced, mut deleted, mut failed] = [0; 5];
    for operation in performed {
        let half = halves.get_mut(&operation.address);
        match (&operation.status, operation.kind, half) {
            (Status::Failed(_), ..) => failed += 1,
            (Status::Skipped, ..) => {}
            (Status::Done, OperationKind::Create, Some(half)) => half.0 += 1,
            (Status::Done, OperationKind::Delete, Some(half)) => half.1 += 1,
            (Status::Done, OperationKind::Create, None) => created += 1,
            (Status::Done, OperationKind::Delete, None) => deleted += 1,
            (Status::Done, OperationKind::Update, _) => updated += 1,
            (Status::Done, OperationKind::Adopt | OperationKind::Forget | OperationKind::Move, _) => {}
        }
    }
    for (made, gone) in halves.into_values() {
        let both = made.min(gone);
        replaced += both;
        created += made - both;
        deleted += gone - both;
    }
    [created, updated, replaced, deleted, failed]
}
