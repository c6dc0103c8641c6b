//! What was applied, and what exists, as it is shown.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map as JsonMap, Value as Json};

use crate::cloud::{Listed, Observed};
use crate::model::{Address, Map, to_plain_json};
use crate::state::{Generation, Recorded, Snapshot};
use crate::timing::{Moment, Zone};

/// One row of a state.
#[derive(Debug, Clone, Serialize)]
pub struct RowView {
    /// Its address.
    pub address: String,
    /// Its kind.
    pub kind: String,
    /// What the world calls it.
    pub physical_id: String,
    /// Whether a step on it failed halfway.
    pub tainted: bool,
}

/// `state list`
#[derive(Debug, Clone, Serialize)]
pub struct StateView {
    format: u32,
    /// The stack.
    pub stack: String,
    /// The last generation.
    pub generation: u64,
    /// By address.
    pub resources: Vec<RowView>,
}

/// `state show`
#[derive(Debug, Clone, Serialize)]
pub struct RecordView {
    format: u32,
    /// The row.
    #[serde(flatten)]
    pub row: RowView,
    /// What must exist before it.
    pub depends_on: Vec<String>,
    /// Inputs as applied.
    pub attributes: JsonMap<String, Json>,
    /// The same, as the language writes it.
    #[serde(skip)]
    pub lines: Vec<(String, String)>,
}

/// One apply.
#[derive(Debug, Clone, Serialize)]
pub struct GenerationView {
    /// Counts from 1.
    pub generation: u64,
    /// When, in UTC.
    pub time: String,
    /// `apply` or `destroy`.
    pub command: String,
    /// How many were made.
    pub created: u64,
    /// How many were changed in place.
    pub updated: u64,
    /// How many were replaced.
    pub replaced: u64,
    /// How many were deleted.
    pub deleted: u64,
    /// How many operations failed.
    pub failed: u64,
}

/// `state history`
#[derive(Debug, Clone, Serialize)]
pub struct HistoryView {
    format: u32,
    /// The stack.
    pub stack: String,
    /// Oldest first.
    pub generations: Vec<GenerationView>,
}

/// One thing of the world.
#[derive(Debug, Clone, Serialize)]
pub struct ThingRow {
    /// What the world calls it.
    pub physical_id: String,
    /// Its kind.
    pub kind: String,
    /// The stack's address of it; `None` if the stack has none.
    pub address: Option<String>,
    /// How many things it holds.
    pub data: u64,
}

/// `world list`
#[derive(Debug, Clone, Serialize)]
pub struct WorldView {
    format: u32,
    /// Counts changes.
    pub revision: u64,
    /// Virtual milliseconds.
    pub clock_milliseconds: u64,
    /// By physical id.
    pub things: Vec<ThingRow>,
}

/// `world show`
#[derive(Debug, Clone, Serialize)]
pub struct ThingView {
    format: u32,
    /// The row.
    #[serde(flatten)]
    pub row: ThingRow,
    /// Inputs as they are now.
    pub attributes: JsonMap<String, Json>,
    /// What the service tells of it.
    pub outputs: JsonMap<String, Json>,
    /// Virtual milliseconds at which it was made.
    pub created_milliseconds: u64,
    /// Inputs, as the language writes them.
    #[serde(skip)]
    pub lines: Vec<(String, String)>,
}

impl StateView {
    /// Shows a state.
    #[must_use]
    pub fn new(snapshot: &Snapshot) -> Self {
        Self {
            format: 1,
            stack: snapshot.stack.to_string(),
            generation: snapshot.generation,
            resources: snapshot.rows.values().map(row).collect(),
        }
    }
}

impl RecordView {
    /// Shows one record.
    #[must_use]
    pub fn new(recorded: &Recorded, inputs: &Map) -> Self {
        Self {
            format: 1,
            row: row(recorded),
            depends_on: recorded.depends_on.iter().map(ToString::to_string).collect(),
            attributes: plain(inputs),
            lines: lines(inputs),
        }
    }
}

impl HistoryView {
    /// Shows the applies of a stack.
    #[must_use]
    pub fn new(stack: &str, generations: &[Generation]) -> Self {
        Self { format: 1, stack: stack.to_owned(), generations: generations.iter().map(generation).collect() }
    }
}

impl WorldView {
    /// Shows the world; addresses are those of a stack's state.
    #[must_use]
    pub fn new(revision: u64, clock: u64, things: &[Listed], snapshot: &Snapshot) -> Self {
        let addresses = addresses(snapshot);
        let things = things.iter().map(|thing| thing_row(thing, &addresses)).collect();
        Self { format: 1, revision, clock_milliseconds: clock, things }
    }
}

impl ThingView {
    /// Shows one thing; its address is that of a stack's state.
    #[must_use]
    pub fn new(thing: &Observed, snapshot: &Snapshot) -> Self {
        Self {
            format: 1,
            row: thing_row(&thing.listed, &addresses(snapshot)),
            attributes: plain(&thing.inputs),
            outputs: plain(&thing.outputs),
            created_milliseconds: thing.created,
            lines: lines(&thing.inputs),
        }
    }
}

fn row(recorded: &Recorded) -> RowView {
    RowView {
        address: recorded.address.to_string(),
        kind: recorded.kind.to_string(),
        physical_id: recorded.physical_id.to_string(),
        tainted: recorded.tainted,
    }
}

fn generation(generation: &Generation) -> GenerationView {
    let [created, updated, replaced, deleted, failed] = generation.summary;
    GenerationView {
        generation: generation.number,
        time: Moment(generation.time).text(&Zone::utc()),
        command: generation.command.to_string(),
        created,
        updated,
        replaced,
        deleted,
        failed,
    }
}

/// Addresses by physical id.
fn addresses(snapshot: &Snapshot) -> BTreeMap<&str, &Address> {
    snapshot.rows.values().map(|row| (row.physical_id.as_str(), &row.address)).collect()
}

fn thing_row(thing: &Listed, addresses: &BTreeMap<&str, &Address>) -> ThingRow {
    let address = addresses.get(thing.physical_id.as_str());
    ThingRow {
        physical_id: thing.physical_id.to_string(),
        kind: thing.kind.to_string(),
        address: address.map(ToString::to_string),
        data: thing.data,
    }
}

fn plain(map: &Map) -> JsonMap<String, Json> {
    map.iter().map(|(key, value)| (key.to_string(), to_plain_json(value))).collect()
}

fn lines(map: &Map) -> Vec<(String, String)> {
    map.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect()
}
