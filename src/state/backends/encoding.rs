//! Rows of a state as cells, and back.

use crate::model::{Address, Fingerprint, Map, Remembered, ReplaceOrder, list_to_text, map_from_text};
use crate::state::{IntentKind, Recorded};
use crate::store::{Row, StoreError};

/// Inputs, from their column.
pub(super) fn inputs(row: &Row<'_>, column: usize) -> Result<Map, StoreError> {
    map_from_text(row.text(column)?).ok_or_else(|| row.unreadable("the inputs of a resource are damaged"))
}

/// Addresses as they are stored.
pub(super) fn addresses_text(addresses: &[Address]) -> String {
    list_to_text(addresses.iter().map(Address::as_str))
}

/// A row, from the columns after the first.
pub(super) fn recorded(row: &Row<'_>) -> Result<Recorded, StoreError> {
    let depends_on = row.text(5)?;
    Ok(Recorded {
        address: row.text(1)?.into(),
        physical_id: row.text(2)?.into(),
        kind: row.text(3)?.into(),
        fingerprint: Fingerprint::from_bytes(row.bytes(4)?)
            .ok_or_else(|| row.unreadable("a fingerprint has not 16 bytes"))?,
        depends_on: match depends_on {
            "[]" => Vec::new(),
            text => serde_json::from_str(text)
                .map_err(|_| row.unreadable("the dependencies of a resource are damaged"))?,
        },
        replace: match row.text(6)? {
            "delete_first" => ReplaceOrder::DeleteFirst,
            "create_first" => ReplaceOrder::CreateFirst,
            _ => return Err(row.unreadable("the replacement order of a resource is unknown")),
        },
        tainted: row.whole(7)? != 0,
        remembered: match row.optional_text(8)? {
            None => None,
            Some(text) => Remembered::from_text(text)
                .ok_or_else(|| row.unreadable("what is remembered of a resource is damaged"))?
                .boxed(),
        },
    })
}

/// An order as it is stored.
pub(super) fn order_text(order: ReplaceOrder) -> &'static str {
    match order {
        ReplaceOrder::DeleteFirst => "delete_first",
        ReplaceOrder::CreateFirst => "create_first",
    }
}

/// An operation as it is stored.
pub(super) fn operation_text(kind: IntentKind) -> &'static str {
    match kind {
        IntentKind::Create => "create",
        IntentKind::Update => "update",
        IntentKind::Delete => "delete",
    }
}

/// Reads what [`operation_text`] wrote.
pub(super) fn operation(row: &Row<'_>, column: usize) -> Result<IntentKind, StoreError> {
    match row.text(column)? {
        "create" => Ok(IntentKind::Create),
        "update" => Ok(IntentKind::Update),
        "delete" => Ok(IntentKind::Delete),
        _ => Err(row.unreadable("an operation is unknown")),
    }
}
