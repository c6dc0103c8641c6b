//! Finds out what became of an apply that was cut off.

use crate::cloud::{CloudError, Provider};
use crate::model::Address;
use crate::state::{Intent, IntentKind, Outcome, RowChange, Snapshot};

/// Asks the world about every open intent, puts what it says into the snapshot, and returns it for the state.
///
/// Equal states and worlds give equal answers, so a plan may be made on them before they are written.
pub(super) fn settle(snapshot: &mut Snapshot, provider: &dyn Provider) -> Result<Vec<Outcome>, CloudError> {
    let mut outcomes = Vec::with_capacity(snapshot.intents.len());
    for intent in snapshot.intents.clone() {
        let change = became(&intent, provider)?;
        match &change {
            RowChange::None => {}
            RowChange::Put(row, _) => show(snapshot, &Intent { row: (**row).clone(), ..intent.clone() }),
            _ if intent.kind == IntentKind::Delete => {
                hide(snapshot, &intent.address, &intent.row.physical_id);
            }
            _ => show(snapshot, &intent),
        }
        outcomes.push(Outcome { token: intent.token, change });
    }
    Ok(outcomes)
}

/// Whether an intent came true.
fn became(intent: &Intent, provider: &dyn Provider) -> Result<RowChange, CloudError> {
    let row = &intent.row;
    Ok(match intent.kind {
        IntentKind::Create => match provider.by_token(&intent.token, &row.physical_id)? {
            Some(made) if made.listed.physical_id == row.physical_id => RowChange::Done,
            Some(made) => {
                let mut row = row.clone();
                row.physical_id = made.listed.physical_id;
                RowChange::Put(Box::new(row), intent.inputs.clone())
            }
            None => RowChange::None,
        },
        IntentKind::Update => match provider.read(&row.physical_id)? {
            Some(found) if found.listed.fingerprint == row.fingerprint => RowChange::Done,
            _ => RowChange::None,
        },
        IntentKind::Delete => match provider.read(&row.physical_id)? {
            Some(_) => RowChange::None,
            None => RowChange::Done,
        },
    })
}

/// Puts the row of an intent into the snapshot; another one of its address is deposed.
fn show(snapshot: &mut Snapshot, intent: &Intent) {
    let old = snapshot.rows.insert(intent.address.clone(), intent.row.clone());
    snapshot.deposed.extend(old.filter(|old| old.physical_id != intent.row.physical_id));
    snapshot.deposed.sort_by(|left, right| left.address.cmp(&right.address));
    snapshot.contents.insert(intent.address.clone(), intent.inputs.clone());
}

/// Takes a row out of the snapshot.
fn hide(snapshot: &mut Snapshot, address: &Address, physical_id: &str) {
    if snapshot.rows.get(address).is_some_and(|row| row.physical_id == physical_id) {
        snapshot.rows.remove(address);
    }
    snapshot.deposed.retain(|row| row.address != *address || row.physical_id != physical_id);
}
