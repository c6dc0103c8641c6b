//! States in one SQLite file.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::encoding::{addresses_text, inputs, operation, operation_text, order_text, recorded};
use super::schema;
use crate::model::{Address, Map, map_to_text};
use crate::state::{
    Backend, Generation, Intent, IntentKind, LockInfo, Outcome, Recorded, RowChange, Snapshot, StateError,
};
use crate::store::{Cell, FileLock, Row, Store, StoreError, Transaction};

/// States in one SQLite file, which is made by the first lock; reading makes nothing.
///
/// Beside it stands one empty file a stack that carries the lock.
#[derive(Debug)]
pub struct Sqlite {
    store: Store,
    locks: Mutex<BTreeMap<String, FileLock>>,
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

    fn locks(&self) -> MutexGuard<'_, BTreeMap<String, FileLock>> {
        self.locks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes under the lock of a stack, which is held meanwhile.
    fn write<T>(
        &self,
        stack: &str,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StateError>,
    ) -> Result<T, StateError> {
        let locks = self.locks();
        if !locks.contains_key(stack) {
            return Err(StateError::NotLocked { stack: stack.to_owned() });
        }
        self.store.write(work)
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
            let mut contents = BTreeMap::new();
            for address in addresses {
                let cells = [Cell::Text(stack), Cell::Text(address.as_str())];
                if let Some(map) = rows.first(schema::INPUTS, &cells, |row| inputs(row, 0))? {
                    contents.insert((*address).clone(), map);
                }
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
        self.store.write(|rows| {
            let cells = [
                Cell::Text(stack),
                Cell::Text(&info.who),
                Cell::Whole(i64::from(info.process)),
                Cell::Whole(info.since),
                Cell::Text(&info.what),
            ];
            rows.run(schema::SET_LOCK, &cells)
        })?;
        locks.insert(stack.to_owned(), lock);
        Ok(())
    }

    fn unlock(&self, stack: &str) -> Result<(), StateError> {
        let mut locks = self.locks();
        if let Some(lock) = locks.remove(stack) {
            // The row goes first, so that nobody is refused in the name of one who has left.
            let result = self.store.write(|rows| rows.run(schema::DROP_LOCK, &[Cell::Text(stack)]));
            drop(lock);
            result?;
        }
        Ok(())
    }

    fn record(&self, stack: &str, outcomes: &[Outcome], next: &[Intent]) -> Result<(), StateError> {
        self.write(stack, |rows| {
            settle(rows, stack, outcomes)?;
            next.iter().try_for_each(|intent| add_intent(rows, stack, intent))
        })
    }

    fn close(&self, stack: &str, outcomes: &[Outcome], generation: &Generation) -> Result<u64, StateError> {
        self.write(stack, |rows| {
            let number = settle(rows, stack, outcomes)?;
            if generation.number != 0 && generation.number != number {
                return Err(StateError::Stale {
                    stack: stack.to_owned(),
                    expected: generation.number.saturating_sub(1),
                    found: number.saturating_sub(1),
                });
            }
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
    let mut found: Vec<(i64, Recorded)> = Vec::new();
    rows.each(schema::ROWS_NOW, &[Cell::Text(stack)], |row| {
        found.push((row.whole(0)?, recorded(row)?));
        Ok::<(), StateError>(())
    })?;
    found.sort_unstable_by(|(left_id, left), (right_id, right)| {
        left.address.cmp(&right.address).then(left_id.cmp(right_id))
    });
    let mut newer = found.iter().skip(1).map(|(_, row)| row.address.clone()).collect::<Vec<_>>().into_iter();
    for (_, row) in found {
        if newer.next().as_ref() == Some(&row.address) {
            snapshot.deposed.push(row);
        } else {
            snapshot.rows.insert(row.address.clone(), row);
        }
    }
    rows.each(schema::INTENTS, &[Cell::Text(stack)], |row| {
        snapshot.intents.push(Intent {
            row: recorded(row)?,
            address: row.text(1)?.into(),
            inputs: inputs(row, 9)?,
            token: row.text(10)?.into(),
            kind: operation(row, 11)?,
        });
        Ok::<(), StateError>(())
    })?;
    Ok(snapshot)
}

/// Does what the outcomes say; the number of the generation that is open.
fn settle(rows: &Transaction<'_>, stack: &str, outcomes: &[Outcome]) -> Result<u64, StateError> {
    let open = last_generation(rows, stack)? + 1;
    for outcome in outcomes {
        let intent = match outcome.token.is_empty() {
            true => None,
            false => find_intent(rows, stack, &outcome.token)?,
        };
        if let RowChange::Done = outcome.change {
            if let Some(intent) = &intent {
                come_true(rows, stack, intent, open)?;
            }
            continue;
        }
        if let Some(intent) = &intent {
            rows.run(schema::DROP_INTENT, &[Cell::Whole(intent.id)])?;
            rows.run(schema::DROP_INPUTS, &[Cell::Whole(intent.id)])?;
        }
        match &outcome.change {
            RowChange::Put(row, map) => {
                end_row(rows, stack, row.address.as_str(), &row.physical_id, open)?;
                let id = rows.insert(schema::ADD_INPUTS, &[Cell::Text(&map_to_text(map))])?;
                add(rows, schema::ADD_ROW, id, stack, row, &[Cell::Whole(whole(open))])?;
            }
            RowChange::Remove(address, physical_id) => {
                end_row(rows, stack, address.as_str(), physical_id, open)?;
            }
            RowChange::Done | RowChange::None => {}
        }
    }
    Ok(open)
}

/// What must be known of an intent to make it a row.
struct Found {
    id: i64,
    kind: IntentKind,
    address: String,
    physical_id: String,
}

fn find_intent(rows: &Transaction<'_>, stack: &str, token: &str) -> Result<Option<Found>, StateError> {
    rows.first(schema::FIND_INTENT, &[Cell::Text(stack), Cell::Text(token)], |row| {
        Ok(Found {
            id: row.whole(0)?,
            kind: operation(row, 1)?,
            address: row.text(2)?.to_owned(),
            physical_id: row.text(3)?.to_owned(),
        })
    })
}

/// Makes an intent the row that it announced; its inputs stay where they are.
fn come_true(rows: &Transaction<'_>, stack: &str, intent: &Found, open: u64) -> Result<(), StateError> {
    end_row(rows, stack, &intent.address, &intent.physical_id, open)?;
    if intent.kind == IntentKind::Delete {
        rows.run(schema::DROP_INPUTS, &[Cell::Whole(intent.id)])?;
    } else {
        rows.run(schema::ADD_ROW_OF_INTENT, &[Cell::Whole(intent.id), Cell::Whole(whole(open))])?;
    }
    rows.run(schema::DROP_INTENT, &[Cell::Whole(intent.id)])?;
    Ok(())
}

/// Ends the row of an address and physical id, if there is one. One that was made in the open generation was never
/// seen by any other, so nothing of it is kept.
fn end_row(
    rows: &Transaction<'_>,
    stack: &str,
    address: &str,
    physical_id: &str,
    open: u64,
) -> Result<(), StateError> {
    let cells = [Cell::Text(stack), Cell::Text(address), Cell::Text(physical_id)];
    let found =
        rows.first(schema::FIND_ROW, &cells, |row| Ok::<_, StateError>((row.whole(0)?, row.count(1)?)))?;
    match found {
        Some((id, born)) if born == open => {
            rows.run(schema::DROP_ROW, &[Cell::Whole(id)])?;
            rows.run(schema::DROP_INPUTS, &[Cell::Whole(id)])?;
        }
        Some((id, _)) => {
            rows.run(schema::END_ROW, &[Cell::Whole(id), Cell::Whole(whole(open))])?;
        }
        None => {}
    }
    Ok(())
}

fn add_intent(rows: &Transaction<'_>, stack: &str, intent: &Intent) -> Result<(), StateError> {
    let id = rows.insert(schema::ADD_INPUTS, &[Cell::Text(&map_to_text(&intent.inputs))])?;
    let more = [Cell::Text(&intent.token), Cell::Text(operation_text(intent.kind))];
    add(rows, schema::ADD_INTENT, id, stack, &intent.row, &more)
}

/// Inserts a row with its id and stack before it and some cells after it.
fn add(
    rows: &Transaction<'_>,
    sql: &str,
    id: i64,
    stack: &str,
    row: &Recorded,
    more: &[Cell<'_>],
) -> Result<(), StateError> {
    let depends_on = addresses_text(&row.depends_on);
    let remembered = row.remembered.as_ref().map(|remembered| remembered.to_text());
    let mut cells = vec![
        Cell::Whole(id),
        Cell::Text(stack),
        Cell::Text(row.address.as_str()),
        Cell::Text(&row.physical_id),
        Cell::Text(&row.kind),
        Cell::Bytes(&row.fingerprint.0),
        Cell::Text(&depends_on),
        Cell::Text(order_text(row.replace)),
        Cell::Whole(i64::from(row.tainted)),
        remembered.as_deref().map_or(Cell::Null, Cell::Text),
    ];
    cells.extend_from_slice(more);
    rows.run(sql, &cells)?;
    Ok(())
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

fn last_generation(rows: &Transaction<'_>, stack: &str) -> Result<u64, StateError> {
    Ok(rows.first(schema::LAST_GENERATION, &[Cell::Text(stack)], |row| row.count(0))?.unwrap_or(0))
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

/// SQLite counts to 2⁶³ − 1, which is enough for generations.
fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
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
