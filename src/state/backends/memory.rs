//! States in memory.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::model::{Address, Map};
use crate::state::{
    Backend, Generation, Intent, IntentKind, LockInfo, Outcome, Recorded, RowChange, Snapshot, StateError,
};

/// States in memory, gone with the last handle; a clone is another handle to the same states.
#[derive(Debug, Default)]
pub struct Memory {
    shared: Arc<Mutex<BTreeMap<String, Kept>>>,
    /// Stacks that this handle has locked.
    held: Mutex<Vec<String>>,
}

/// One stack.
#[derive(Debug, Default)]
struct Kept {
    /// Oldest first, also those that are gone.
    versions: Vec<Version>,
    intents: Vec<Intent>,
    generations: Vec<Generation>,
    lock: Option<LockInfo>,
}

/// A row, and the generations that saw it.
#[derive(Debug)]
struct Version {
    row: Recorded,
    inputs: Map,
    born: u64,
    died: Option<u64>,
}

impl Clone for Memory {
    /// Another handle, which holds no lock.
    fn clone(&self) -> Self {
        Self { shared: Arc::clone(&self.shared), held: Mutex::default() }
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        let held = std::mem::take(&mut *self.held());
        let mut stacks = self.stacks();
        for stack in held {
            stacks.entry(stack).or_default().lock = None;
        }
    }
}

impl Memory {
    fn stacks(&self) -> MutexGuard<'_, BTreeMap<String, Kept>> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn held(&self) -> MutexGuard<'_, Vec<String>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does something to a stack whose lock this handle has.
    fn write<T>(
        &self,
        stack: &str,
        work: impl FnOnce(&mut Kept) -> Result<T, StateError>,
    ) -> Result<T, StateError> {
        if !self.held().iter().any(|held| held == stack) {
            return Err(StateError::NotLocked { stack: stack.to_owned() });
        }
        work(self.stacks().entry(stack.to_owned()).or_default())
    }

    fn read<T: Default>(&self, stack: &str, work: impl FnOnce(&Kept) -> T) -> T {
        self.stacks().get(stack).map(work).unwrap_or_default()
    }
}

impl Backend for Memory {
    fn snapshot(&self, stack: &str) -> Result<Snapshot, StateError> {
        let mut snapshot = self.read(stack, Kept::snapshot);
        snapshot.stack = stack.into();
        Ok(snapshot)
    }

    fn contents(&self, stack: &str, addresses: &[&Address]) -> Result<BTreeMap<Address, Map>, StateError> {
        Ok(self.read(stack, |kept| {
            // Oldest first, so that what was deposed is overwritten by what took its place.
            kept.current()
                .filter(|version| addresses.contains(&&version.row.address))
                .map(|version| (version.row.address.clone(), version.inputs.clone()))
                .collect()
        }))
    }

    fn lock(&self, stack: &str, info: &LockInfo) -> Result<(), StateError> {
        let mut stacks = self.stacks();
        let kept = stacks.entry(stack.to_owned()).or_default();
        if let Some(info) = &kept.lock {
            return Err(StateError::Locked { stack: stack.to_owned(), info: info.clone() });
        }
        kept.lock = Some(info.clone());
        drop(stacks);
        self.held().push(stack.to_owned());
        Ok(())
    }

    fn unlock(&self, stack: &str) -> Result<(), StateError> {
        let mut held = self.held();
        if let Some(at) = held.iter().position(|held| held == stack) {
            held.swap_remove(at);
            self.stacks().entry(stack.to_owned()).or_default().lock = None;
        }
        Ok(())
    }

    fn record(&self, stack: &str, outcomes: &[Outcome], next: &[Intent]) -> Result<(), StateError> {
        self.write(stack, |kept| {
            kept.settle(outcomes);
            kept.intents.extend_from_slice(next);
            Ok(())
        })
    }

    fn close(&self, stack: &str, outcomes: &[Outcome], generation: &Generation) -> Result<u64, StateError> {
        self.write(stack, |kept| {
            let number = kept.last() + 1;
            if generation.number != 0 && generation.number != number {
                return Err(StateError::Stale {
                    stack: stack.to_owned(),
                    expected: generation.number.saturating_sub(1),
                    found: kept.last(),
                });
            }
            kept.settle(outcomes);
            kept.generations.push(Generation { number, ..generation.clone() });
            Ok(number)
        })
    }

    fn history(&self, stack: &str) -> Result<Vec<Generation>, StateError> {
        Ok(self.read(stack, |kept| kept.generations.clone()))
    }

    fn at(&self, stack: &str, wanted: u64) -> Result<BTreeMap<Address, (Recorded, Map)>, StateError> {
        let (last, then) = self.read(stack, |kept| (kept.last(), kept.at(wanted)));
        if wanted > last {
            return Err(StateError::NoGeneration { stack: stack.to_owned(), wanted, last });
        }
        Ok(then)
    }
}

impl Kept {
    fn last(&self) -> u64 {
        self.generations.last().map_or(0, |generation| generation.number)
    }

    fn current(&self) -> impl Iterator<Item = &Version> {
        self.versions.iter().filter(|version| version.died.is_none())
    }

    fn snapshot(&self) -> Snapshot {
        let mut snapshot =
            Snapshot { generation: self.last(), intents: self.intents.clone(), ..Snapshot::default() };
        for version in self.current() {
            let row = version.row.clone();
            snapshot.deposed.extend(snapshot.rows.insert(row.address.clone(), row));
        }
        snapshot.deposed.sort_by(|left, right| left.address.cmp(&right.address));
        snapshot
    }

    fn at(&self, generation: u64) -> BTreeMap<Address, (Recorded, Map)> {
        self.versions
            .iter()
            .filter(|version| version.born <= generation && version.died.is_none_or(|died| died > generation))
            .map(|version| (version.row.address.clone(), (version.row.clone(), version.inputs.clone())))
            .collect()
    }

    fn settle(&mut self, outcomes: &[Outcome]) {
        for outcome in outcomes {
            let at = self
                .intents
                .iter()
                .position(|intent| !outcome.token.is_empty() && intent.token == outcome.token);
            let intent = at.map(|at| self.intents.remove(at));
            match (&outcome.change, intent) {
                (RowChange::Done, Some(intent)) if intent.kind == IntentKind::Delete => {
                    self.end(&intent.address, &intent.row.physical_id);
                }
                (RowChange::Done, Some(intent)) => self.put(intent.row, intent.inputs),
                (RowChange::Put(row, inputs), _) => self.put((**row).clone(), inputs.clone()),
                (RowChange::Remove(address, physical_id), _) => self.end(address, physical_id),
                (RowChange::Done | RowChange::None, _) => {}
            }
        }
    }

    fn put(&mut self, row: Recorded, inputs: Map) {
        self.end(&row.address, &row.physical_id);
        let born = self.last() + 1;
        self.versions.push(Version { row, inputs, born, died: None });
    }

    /// Ends a row; one that was made in the open generation was never seen by any other and is not kept.
    fn end(&mut self, address: &Address, physical_id: &str) {
        let open = self.last() + 1;
        let ends = |version: &Version| {
            version.died.is_none()
                && version.row.address == *address
                && version.row.physical_id == physical_id
        };
        self.versions.retain(|version| !(ends(version) && version.born == open));
        for version in self.versions.iter_mut().filter(|version| ends(version)) {
            version.died = Some(open);
        }
    }
}
