//! How two sets of inputs differ, path by path, and what that forces.

use std::collections::BTreeSet;

use ecow::{EcoString, eco_format};

use super::path;
use super::{Change, Forced, Said};
use crate::catalog::{Attr, Block, BlockBody, Kind, Label, OnChange, Shape};
use crate::model::{Map, Value};

/// What the catalog says of a place within the inputs.
#[derive(Debug, Clone, Copy)]
struct Row {
    forced: Forced,
    inside: Inside,
}

/// Where what lies deeper is described.
#[derive(Debug, Clone, Copy)]
enum Inside {
    /// Nowhere: it shares the fate of the whole.
    Nothing,
    /// The braces of a kind or block.
    Body(&'static Shape),
    /// Blocks by label.
    Labels(&'static Block),
    /// A list of statements, each with these options.
    Items(&'static [Attr]),
}

/// The differences, by path; without a kind, only what differs and not what it forces. Maps are gone into; lists of one length element by element, others as a whole.
/// An absent entry and `none` are the same; a reference is the same as its ARN.
pub(super) fn changes(kind: Option<&'static Kind>, before: &Map, after: &Map) -> Vec<Change> {
    let mut found = Vec::new();
    for key in keys(before, after) {
        let row = match (key.as_str(), kind) {
            ("name", Some(kind)) => {
                let on_change = kind.naming.map_or(OnChange::Replace, |naming| naming.on_change);
                Row { forced: forced(on_change), inside: Inside::Nothing }
            }
            (_, Some(kind)) if switches(kind.shape, key) && is_in_both(before, after, key) => {
                Row { forced: Forced::No, inside: Inside::Nothing }
            }
            (_, Some(kind)) => row_of(kind.shape, key),
            (_, None) => Row { forced: Forced::No, inside: Inside::Nothing },
        };
        walk(&path::child("", key), row, entry(before, key), entry(after, key), &mut found);
    }
    found
}

/// Whether only the coming or going of an attribute replaces the resource.
fn switches(shape: &'static Shape, key: &str) -> bool {
    shape.attr(key).is_some_and(|attr| attr.on_change == OnChange::ReplaceOnSwitch)
}

fn is_in_both(before: &Map, after: &Map, key: &str) -> bool {
    *entry(before, key) != Value::None && *entry(after, key) != Value::None
}

/// Whether two values mean the same to the world.
pub(super) fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Reference(a), Value::Reference(b)) => a.arn == b.arn,
        (Value::Reference(a), Value::String(b)) | (Value::String(b), Value::Reference(a)) => a.arn == *b,
        (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Map(a), Value::Map(b)) => keys(a, b).iter().all(|key| same(entry(a, key), entry(b, key))),
        (Value::Range(a), Value::Range(b)) => same(&a.0, &b.0) && same(&a.1, &b.1),
        _ => a == b,
    }
}

fn walk(path: &str, row: Row, before: &Value, after: &Value, found: &mut Vec<Change>) {
    if same(before, after) {
        return;
    }
    match (before, after) {
        (Value::Map(a), Value::Map(b)) => entries(path, row, a, b, found),
        (Value::None, Value::Map(b)) if !b.is_empty() => entries(path, row, &Map::new(), b, found),
        (Value::Map(a), Value::None) if !a.is_empty() => entries(path, row, a, &Map::new(), found),
        (Value::List(a), Value::List(b)) if a.len() == b.len() => {
            for (at, (a, b)) in a.iter().zip(b).enumerate() {
                walk(&eco_format!("{path}[{at}]"), row, a, b, found);
            }
        }
        _ => found.push(Change {
            path: path.into(),
            before: before.clone(),
            after: after.clone(),
            forces_replacement: whole(row, before, after),
            said: Said::Kind,
        }),
    }
}

fn entries(path: &str, row: Row, before: &Map, after: &Map, found: &mut Vec<Change>) {
    for key in keys(before, after) {
        walk(&path::child(path, key), deeper(row, key), entry(before, key), entry(after, key), found);
    }
}

fn keys<'a>(a: &'a Map, b: &'a Map) -> BTreeSet<&'a EcoString> {
    a.keys().chain(b.keys()).collect()
}

fn entry<'a>(map: &'a Map, key: &str) -> &'a Value {
    map.get(key).unwrap_or(&Value::None)
}

/// What a shape says of one of its entries.
fn row_of(shape: &'static Shape, key: &str) -> Row {
    if let Some(attr) = shape.attr(key) {
        return Row { forced: forced(attr.on_change), inside: Inside::Nothing };
    }
    if let Some(block) = shape.block(key) {
        let inside = match block.label {
            Label::Named { .. } => Inside::Labels(block),
            Label::None => body(block),
        };
        return Row { forced: forced(block.on_change), inside };
    }
    let options = shape.statement(key).map_or(Inside::Nothing, |statement| Inside::Items(statement.options));
    Row { forced: Forced::No, inside: options }
}

fn body(block: &Block) -> Inside {
    match block.body {
        BlockBody::Shape(shape) => Inside::Body(shape),
        BlockBody::Table(_) => Inside::Nothing,
    }
}

fn forced(on_change: OnChange) -> Forced {
    match on_change {
        OnChange::Replace | OnChange::ReplaceOnSwitch => Forced::Yes,
        OnChange::Update | OnChange::Grow => Forced::No,
    }
}

/// What holds one step deeper. What replaces as a whole replaces in each of its parts.
fn deeper(row: Row, key: &str) -> Row {
    if row.forced == Forced::Yes {
        return row;
    }
    match row.inside {
        Inside::Nothing => row,
        Inside::Body(shape) => row_of(shape, key),
        Inside::Labels(block) => Row { forced: row.forced, inside: body(block) },
        Inside::Items(options) => {
            let option = options.iter().find(|option| option.name == key);
            Row {
                forced: option.map_or(Forced::No, |option| forced(option.on_change)),
                inside: Inside::Nothing,
            }
        }
    }
}

/// Whether a change that cannot be taken apart forces a replacement: of a list of statements,
/// if one that came or went has an option that does.
fn whole(row: Row, before: &Value, after: &Value) -> Forced {
    let Inside::Items(options) = row.inside else { return row.forced };
    let (before, after) = (before.as_list().unwrap_or_default(), after.as_list().unwrap_or_default());
    let moved = before
        .iter()
        .filter(|item| !after.contains(item))
        .chain(after.iter().filter(|item| !before.contains(item)));
    let mut fields = moved.filter_map(Value::as_map).flat_map(|fields| fields.keys());
    let replaces = |field: &EcoString| {
        options.iter().any(|option| option.name == field && option.on_change == OnChange::Replace)
    };
    if fields.any(replaces) { Forced::Yes } else { row.forced }
}
