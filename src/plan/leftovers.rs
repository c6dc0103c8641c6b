//! What an earlier apply replaced and could not delete any more.

use std::collections::BTreeSet;
use std::sync::Arc;

use ecow::EcoString;

use super::{Operation, OperationKind, Target};
use crate::model::Map;
use crate::state::Recorded;

/// Adds deletions of what is left over and not deleted yet, those first that others needed last; what was added.
pub fn delete_leftovers<'a>(operations: &mut Vec<Operation>, deposed: &'a [Recorded]) -> Vec<&'a Recorded> {
    let deletions = operations.iter().filter(|operation| operation.kind == OperationKind::Delete);
    let known: BTreeSet<EcoString> =
        deletions.map(|operation| operation.target.physical_id.clone()).collect();
    let mut left: Vec<&Recorded> = deposed.iter().filter(|row| !known.contains(&row.physical_id)).collect();
    let mut added = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let needed = |row: &Recorded| {
            left.iter().any(|other| other.address != row.address && other.depends_on.contains(&row.address))
        };
        // Only a damaged record has rows that all need each other; then the first goes first.
        let at = left.iter().position(|row| !needed(row)).unwrap_or(0);
        let row = left.remove(at);
        operations.push(Operation {
            address: row.address.clone(),
            kind: OperationKind::Delete,
            waits_for: (0..operations.len()).collect(),
            target: Arc::new(Target {
                kind: row.kind.clone(),
                physical_id: row.physical_id.clone(),
                inputs: Map::new(),
                outputs: Map::new(),
                recorded: Some(row.fingerprint),
                depends_on: row.depends_on.clone(),
                replace: row.replace,
                remembered: row.remembered.clone(),
                previous_address: None,
            }),
        });
        added.push(row);
    }
    added
}
