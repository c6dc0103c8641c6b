//! Data that would be lost.

use ecow::EcoString;

use crate::catalog::{Catalog, Deletion};
use crate::plan::{Action, DataAtRisk, Step};
use crate::state::Snapshot;

/// What is deleted or replaced although it holds data; what is known to be empty is left out.
pub(in crate::plan) fn data_at_risk<'a>(
    catalog: &Catalog,
    snapshot: &Snapshot,
    steps: impl Iterator<Item = &'a Step>,
) -> Vec<DataAtRisk> {
    let at_risk = |step: &Step| {
        if !matches!(step.action, Action::Delete | Action::Replace) {
            return None;
        }
        let what = held(catalog.kind(&step.kind)?.deletion)?;
        let count = snapshot.data.get(&step.address).copied();
        (count != Some(0)).then(|| DataAtRisk {
            address: step.address.clone(),
            action: step.action,
            what: EcoString::from(what),
            count,
        })
    };
    steps.filter_map(at_risk).collect()
}

fn held(deletion: Deletion) -> Option<&'static str> {
    match deletion {
        Deletion::LosesData(what) | Deletion::RefusedWhileFull(what) => Some(what),
        Deletion::Free | Deletion::RefusedWhileUsed(_) | Deletion::TakesAlong(_) => None,
    }
}
