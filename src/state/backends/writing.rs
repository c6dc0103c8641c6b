//! How intents are written down, and what becomes of them.

use rustc_hash::{FxHashMap, FxHashSet};

use super::encoding::{addresses_text, operation, operation_text, order_text};
use super::schema;
use crate::model::{Map, map_to_text};
use crate::state::{Intent, IntentKind, Outcome, Recorded, RowChange, StateError};
use crate::store::{Cell, Prepared, Transaction};

/// Whether a stack had rows when it was locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// None, and no apply was closed since: what is created takes nothing's place.
    Nothing,
    /// Some, perhaps.
    Perhaps,
}

/// The intents of a stack that nothing became of yet.
#[derive(Debug)]
pub(super) struct Pending {
    /// The number of the generation that is open.
    generation: u64,
    before: Before,
    by_token: FxHashMap<String, Announced>,
    /// Rows that will be there when their intents come true.
    rows: FxHashSet<i64>,
}

/// What must be known of an intent to make it come true.
#[derive(Debug)]
struct Announced {
    id: i64,
    kind: IntentKind,
    /// The row that will be there, or that will be gone.
    row: i64,
}

impl Pending {
    /// Those that were written down.
    pub(super) fn of(rows: &Transaction<'_>, stack: &str, before: Before) -> Result<Self, StateError> {
        let generation = last_generation(rows, stack)? + 1;
        let mut pending =
            Self { generation, before, by_token: FxHashMap::default(), rows: FxHashSet::default() };
        rows.each(schema::OPEN_INTENTS, &[Cell::Text(stack)], |row| {
            let intent = Announced { id: row.whole(0)?, kind: operation(row, 2)?, row: row.whole(3)? };
            if intent.kind != IntentKind::Delete {
                pending.rows.insert(intent.row);
            }
            pending.by_token.insert(row.text(1)?.to_owned(), intent);
            Ok::<(), StateError>(())
        })?;
        Ok(pending)
    }

    /// The number of the generation that is open.
    pub(super) const fn generation(&self) -> u64 {
        self.generation
    }

    /// Whether a row that was written is there, and not only announced.
    pub(super) fn is_there(&self, row: i64) -> bool {
        !self.rows.contains(&row)
    }

    /// Does what the outcomes say.
    pub(super) fn settle(
        &mut self,
        rows: &Transaction<'_>,
        stack: &str,
        outcomes: &[Outcome],
    ) -> Result<(), StateError> {
        let mut settled = Vec::new();
        for outcome in outcomes {
            let intent = self.by_token.remove(outcome.token.as_str());
            settled.extend(intent.as_ref().map(|intent| intent.id));
            match (&outcome.change, intent) {
                (RowChange::Done, Some(intent)) if intent.kind == IntentKind::Delete => {
                    self.end(rows, intent.row)?;
                }
                (RowChange::Done, Some(intent)) => {
                    if intent.kind != IntentKind::Create || self.before == Before::Perhaps {
                        self.end_before(rows, intent.row)?;
                    }
                    self.rows.remove(&intent.row);
                }
                (RowChange::Done, None) => {}
                (change, intent) => {
                    if let Some(intent) = intent.filter(|intent| self.rows.remove(&intent.row)) {
                        drop_row(rows, intent.row)?;
                    }
                    self.change(rows, stack, change)?;
                }
            }
        }
        if self.by_token.is_empty() && !settled.is_empty() {
            rows.run(schema::DROP_INTENTS, &[Cell::Text(stack)])?;
            return Ok(());
        }
        settled
            .into_iter()
            .try_for_each(|id| rows.run(schema::DROP_INTENT, &[Cell::Whole(id)]).map(|_| ()))?;
        Ok(())
    }

    /// Ends another row of the address and physical id of one.
    fn end_before(&self, rows: &Transaction<'_>, row: i64) -> Result<(), StateError> {
        for before in self.found(rows, schema::FIND_BEFORE, &[Cell::Whole(row)])? {
            self.end(rows, before)?;
        }
        Ok(())
    }

    /// Does what is said of a row by itself.
    fn change(&self, rows: &Transaction<'_>, stack: &str, change: &RowChange) -> Result<(), StateError> {
        let (address, physical_id) = match change {
            RowChange::Put(row, _) => (&row.address, &row.physical_id),
            RowChange::Remove(address, physical_id) => (address, physical_id),
            RowChange::Done | RowChange::None => return Ok(()),
        };
        let cells = [Cell::Text(stack), Cell::Text(address.as_str()), Cell::Text(physical_id)];
        for before in self.found(rows, schema::FIND_ROW, &cells)? {
            self.end(rows, before)?;
        }
        if let RowChange::Put(row, inputs) = change {
            Adding::new(rows, stack, self.generation)?.add(row, inputs)?;
        }
        Ok(())
    }

    /// Writes down what will be tried. A deletion of what is not there leaves nothing that could be told of it.
    pub(super) fn announce(
        &mut self,
        rows: &Transaction<'_>,
        stack: &str,
        next: &[Intent],
    ) -> Result<(), StateError> {
        let mut intents = rows.prepare(schema::ADD_INTENT)?;
        let mut adding = Adding::new(rows, stack, self.generation)?;
        for intent in next {
            let row = if intent.kind == IntentKind::Delete {
                let (address, physical_id) = (intent.address.as_str(), &intent.row.physical_id);
                let cells = [Cell::Text(stack), Cell::Text(address), Cell::Text(physical_id)];
                let Some(row) = self.found(rows, schema::FIND_ROW, &cells)?.pop() else { continue };
                row
            } else {
                let row = adding.add(&intent.row, &intent.inputs)?;
                self.rows.insert(row);
                row
            };
            let operation = Cell::Text(operation_text(intent.kind));
            let cells = [Cell::Text(stack), Cell::Text(&intent.token), operation, Cell::Whole(row)];
            intents.insert(&cells)?;
        }
        Ok(())
    }

    /// The rows that a statement finds, but for those that are only announced.
    fn found(&self, rows: &Transaction<'_>, sql: &str, cells: &[Cell<'_>]) -> Result<Vec<i64>, StateError> {
        let mut found = Vec::new();
        rows.each(sql, cells, |row| {
            found.push(row.whole(0)?);
            Ok::<(), StateError>(())
        })?;
        found.retain(|row| self.is_there(*row));
        Ok(found)
    }

    /// Ends a row. One that was made in the open generation was never seen by any other, so nothing of it is kept.
    fn end(&self, rows: &Transaction<'_>, row: i64) -> Result<(), StateError> {
        if rows.run(schema::END_ROW, &[Cell::Whole(row), Cell::Whole(whole(self.generation))])? == 0 {
            drop_row(rows, row)?;
        }
        Ok(())
    }
}

fn drop_row(rows: &Transaction<'_>, row: i64) -> Result<(), StateError> {
    rows.run(schema::DROP_ROW, &[Cell::Whole(row)])?;
    rows.run(schema::DROP_INPUTS, &[Cell::Whole(row)])?;
    Ok(())
}

/// What adds rows to a stack in the open generation.
struct Adding<'t> {
    inputs: Prepared<'t>,
    rows: Prepared<'t>,
    stack: &'t str,
    generation: u64,
}

impl<'t> Adding<'t> {
    fn new(rows: &'t Transaction<'_>, stack: &'t str, generation: u64) -> Result<Self, StateError> {
        let (inputs, rows) = (rows.prepare(schema::ADD_INPUTS)?, rows.prepare(schema::ADD_ROW)?);
        Ok(Self { inputs, rows, stack, generation })
    }

    /// Writes a row with its inputs; its id.
    fn add(&mut self, row: &Recorded, inputs: &Map) -> Result<i64, StateError> {
        let id = self.inputs.insert(&[Cell::Text(&map_to_text(inputs))])?;
        let depends_on = addresses_text(&row.depends_on);
        let remembered = row.remembered.as_ref().map(|remembered| remembered.to_text());
        let cells = [
            Cell::Whole(id),
            Cell::Text(self.stack),
            Cell::Text(row.address.as_str()),
            Cell::Text(&row.physical_id),
            Cell::Text(&row.kind),
            Cell::Bytes(&row.fingerprint.0),
            Cell::Text(&depends_on),
            Cell::Text(order_text(row.replace)),
            Cell::Whole(i64::from(row.tainted)),
            remembered.as_deref().map_or(Cell::Null, Cell::Text),
            Cell::Whole(whole(self.generation)),
        ];
        Ok(self.rows.insert(&cells)?)
    }
}

/// The number of the last generation; 0 if there was none.
pub(super) fn last_generation(rows: &Transaction<'_>, stack: &str) -> Result<u64, StateError> {
    Ok(rows.first(schema::LAST_GENERATION, &[Cell::Text(stack)], |row| row.count(0))?.unwrap_or(0))
}

/// SQLite counts to 2⁶³ − 1, which is enough for generations.
pub(super) fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
