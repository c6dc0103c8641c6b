//! What an operation works on.

use super::arrival::Arrival;
use super::decide::Decided;
use super::{Action, OperationKind, Target};
use crate::model::Map;
use crate::state::Snapshot;

impl Decided<'_> {
    /// What a deletion works on.
    pub(super) fn old_target(&self) -> Option<Target> {
        let row = self.row?;
        Some(Target {
            kind: row.kind.clone(),
            physical_id: row.physical_id.clone(),
            inputs: Map::new(),
            outputs: Map::new(),
            recorded: Some(row.fingerprint),
            depends_on: row.depends_on.clone(),
            replace: row.replace,
            remembered: row.remembered.clone(),
            previous_address: None,
        })
    }

    /// What a creation or change works on.
    pub(super) fn new_target(&self, kind: OperationKind) -> Option<Target> {
        let resource = self.resource?;
        let known = self.row.filter(|_| kind != OperationKind::Create).map(|row| row.physical_id.clone());
        Some(Target {
            kind: resource.kind.clone(),
            physical_id: known.unwrap_or_else(|| resource.arn().unwrap_or(&resource.address.0).clone()),
            inputs: self.inputs.as_ref().unwrap_or(&resource.inputs).clone(),
            outputs: resource.outputs.clone(),
            recorded: None,
            depends_on: self.step.depends_on.clone(),
            replace: resource.lifecycle.replace,
            remembered: self.remembered.clone(),
            previous_address: None,
        })
    }

    /// What changes the record of what was moved or adopted, before anything else is done to it.
    pub(super) fn arrival_target(&self, snapshot: &Snapshot) -> Option<(OperationKind, Target)> {
        let kind = match self.arrival? {
            Arrival::Moved(_) => OperationKind::Move,
            Arrival::Adopted => OperationKind::Adopt,
        };
        let only_recorded = self.step.action == Action::Move
            || self.step.action == Action::Adopt && self.step.changes.is_empty();
        let mut target = if only_recorded {
            self.new_target(kind)?
        } else {
            let inputs = snapshot.contents.get(&self.step.address).cloned().unwrap_or_default();
            Target { inputs, ..self.old_target()? }
        };
        target.previous_address = self.step.previous_address.clone();
        Some((kind, target))
    }
}
