//! States in one SQLite file.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::encoding::{inputs, operation, recorded};
use super::schema;
use super::writing::{Before, Pending, last_generation, whole};
use crate::model::{Address, Map};
use crate::state::{
    Backend, Generation, Intent, IntentKind, LockInfo, Outcome, Recorded, Snapshot, StateError,
};
use crate::store::{Cell, FileLock, Row, Store, StoreError, Transaction};

/// States in one SQLite file, which is made by the first lock; reading makes nothing.
///
/// Beside it stands one empty file a stack that carries the lock.
#[derive(Debug)]
pub struct Sqlite {
    store: Store,
    locks: Mutex<BTreeMap<String, Held>>,
}

/// The lock of a stack.
#[derive(Debug)]
struct Held {
    lock: FileLock,
    before: Before,
}

impl Sqlite {
    /// The states in the file at that path, such as `.stackc/state.db`; touches nothing yet.
    #[must_use]
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { store: Store::at(path, &schema::FORMAT), locks: Mutex::new(BTreeMap::new()) }
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.store.path()
    }

    fn locks(&self) -> MutexGuard<'_, BTreeMap<String, Held>> {
        self.locks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes under the lock of a stack, which is held meanwhile.
    fn write<T>(
        &self,
        stack: &str,
        work: impl FnOnce(&Transaction<'_>, &mut Before) -> Result<T, StateError>,
    ) -> Result<T, StateError> {
        let mut locks = self.locks();
        let Some(held) = locks.get_mut(stack) else {
            return Err(StateError::NotLocked { stack: stack.to_owned() });
        };
        self.store.write(|rows| work(rows, &mut held.before))
    }

    /// Who holds a lock that was refused; its row may not be written yet, or be that of an owner that died.
    fn holder(&self, stack: &str) -> Result<LockInfo, StateError> {
        let found = self.store.read(|rows| rows.first(schema::FIND_LOCK, &[Cell::Text(stack)], lock_info))?;
        Ok(found.flatten().unwrap_or_else(|| LockInfo {
            who: "somebody".to_owned(),
            process: 0,
            since: 0,
            what: "a command that has just begun".to_owned(),
        }))
    }
}

impl Backend for Sqlite {
    fn snapshot(&self, stack: &str) -> Result<Snapshot, StateError> {
        let found = self.store.read(|rows| read_snapshot(rows, stack))?;
        Ok(found.unwrap_or_else(|| Snapshot { stack: stack.into(), ..Snapshot::default() }))
    }

    fn contents(&self, stack: &str, addresses: &[&Address]) -> Result<BTreeMap<Address, Map>, StateError> {
        let found = self.store.read(|rows| {
            let pending = Pending::of(rows, stack, Before::Perhaps)?;
            let mut contents = BTreeMap::new();
            for address in addresses {
                let cells = [Cell::Text(stack), Cell::Text(address.as_str())];
                rows.each(schema::INPUTS, &cells, |row| {
                    // Rows come oldest first: what was deposed is overwritten by what took its place.
                    if pending.is_there(row.whole(0)?) {
                        contents.insert((*address).clone(), inputs(row, 1)?);
                    }
                    Ok::<(), StateError>(())
                })?;
            }
            Ok::<_, StateError>(contents)
        })?;
        Ok(found.unwrap_or_default())
    }

    fn lock(&self, stack: &str, info: &LockInfo) -> Result<(), StateError> {
        let mut locks = self.locks();
        let refused = |info| Err(StateError::Locked { stack: stack.to_owned(), info });
        if locks.contains_key(stack) {
            return refused(self.holder(stack)?);
        }
        let mut path = self.store.path().as_os_str().to_owned();
        path.push(format!(".{}.lock", file_name(stack)));
        let Some(lock) = FileLock::take(&PathBuf::from(path))? else { return refused(self.holder(stack)?) };
        let before = self.store.write(|rows| {
            let cells = [
                Cell::Text(stack),
                Cell::Text(&info.who),
                Cell::Whole(i64::from(info.process)),
                Cell::Whole(info.since),
                Cell::Text(&info.what),
            ];
            rows.run(schema::SET_LOCK, &cells)?;
            let any = rows.first(schema::ANY_ROW, &[Cell::Text(stack)], |row| row.whole(0))?;
            Ok::<_, StateError>(any.map_or(Before::Nothing, |_| Before::Perhaps))
        })?;
        locks.insert(stack.to_owned(), Held { lock, before });
        Ok(())
    }

    fn unlock(&self, stack: &str) -> Result<(), StateError> {
        let mut locks = self.locks();
        if let Some(Held { lock, .. }) = locks.remove(stack) {
            // The row goes first, so that nobody is refused in the name of one who has left.
            let result = self.store.write(|rows| rows.run(schema::DROP_LOCK, &[Cell::Text(stack)]));
            drop(lock);
            result?;
        }
        Ok(())
    }

    fn record(&self, stack: &str, outcomes: &[Outcome], next: &[Intent]) -> Result<(), StateError> {
        self.write(stack, |rows, before| {
            let mut pending = Pending::of(rows, stack, *before)?;
            pending.settle(rows, stack, outcomes)?;
            pending.announce(rows, stack, next)
        })
    }

    fn close(&self, stack: &str, outcomes: &[Outcome], generation: &Generation) -> Result<u64, StateError> {
        self.write(stack, |rows, before| {
            let mut pending = Pending::of(rows, stack, *before)?;
            *before = Before::Perhaps;
            let number = pending.generation();
            if generation.number != 0 && generation.number != number {
                return Err(StateError::Stale {
                    stack: stack.to_owned(),
                    expected: generation.number.saturating_sub(1),
                    found: number.saturating_sub(1),
                });
            }
            pending.settle(rows, stack, outcomes)?;
            add_generation(rows, stack, number, generation)?;
            Ok(number)
        })
    }

    fn history(&self, stack: &str) -> Result<Vec<Generation>, StateError> {
        let mut history = Vec::new();
        self.store.read(|rows| {
            rows.each(schema::HISTORY, &[Cell::Text(stack)], |row| {
                history.push(generation(row)?);
                Ok::<(), StateError>(())
            })
        })?;
        Ok(history)
    }

    fn at(&self, stack: &str, wanted: u64) -> Result<BTreeMap<Address, (Recorded, Map)>, StateError> {
        let mut then = BTreeMap::new();
        let last = self.store.read(|rows| {
            let cells = [Cell::Text(stack), Cell::Whole(whole(wanted))];
            rows.each(schema::ROWS_THEN, &cells, |row| {
                // Rows come oldest first: what was deposed is overwritten by what took its place.
                let recorded = recorded(row)?;
                then.insert(recorded.address.clone(), (recorded, inputs(row, 9)?));
                Ok::<(), StateError>(())
            })?;
            last_generation(rows, stack)
        })?;
        match last.unwrap_or(0) {
            last if wanted > last => Err(StateError::NoGeneration { stack: stack.to_owned(), wanted, last }),
            _ => Ok(then),
        }
    }
}

fn read_snapshot(rows: &Transaction<'_>, stack: &str) -> Result<Snapshot, StateError> {
    let mut snapshot = Snapshot { stack: stack.into(), ..Snapshot::default() };
    snapshot.generation = last_generation(rows, stack)?;
    let pending = Pending::of(rows, stack, Before::Perhaps)?;
    let mut found: Vec<(i64, Recorded)> = Vec::new();
    rows.each(schema::ROWS_NOW, &[Cell::Text(stack)], |row| {
        let id = row.whole(0)?;
        if pending.is_there(id) {
            found.push((id, recorded(row)?));
        }
        Ok::<(), StateError>(())
    })?;
    found.sort_unstable_by(|(left_id, left), (right_id, right)| {
        left.address.cmp(&right.address).then(left_id.cmp(right_id))
    });
    let mut now = Vec::with_capacity(found.len());
    let mut found = found.into_iter().map(|(_, row)| row).peekable();
    while let Some(row) = found.next() {
        if found.peek().is_some_and(|newer| newer.address == row.address) {
            snapshot.deposed.push(row);
        } else {
            now.push((row.address.clone(), row));
        }
    }
    // They come in order, and a tree is built of that at once.
    snapshot.rows = now.into_iter().collect();
    rows.each(schema::INTENTS, &[Cell::Text(stack)], |row| {
        let kind = operation(row, 11)?;
        snapshot.intents.push(Intent {
            row: recorded(row)?,
            address: row.text(1)?.into(),
            inputs: if kind == IntentKind::Delete { Map::new() } else { inputs(row, 9)? },
            token: row.text(10)?.into(),
            kind,
        });
        Ok::<(), StateError>(())
    })?;
    Ok(snapshot)
}

fn add_generation(
    rows: &Transaction<'_>,
    stack: &str,
    number: u64,
    generation: &Generation,
) -> Result<(), StoreError> {
    let mut cells = vec![
        Cell::Text(stack),
        Cell::Whole(whole(number)),
        Cell::Whole(generation.time),
        Cell::Text(&generation.command),
    ];
    cells.extend(generation.summary.iter().map(|count| Cell::Whole(whole(*count))));
    cells.push(Cell::Text(&generation.desired));
    rows.run(schema::ADD_GENERATION, &cells).map(|_| ())
}

fn generation(row: &Row<'_>) -> Result<Generation, StoreError> {
    Ok(Generation {
        number: row.count(0)?,
        time: row.whole(1)?,
        command: row.text(2)?.into(),
        summary: [row.count(3)?, row.count(4)?, row.count(5)?, row.count(6)?, row.count(7)?],
        desired: row.text(8)?.into(),
    })
}

fn lock_info(row: &Row<'_>) -> Result<LockInfo, StateError> {
    Ok(LockInfo {
        who: row.text(0)?.to_owned(),
        process: u32::try_from(row.whole(1)?).unwrap_or(0),
        since: row.whole(2)?,
        what: row.text(3)?.to_owned(),
    })
}

/// A stack's name as part of a file's: other characters than letters, digits, `-` and `_` by their bytes.
fn file_name(stack: &str) -> String {
    let mut name = String::new();
    for byte in stack.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_' {
            name.push(char::from(byte));
        } else {
            let _ = write!(name, "%{byte:02x}");
        }
    }
    name
}
