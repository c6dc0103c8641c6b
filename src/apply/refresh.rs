//! Finds how the world differs from what was applied.

use std::collections::BTreeMap;

use ecow::EcoString;

use super::{ApplyError, settle};
use crate::cloud::{Listed, Provider};
use crate::model::{Address, Index, Map};
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
    let mut things = Things::new(provider.list()?);
    snapshot.now = provider.now()?;
    let changes = provider.changes()?;
    // What every row has comes in order, and a tree is built of that at once.
    let mut data = Vec::with_capacity(snapshot.rows.len());
    for (address, row) in &snapshot.rows {
        let Some(thing) = things.claim(&row.physical_id) else {
            snapshot.actual.insert(address.clone(), Actual::Missing);
            continue;
        };
        data.push((address.clone(), thing.data));
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
    snapshot.data = data.into_iter().collect();
    for row in &snapshot.deposed {
        things.claim(&row.physical_id);
    }
    snapshot.strangers = things.strangers();
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

/// What exists, found by physical id, and what of it a state knows.
struct Things {
    all: Vec<Listed>,
    index: Index,
    known: Vec<bool>,
}

impl Things {
    fn new(all: Vec<Listed>) -> Self {
        let mut index = Index::with_capacity(all.len());
        for (at, thing) in all.iter().enumerate() {
            index.insert(Index::hash(&thing.physical_id), at);
        }
        Self { index, known: vec![false; all.len()], all }
    }

    /// The thing of that physical id, which a state knows.
    fn claim(&mut self, physical_id: &EcoString) -> Option<&Listed> {
        let is_it = |at: usize| self.all.get(at).is_some_and(|thing| thing.physical_id == *physical_id);
        let at = self.index.find(Index::hash(physical_id), is_it)?;
        self.known.get_mut(at).into_iter().for_each(|known| *known = true);
        self.all.get(at)
    }

    /// What no state knows.
    fn strangers(self) -> BTreeMap<EcoString, Stranger> {
        let foreign = self.all.into_iter().zip(self.known).filter(|(_, known)| !known);
        let stranger = |(thing, _): (Listed, bool)| {
            let stranger = Stranger { kind: thing.kind, fingerprint: thing.fingerprint, inputs: None };
            (thing.physical_id, stranger)
        };
        foreign.map(stranger).collect()
    }
}

/// When the thing of that physical id was changed; changes stand in the order of ids.
fn times(changes: &[(EcoString, u64)], physical_id: &str) -> Vec<u64> {
    let from = changes.partition_point(|(id, _)| id.as_str() < physical_id);
    let its = changes.iter().skip(from).take_while(|(id, _)| id == physical_id);
    its.map(|(_, at)| *at).collect()
}
