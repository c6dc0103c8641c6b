//! What an operation works on.

use std::sync::Arc;

use ecow::EcoString;
use rustc_hash::FxHashMap;

use super::arrival::Arrival;
use super::decide::{Decided, physical_id};
use super::{Action, OperationKind, Purpose, Target};
use crate::model::{Map, ReplaceOrder};
use crate::state::Snapshot;

impl Target {
    /// What is worth telling of a target where nothing is to be done.
    fn shown(kind: EcoString) -> Self {
        Self {
            kind,
            physical_id: EcoString::new(),
            inputs: Map::new(),
            outputs: Map::new(),
            recorded: None,
            depends_on: Vec::new(),
            replace: ReplaceOrder::default(),
            remembered: None,
            previous_address: None,
        }
    }
}

/// The targets of operations. Of a plan that is only shown, what is made or changed has the same for all of a kind.
pub(super) struct Targets {
    purpose: Purpose,
    shown: FxHashMap<EcoString, Arc<Target>>,
}

impl Targets {
    pub(super) fn new(purpose: Purpose) -> Self {
        Self { purpose, shown: FxHashMap::default() }
    }

    /// What an operation on a resource works on.
    pub(super) fn of(&mut self, decided: &Decided<'_>, kind: OperationKind) -> Option<Arc<Target>> {
        match (kind, self.purpose) {
            (OperationKind::Move, _) => None,
            (OperationKind::Delete | OperationKind::Forget, _) => decided.old_target().map(Arc::new),
            (_, Purpose::CarryOut) => decided.new_target(kind, self.purpose).map(Arc::new),
            (_, Purpose::Show | Purpose::Draw) => {
                decided.resource?;
                let of = &decided.step.kind;
                if let Some(shown) = self.shown.get(of) {
                    return Some(Arc::clone(shown));
                }
                let shown = Arc::new(Target::shown(of.clone()));
                self.shown.insert(of.clone(), Arc::clone(&shown));
                Some(shown)
            }
        }
    }
}

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
    pub(super) fn new_target(&self, kind: OperationKind, purpose: Purpose) -> Option<Target> {
        let resource = self.resource?;
        if purpose != Purpose::CarryOut {
            return Some(Target::shown(resource.kind.clone()));
        }
        let known = self.row.filter(|_| kind != OperationKind::Create).map(|row| row.physical_id.clone());
        Some(Target {
            kind: resource.kind.clone(),
            physical_id: known.unwrap_or_else(|| physical_id(resource).clone()),
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
    pub(super) fn arrival_target(
        &self,
        snapshot: &Snapshot,
        purpose: Purpose,
    ) -> Option<(OperationKind, Target)> {
        let kind = match self.arrival? {
            Arrival::Moved(_) => OperationKind::Move,
            Arrival::Adopted => OperationKind::Adopt,
        };
        let only_recorded = self.step.action == Action::Move
            || self.step.action == Action::Adopt && self.step.changes.is_empty();
        let mut target = if only_recorded {
            self.new_target(kind, purpose)?
        } else {
            let inputs = snapshot.contents.get(&self.step.address).cloned().unwrap_or_default();
            Target { inputs, ..self.old_target()? }
        };
        target.previous_address = self.step.previous_address.clone();
        Some((kind, target))
    }
}
