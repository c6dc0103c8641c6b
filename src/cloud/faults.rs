//! Calls that shall go wrong, so that one can see what happens then.

use ecow::EcoString;

use super::{CloudError, Request, schema};
use crate::store::{Cell, Row, StoreError, Transaction};

/// Something that is asked of the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    /// To make a thing.
    Create,
    /// To change it in place.
    Update,
    /// To delete it.
    Delete,
}

/// How a call goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// The service fails, and nothing was done.
    Fail,
    /// The service has too much to do; the caller may try again.
    Throttle,
    /// The thing is there, but did not come up. Of a creation only.
    HalfMade,
}

/// That calls shall go wrong. It names one thing, whose calls follow each other, so it does not depend on threads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Which call.
    pub call: Call,
    /// The thing, which need not be there yet.
    pub physical_id: EcoString,
    /// How many such calls still go well before.
    pub after: u64,
    /// How many go wrong then.
    pub times: u64,
    /// How.
    pub effect: Effect,
}

/// Remembers a fault.
pub(super) fn add(rows: &Transaction<'_>, fault: &Fault) -> Result<(), StoreError> {
    let cells = [
        Cell::Text(&fault.physical_id),
        Cell::Text(call_text(fault.call)),
        Cell::Whole(super::things::whole(fault.after)),
        Cell::Whole(super::things::whole(fault.times)),
        Cell::Text(effect_text(fault.effect)),
    ];
    rows.run(schema::ADD_FAULT, &cells).map(|_| ())
}

/// Whether any calls shall go wrong.
pub(super) fn any(rows: &Transaction<'_>) -> Result<bool, StoreError> {
    Ok(rows.first(schema::ANY_FAULT, &[], |row| row.whole(0))?.is_some())
}

/// That a call goes wrong.
pub(super) struct Strike {
    pub(super) effect: Effect,
    id: i64,
    times: u64,
}

impl Strike {
    /// Counts it: the call did go wrong.
    pub(super) fn count(&self, rows: &Transaction<'_>) -> Result<(), StoreError> {
        let counted = if self.times > 1 { schema::FAULT_STRUCK } else { schema::DROP_FAULT };
        rows.run(counted, &[Cell::Whole(self.id)]).map(|_| ())
    }
}

/// Counts a call that goes well; how it goes wrong, if it does.
pub(super) fn strike(
    rows: &Transaction<'_>,
    call: Call,
    request: &Request,
) -> Result<Option<Strike>, CloudError> {
    let cells = [Cell::Text(&request.physical_id), Cell::Text(call_text(call))];
    let found = rows.first(schema::FIND_FAULT, &cells, |row| {
        Ok::<_, CloudError>((row.whole(0)?, row.count(1)?, row.count(2)?, effect(row, 3)?))
    })?;
    let Some((id, after, times, effect)) = found else { return Ok(None) };
    if after > 0 {
        rows.run(schema::FAULT_WAITED, &[Cell::Whole(id)])?;
        return Ok(None);
    }
    Ok(Some(Strike { effect, id, times }))
}

fn call_text(call: Call) -> &'static str {
    match call {
        Call::Create => "create",
        Call::Update => "update",
        Call::Delete => "delete",
    }
}

fn effect_text(effect: Effect) -> &'static str {
    match effect {
        Effect::Fail => "fail",
        Effect::Throttle => "throttle",
        Effect::HalfMade => "half_made",
    }
}

fn effect(row: &Row<'_>, column: usize) -> Result<Effect, StoreError> {
    match row.text(column)? {
        "fail" => Ok(Effect::Fail),
        "throttle" => Ok(Effect::Throttle),
        "half_made" => Ok(Effect::HalfMade),
        _ => Err(row.unreadable("the effect of a fault is unknown")),
    }
}
