//! What is said of an attribute: what it is, its bounds and their source, and what it comes to here.

use std::fmt::Write as _;

use super::super::chain::Link;
use super::super::rows::{head_of, rows};
use super::super::snapshot::Cx;
use super::super::values::{instances, share_text};
use super::dated::dates;
use super::{Hover, Place, holds};
use crate::base::{FACTS_DAY, Fact};
use crate::catalog::{Attr, Field, Kind, Mark, OnChange, Presence};
use crate::model::{Resource, Value};
use crate::syntax::ast::{Attribute, EntryKind, ExprKind};
use crate::view::reference;

/// What there is to say of an attribute that is written.
pub(super) fn attribute(cx: &Cx<'_>, place: &Place<'_>, written: &Attribute, byte: u32) -> Option<Hover> {
    let span = if holds(written.name.span, byte) { written.name.span } else { written.value.span };
    let path = place.path_of(written);
    if let Some(field) = field(cx, place, written) {
        return Some(Hover { span, text: format!("`{}`\n\n{}\n", field.name, field.doc) });
    }
    let Some(row) = place.rows.attr(&written.name.text) else {
        let ty = place.rows.table?;
        let mut text = format!("`{}`: {}, in a table of free keys\n", written.name.text, reference::ty(ty));
        text.push_str(&comes_to(cx, place, &path, None));
        return Some(Hover { span, text });
    };
    let mut text = described(row, place.rows.kind);
    text.push_str(&comes_to(cx, place, &path, Some(row)));
    text.push_str(&retired(place, row, written));
    text.push_str(&sources(row.facts));
    Some(Hover { span, text })
}

/// What is known of a field of a map whose keys are free, such as the pattern of a rule.
fn field(cx: &Cx<'_>, place: &Place<'_>, written: &Attribute) -> Option<&'static Field> {
    let Link::Item(item) = place.chain.first()? else { return None };
    let rows = rows(cx.catalog, &[head_of(&item.kind)]);
    let find = |fields: &'static [Field], name: &str| fields.iter().find(|field| field.name == name);
    let mut fields: Option<&'static [Field]> = None;
    for link in place.chain {
        let Link::Entry(entry) = link else { continue };
        fields = match (&entry.kind, fields) {
            (EntryKind::Attribute(one), None) => rows.attr(&one.name.text).map(|row| row.fields),
            // What stands in `$or` are patterns, too.
            (EntryKind::Attribute(one), Some(known)) if one.name.text == "$or" => Some(known),
            (EntryKind::Attribute(one), Some(known)) => find(known, &one.name.text).map(|field| field.fields),
            (EntryKind::Sentence(one), None) => rows.block(&one.word.text).map(|block| block.fields),
            (_, known) => known,
        };
    }
    find(fields?, &written.name.text)
}

/// The row in words; what a change does only where it is one of a kind, and not of a scenario or of the stack itself.
pub(in crate::ide) fn described(row: &Attr, of: Option<&Kind>) -> String {
    let mut text =
        format!("`{}`: {}\n\n{}\n", row.name, reference::ty(row.ty).replace(", listed below", ""), row.doc);
    let mut lines: Vec<String> = Vec::new();
    lines.extend(row.limit.map(|limit| reference::limit(row.ty, limit)));
    lines.extend(row.max_length.map(|most| format!("at most {most} characters")));
    lines.extend(row.max_items.map(|most| format!("at most {most} elements")));
    let default = reference::default(row.default);
    lines.extend((!default.is_empty()).then(|| format!("default {default}")));
    if row.presence != Presence::Optional {
        lines.push(format!("must be there: {}", reference::presence(row.presence)));
    }
    lines.extend(of.map(|_| changed(row.on_change).to_owned()));
    lines.extend((row.mark == Mark::Carried).then(|| "kept and exported, nothing more".to_owned()));
    text.push('\n');
    for line in lines {
        let _ = writeln!(text, "- {line}");
    }
    text
}

fn changed(on_change: OnChange) -> &'static str {
    match on_change {
        OnChange::Update => "a change is made in place",
        OnChange::Grow => "it **grows** in place, and never shrinks",
        OnChange::Replace => "a change **replaces** the resource",
        OnChange::ReplaceOnSwitch => "the resource is **replaced** if it comes or goes",
    }
}

/// Where the numbers of a row come from.
pub(in crate::ide) fn sources(facts: &[Fact]) -> String {
    let mut text = String::new();
    for fact in facts {
        let doubt = if fact.confirmed { "" } else { "; unconfirmed" };
        let _ =
            write!(text, "\n*{}: `{}` ({}{doubt}, as of {FACTS_DAY})*\n", fact.file, fact.key, fact.source);
    }
    text
}

/// The days of a value that AWS retires.
fn retired(place: &Place<'_>, row: &Attr, written: &Attribute) -> String {
    let ExprKind::String(value) = &written.value.kind else { return String::new() };
    let dated = place.rows.kind.map_or(&[] as &[_], |kind| kind.dated).iter();
    let known = dated.filter(|dated| dated.attr == row.name).find(|dated| *dated.value == **value);
    known.map(|dated| format!("\nOf `{value}`:\n\n{}", dates(dated))).unwrap_or_default()
}

/// The value that the attribute has in each resource that the declaration stands for.
fn comes_to(cx: &Cx<'_>, place: &Place<'_>, path: &str, row: Option<&Attr>) -> String {
    let Some(Link::Item(item)) = place.chain.first() else { return String::new() };
    let mut text = String::new();
    let found: Vec<(&Resource, &Value)> = instances(cx.project, item.span)
        .filter_map(|resource| Some((resource, resource.input(path)?)))
        .collect();
    for (resource, value) in found.iter().take(MOST) {
        let share = row.and_then(|row| share_text(row, value)).map(|cpu| format!(", brings {cpu}"));
        let share = share.unwrap_or_default();
        let of = if found.len() > 1 { format!(" in `{}`", resource.address) } else { String::new() };
        let _ = writeln!(text, "- here: `{value}`{share}{of}");
    }
    if found.len() > MOST {
        let _ = writeln!(text, "- and {} more", found.len() - MOST);
    }
    text
}

/// As many instances are told one by one.
const MOST: usize = 5;
