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
        let deletion = catalog.kind(&step.kind)?.deletion;
        let what = held(deletion)?;
        let count = counted(step, deletion, snapshot);
        (count != Some(0)).then(|| DataAtRisk {
            address: step.address.clone(),
            action: step.action,
            what: EcoString::from(what),
            count,
        })
    };
    steps.filter_map(at_risk).collect()
}

/// How much what a step takes away holds; `None` if that is not known. Whoever replaces a thing may not have meant to lose
/// what programs wrote into it, which the world does not count.
pub(in crate::plan) fn counted(step: &Step, deletion: Deletion, snapshot: &Snapshot) -> Option<u64> {
    let count = snapshot.data.get(&step.address).copied();
    let written = matches!(deletion, Deletion::LosesData(_)) && step.action == Action::Replace;
    count.filter(|count| *count > 0 || !written)
}

fn held(deletion: Deletion) -> Option<&'static str> {
    match deletion {
        Deletion::LosesData(what) | Deletion::RefusedWhileFull(what) => Some(what),
        Deletion::Free | Deletion::RefusedWhileUsed(_) | Deletion::TakesAlong(_) => None,
    }
}
