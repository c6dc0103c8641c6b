//! What is true though nobody wrote it: defaults, derived names, the CPU that comes with memory.

use super::rows::{head_of, rows};
use super::snapshot::Cx;
use super::values::{instances, share_text};
use crate::base::Span;
use crate::catalog::{Attr, Default, Mark};
use crate::model::{Resource, Value};
use crate::syntax::ast::{self, EntryKind, Item, ItemKind};

/// A text beside a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The byte behind which it stands.
    pub at: u32,
    /// The text.
    pub label: String,
    /// What it means.
    pub tooltip: String,
}

/// The hints in some bytes of a file.
#[must_use]
pub fn hints(cx: &Cx<'_>, start: u32, end: u32) -> Vec<Hint> {
    let Some(tree) = cx.project.tree(cx.file) else { return Vec::new() };
    let items = tree.items.iter().filter(|item| item.span.start < end && start < item.span.end);
    let mut found: Vec<Hint> = items.flat_map(|item| of_item(cx, item)).collect();
    found.retain(|hint| (start..=end).contains(&hint.at));
    found.sort_by_key(|hint| hint.at);
    found
}

fn of_item(cx: &Cx<'_>, item: &Item) -> Vec<Hint> {
    let ItemKind::Resource(resource) = &item.kind else { return Vec::new() };
    let all: Vec<&Resource> = instances(cx.project, item.span).take(COMPARED).collect();
    let Some((one, others)) = all.split_first() else { return Vec::new() };
    // What differs from one instance to the next is no hint.
    let is_same = |row: &Attr| others.iter().all(|other| other.input(row.name) == one.input(row.name));
    let mut found = Vec::new();
    found.extend(name(resource, one).filter(|_| others.is_empty()));
    let rows = rows(cx.catalog, &[head_of(&item.kind)]);
    for entry in &resource.body.entries {
        let EntryKind::Attribute(attribute) = &entry.kind else { continue };
        let Some(row) = rows.attr(&attribute.name.text) else { continue };
        let share = one.input(row.name).filter(|_| is_same(row)).and_then(|value| share_text(row, value));
        found.extend(share.map(|label| Hint {
            at: attribute.value.span.end,
            label,
            tooltip: "the CPU that comes with the memory".to_owned(),
        }));
    }
    found.extend(defaults(&rows, resource, one, is_same));
    found
}

/// The name that AWS will know it by, where none is written.
fn name(resource: &ast::Resource, one: &Resource) -> Option<Hint> {
    let is_written = resource
        .body
        .entries
        .iter()
        .any(|entry| matches!(&entry.kind, EntryKind::Attribute(it) if it.name.text == "name"));
    let name = one.output("name").filter(|_| !is_written)?;
    let tooltip = "what AWS will call it, made from the names of the stack and its own".to_owned();
    Some(Hint { at: resource.name.span.end, label: format!("\"{name}\""), tooltip })
}

/// The defaults that matter while it runs, behind the brace.
fn defaults(
    rows: &super::rows::Rows,
    resource: &ast::Resource,
    one: &Resource,
    is_same: impl Fn(&Attr) -> bool,
) -> Option<Hint> {
    let body = resource.body.span?;
    let is_written = |name: &str| one.places.get(name).is_some();
    let matters = |row: &&&Attr| {
        row.mark == Mark::Simulated && row.default != Default::None && !is_written(row.name) && is_same(row)
    };
    let matter = rows.attrs.iter().filter(matters);
    let shown = |value: &Value, row: &crate::catalog::Attr| {
        let share = share_text(row, value).map(|share| format!(" ({share})")).unwrap_or_default();
        format!("{} = {value}{share}", row.name)
    };
    let all: Vec<String> =
        matter.filter_map(|row| Some(shown(one.input(row.name)?, row))).take(MOST).collect();
    let brace = Span::new(body.file, body.start, body.start + 1);
    (!all.is_empty()).then(|| Hint {
        at: brace.end,
        label: all.join("  "),
        tooltip: "defaults that hold because nothing else is written".to_owned(),
    })
}

/// So many instances of a declaration are compared with one another.
const COMPARED: usize = 50;

/// As many defaults are told beside a declaration.
const MOST: usize = 3;
