//! Things of the world as rows, and back.

use ecow::EcoString;

use super::{CloudError, Listed, Observed, Request, schema};
use crate::catalog::{Catalog, Deletion, Kind};
use crate::model::{Fingerprint, Map, map_from_text, map_to_text};
use crate::store::{Cell, Row, StoreError, Transaction};

/// What decides about a thing, without what it is like.
#[derive(Debug, Clone)]
pub(super) struct Thing {
    pub(super) id: i64,
    pub(super) kind: EcoString,
    pub(super) data: u64,
    /// Virtual milliseconds at which it was made.
    pub(super) created: u64,
    /// Virtual milliseconds from which other services see it.
    pub(super) visible: u64,
    /// What made it.
    pub(super) token: EcoString,
    pub(super) account: EcoString,
}

/// When a thing is made and seen, and in whose name.
pub(super) struct Birth<'a> {
    pub(super) created: u64,
    pub(super) visible: u64,
    pub(super) unique_name: Option<&'a str>,
    pub(super) account: &'a EcoString,
}

pub(super) fn find(rows: &Transaction<'_>, physical_id: &str) -> Result<Option<Thing>, StoreError> {
    rows.first(schema::FIND, &[Cell::Text(physical_id)], |row| {
        Ok(Thing {
            id: row.whole(0)?,
            kind: row.text(1)?.into(),
            data: row.count(2)?,
            created: row.count(3)?,
            visible: row.count(4)?,
            token: row.text(5)?.into(),
            account: row.text(6)?.into(),
        })
    })
}

/// Reads one thing by a statement and what it asks for.
pub(super) fn observe(
    rows: &Transaction<'_>,
    sql: &str,
    cells: &[Cell<'_>],
) -> Result<Option<Observed>, CloudError> {
    rows.first(sql, cells, |row| {
        Ok(Observed {
            listed: listed(row)?,
            inputs: map(row, 4)?,
            outputs: map(row, 5)?,
            created: row.count(6)?,
        })
    })
}

pub(super) fn listed(row: &Row<'_>) -> Result<Listed, StoreError> {
    Ok(Listed {
        physical_id: row.text(0)?.into(),
        kind: row.text(1)?.into(),
        fingerprint: Fingerprint::from_bytes(row.bytes(2)?)
            .ok_or_else(|| row.unreadable("a fingerprint has not 16 bytes"))?,
        data: row.count(3)?,
    })
}

/// Adds a thing; its id, or `None` if its physical id or its name is taken.
pub(super) fn add(
    rows: &Transaction<'_>,
    request: &Request,
    birth: &Birth<'_>,
) -> Result<Option<i64>, StoreError> {
    let cells = [
        Cell::Text(&request.physical_id),
        Cell::Text(&request.kind),
        Cell::Bytes(&request.fingerprint.0),
        Cell::Whole(whole(birth.created)),
        Cell::Whole(whole(birth.visible)),
        Cell::Text(&request.token),
        birth.unique_name.map_or(Cell::Null, Cell::Text),
        Cell::Text(birth.account),
    ];
    let Some(id) = rows.insert_new(schema::ADD, &cells)? else { return Ok(None) };
    let (inputs, outputs) = (map_to_text(&request.inputs), map_to_text(&request.outputs));
    rows.run(schema::ADD_CONTENTS, &[Cell::Whole(id), Cell::Text(&inputs), Cell::Text(&outputs)])?;
    Ok(Some(id))
}

pub(super) fn change(
    rows: &Transaction<'_>,
    id: i64,
    request: &Request,
    unique_name: Option<&str>,
) -> Result<(), StoreError> {
    let name = unique_name.map_or(Cell::Null, Cell::Text);
    rows.run(schema::CHANGE, &[Cell::Whole(id), Cell::Bytes(&request.fingerprint.0), name])?;
    let (inputs, outputs) = (map_to_text(&request.inputs), map_to_text(&request.outputs));
    rows.run(schema::CHANGE_CONTENTS, &[Cell::Whole(id), Cell::Text(&inputs), Cell::Text(&outputs)])?;
    Ok(())
}

/// Remembers what cannot be deleted while a thing is there.
pub(super) fn add_uses(rows: &Transaction<'_>, user: i64, uses: &[&str]) -> Result<(), StoreError> {
    for used in uses {
        rows.run(schema::ADD_USE, &[Cell::Text(used), Cell::Whole(user)])?;
    }
    Ok(())
}

/// When a thing was changed, as far as that counts, oldest first.
pub(super) fn changes(rows: &Transaction<'_>, id: i64) -> Result<Vec<u64>, StoreError> {
    let mut found = Vec::new();
    rows.each(schema::CHANGES, &[Cell::Whole(id)], |row| {
        found.push(row.count(0)?);
        Ok::<(), StoreError>(())
    })?;
    Ok(found)
}

/// Counts a change at a time, and forgets those that no longer count.
pub(super) fn add_change(rows: &Transaction<'_>, id: i64, at: u64, within: u64) -> Result<(), StoreError> {
    let old = Cell::Whole(whole(at.saturating_sub(within)));
    if at >= within {
        rows.run(schema::DROP_OLD_CHANGES, &[Cell::Whole(id), old])?;
    }
    rows.run(schema::ADD_CHANGE, &[Cell::Whole(id), Cell::Whole(whole(at))])?;
    Ok(())
}

/// Changes what a thing is like, and nothing else.
pub(super) fn change_inputs(rows: &Transaction<'_>, thing: &Listed, inputs: &Map) -> Result<(), StoreError> {
    let fingerprint = Fingerprint::of(&thing.kind, inputs);
    let id = Cell::Text(&thing.physical_id);
    rows.run(schema::CHANGE_FINGERPRINT, &[id, Cell::Bytes(&fingerprint.0)])?;
    rows.run(schema::CHANGE_INPUTS, &[id, Cell::Text(&map_to_text(inputs))])?;
    Ok(())
}

/// Removes a thing with all rows that its kind may have left.
pub(super) fn drop(rows: &Transaction<'_>, catalog: &Catalog, kind: &str, id: i64) -> Result<(), StoreError> {
    let counted = catalog.kind(kind).is_none_or(|kind| kind.quota.is_some());
    let may_use = catalog.kinds().any(|other| other.deletion.users().contains(&kind));
    let traces = [(may_use, schema::DROP_USES), (counted, schema::DROP_CHANGES)];
    let traces = traces.into_iter().filter(|(left, _)| *left).map(|(_, sql)| sql);
    for sql in traces.chain([schema::DROP_CONTENTS, schema::DROP]) {
        rows.run(sql, &[Cell::Whole(id)])?;
    }
    Ok(())
}

/// Removes what goes with a thing of a kind.
pub(super) fn drop_along(
    rows: &Transaction<'_>,
    catalog: &Catalog,
    kind: Option<&Kind>,
    physical_id: &str,
) -> Result<(), StoreError> {
    drop_within(rows, catalog, physical_id)?;
    if !kind.is_some_and(|kind| matches!(kind.deletion, Deletion::TakesAlong(_))) {
        return Ok(());
    }
    let mut users: Vec<(i64, String, String)> = Vec::new();
    rows.each(schema::ALL_USERS, &[Cell::Text(physical_id)], |row| {
        users.push((row.whole(0)?, row.text(1)?.to_owned(), row.text(2)?.to_owned()));
        Ok::<(), StoreError>(())
    })?;
    users.into_iter().try_for_each(|(id, user, kind)| {
        drop(rows, catalog, &kind, id)?;
        drop_along(rows, catalog, catalog.kind(&kind), &user)
    })
}

/// Removes what is a part of a thing, with what is a part of that.
fn drop_within(rows: &Transaction<'_>, catalog: &Catalog, physical_id: &str) -> Result<(), StoreError> {
    // Between a slash and what follows a slash lies everything that begins so.
    let (from, to) = (format!("{physical_id}/"), format!("{physical_id}0"));
    let mut within = Vec::new();
    rows.each(schema::WITHIN, &[Cell::Text(&from), Cell::Text(&to)], |row| {
        if let Some(kind) = catalog.kind(row.text(1)?).filter(|kind| kind.lives_within()) {
            within.push((row.whole(0)?, kind.name));
        }
        Ok::<(), StoreError>(())
    })?;
    within.into_iter().try_for_each(|(id, kind)| drop(rows, catalog, kind, id))
}

/// SQLite counts to 2⁶³ − 1: three hundred million years of milliseconds.
pub(super) fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn map(row: &Row<'_>, column: usize) -> Result<Map, StoreError> {
    map_from_text(row.text(column)?).ok_or_else(|| row.unreadable("what a thing is like is damaged"))
}
