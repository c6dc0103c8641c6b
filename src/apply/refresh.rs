//! Finds how the world differs from what was applied.

use std::collections::{BTreeMap, HashSet};

use ecow::EcoString;

use super::{ApplyError, settle};
use crate::cloud::{Listed, Provider};
use crate::model::{Address, Map};
use crate::state::{Actual, Backend, Snapshot, Stranger};

/// The state of a stack as the world shows it now. Writes nothing.
///
/// An apply that was cut off is thought to its end: rows are those that the next apply will write, `intents` stays
/// for whoever wants to tell. `data` has every row that exists.
///
/// # Errors
/// When the state or the world cannot be read.
pub fn refresh(stack: &str, backend: &dyn Backend, provider: &dyn Provider) -> Result<Snapshot, ApplyError> {
    // The revision comes first: if the world moves meanwhile, the plan is stale rather than wrong.
    let revision = provider.revision()?;
    let mut snapshot = backend.snapshot(stack)?;
    snapshot.world_revision = revision;
    settle::settle(&mut snapshot, provider)?;
    let things = provider.list()?;
    snapshot.strangers = strangers(&snapshot, &things);
    snapshot.now = provider.now()?;
    let changes = provider.changes()?;
    for (address, row) in &snapshot.rows {
        let Some(thing) = find(&things, &row.physical_id) else {
            snapshot.actual.insert(address.clone(), Actual::Missing);
            continue;
        };
        snapshot.data.insert(address.clone(), thing.data);
        let changed: Vec<u64> = times(&changes, &row.physical_id);
        if !changed.is_empty() {
            snapshot.changed.insert(address.clone(), changed);
        }
        if thing.fingerprint != row.fingerprint {
            let actual = match provider.read(&row.physical_id)? {
                Some(observed) => Actual::Changed(observed.inputs),
                None => Actual::Missing,
            };
            snapshot.actual.insert(address.clone(), actual);
        }
    }
    Ok(snapshot)
}

/// Inputs as applied of some rows of a refreshed snapshot, but for those that it has already.
///
/// # Errors
/// When the state cannot be read.
pub fn contents(
    backend: &dyn Backend,
    snapshot: &Snapshot,
    wanted: &[&Address],
) -> Result<BTreeMap<Address, Map>, ApplyError> {
    let unread: Vec<&Address> =
        wanted.iter().copied().filter(|address| !snapshot.contents.contains_key(*address)).collect();
    Ok(backend.contents(&snapshot.stack, &unread)?)
}

/// Reads the inputs of things that are not in the state, for a plan that adopts them.
///
/// # Errors
/// When the world cannot be read.
pub fn look(snapshot: &mut Snapshot, provider: &dyn Provider, wanted: &[String]) -> Result<(), ApplyError> {
    for physical_id in wanted {
        if let Some(stranger) = snapshot.strangers.get_mut(physical_id.as_str()) {
            stranger.inputs = provider.read(physical_id)?.map(|observed| observed.inputs);
        }
    }
    Ok(())
}

/// What exists and is neither in the state nor left over from an earlier replacement.
fn strangers(snapshot: &Snapshot, things: &[Listed]) -> BTreeMap<EcoString, Stranger> {
    let ours = snapshot.rows.values().chain(&snapshot.deposed);
    let ours: HashSet<&EcoString> = ours.map(|row| &row.physical_id).collect();
    let foreign = things.iter().filter(|thing| !ours.contains(&thing.physical_id));
    let stranger = |thing: &Listed| {
        let stranger = Stranger { kind: thing.kind.clone(), fingerprint: thing.fingerprint, inputs: None };
        (thing.physical_id.clone(), stranger)
    };
    foreign.map(stranger).collect()
}

/// The thing of that physical id; things stand in the order of their ids.
fn find<'a>(things: &'a [Listed], physical_id: &str) -> Option<&'a Listed> {
    let at = things.binary_search_by(|thing| thing.physical_id.as_str().cmp(physical_id)).ok()?;
    things.get(at)
}

/// When the thing of that physical id was changed; changes stand in the order of ids.
fn times(changes: &[(EcoString, u64)], physical_id: &str) -> Vec<u64> {
    let from = changes.partition_point(|(id, _)| id.as_str() < physical_id);
    let its = changes.iter().skip(from).take_while(|(id, _)| id == physical_id);
    its.map(|(_, at)| *at).collect()
}
