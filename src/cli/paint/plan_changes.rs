//! What happens to one resource, attribute by attribute.

use std::collections::BTreeMap;

use super::lines::{Row, difference};
use super::plan::number;
use super::wrap::{columns, cut, flow, words};
use super::{Detail, Label, Line, Look};
use crate::view::attribute::AttributeView;
use crate::view::plan::StepView;
use crate::view::value::Shown;

/// Where attributes begin.
const INDENT: usize = 6;

/// The widest column of paths.
const WIDEST_PATH: usize = 28;

/// Short entries side by side are hard to read beyond this column, however wide the terminal is.
const WIDEST_PACK: usize = 110;

/// What the address of an arrow says already.
const ENDS: &[&str] = &["source", "event", "under", "ending", "target"];

/// Most rows of a text of several lines, unless everything is shown.
const MOST_ROWS: usize = 12;

/// The sign of an action, three columns wide, and its label.
pub(super) fn mark(action: &str, order: Option<&str>) -> (&'static str, Label) {
    match (action, order) {
        ("create", _) => ("  +", Label::Create),
        ("update", _) => ("  ~", Label::Update),
        ("replace", Some("create_first")) => ("+/-", Label::Replace),
        ("replace", _) => ("-/+", Label::Replace),
        ("delete", _) => ("  -", Label::Delete),
        ("forget", _) => ("  x", Label::Dim),
        ("adopt", _) => ("  =", Label::Create),
        ("move", _) => ("  >", Label::Update),
        _ => ("   ", Label::Plain),
    }
}

/// A resource with what changes, and how many of its parts have something done to them.
pub(super) fn entry(
    step: &StepView<'_>,
    parts: Option<&BTreeMap<&'static str, usize>>,
    look: &Look,
) -> Vec<Line> {
    let mut lines = head(step, look);
    let full = look.detail == Detail::Full;
    match step.action {
        "create" if full => lines.extend(table(step, look, |one| one.after())),
        "create" => lines.extend(compact(step, look)),
        "delete" | "forget" if full => lines.extend(table(step, look, |one| one.before())),
        "delete" | "forget" | "move" => {}
        _ => lines.extend(settings(&step.attributes.iter().collect::<Vec<_>>(), look)),
    }
    if let Some(parts) = parts {
        lines.extend(words(Line::indent(INDENT), Label::Dim, &folded(step, parts), INDENT, look.columns()));
    }
    lines
}

fn head(step: &StepView<'_>, look: &Look) -> Vec<Line> {
    let (sign, label) = mark(step.action, step.replace_order);
    let start = Line::default().with(label, sign).with(Label::Plain, " ");
    let mut pieces = vec![Line::default().with(Label::Strong, step.address)];
    let aside = match (step.action, step.notable) {
        ("none", _) => "",
        (_, true) | ("forget" | "adopt", _) => &step.reason,
        ("create", _) if !step.flow => step.title,
        _ => "",
    };
    if let Some(previous) = step.previous_address {
        pieces.push(Line::default().with(Label::Dim, format!("was {previous}")));
    }
    if !aside.is_empty() {
        pieces.push(Line::default().with(Label::Dim, aside));
    }
    flow(start, &pieces, "  ", INDENT, look.columns())
}

/// How many parts go along, and what happens to them if it is not what happens to their owner.
fn folded(step: &StepView<'_>, parts: &BTreeMap<&'static str, usize>) -> String {
    let all: usize = parts.values().sum();
    let noun = if all == 1 { "part" } else { "parts" };
    let mut text = format!("and {} {noun} that AWS makes by itself", number(all as u64));
    if parts.keys().any(|action| *action != step.action) {
        let each: Vec<String> = parts.iter().map(|(action, count)| format!("{count} to {action}")).collect();
        text.push_str(&format!(": {}", each.join(", ")));
    }
    text
}

/// What a new resource is told, as the language would say it on one line; what is a list of statements, one a line.
fn compact(step: &StepView<'_>, look: &Look) -> Vec<Line> {
    let width = look.columns();
    // The name is what the thing is found by, whoever chose it; no default makes a list of statements; and of an
    // arrow, the address says the ends.
    let tells = |attribute: &AttributeView<'_>| {
        let said = attribute.written || attribute.path == "name" || attribute.after_items().is_some();
        said && !(step.flow && ENDS.contains(&attribute.path.as_str()))
    };
    let longest = (width - INDENT).min(60);
    let packed = width.min(WIDEST_PACK);
    let (mut pieces, mut listed) = (Vec::new(), Vec::new());
    for attribute in step.attributes.iter().filter(tells) {
        if let Some(items) = attribute.after_items() {
            listed.extend(items.map(|item| (attribute.path.clone(), item)));
            continue;
        }
        let Some(text) = attribute.after_text() else { continue };
        let room = longest.saturating_sub(columns(&attribute.path) + 3).max(12);
        let piece = Line::default()
            .with(Label::Dim, [attribute.path.as_str(), " = "].concat())
            .with(Label::Plain, cut(&text, room, look.glyphs.more()));
        pieces.push(piece);
    }
    let mut lines = if pieces.is_empty() {
        Vec::new()
    } else {
        flow(Line::indent(INDENT), &pieces, "  ", INDENT, packed)
    };
    for (path, item) in listed {
        let start = Line::indent(INDENT).with(Label::Dim, format!("{path}  "));
        let piece = Line::default().with(Label::Plain, item);
        lines.extend(flow(start, &[piece], "", INDENT + 4, packed));
    }
    lines
}

/// All attributes, one below the other; what only the kind says is dim.
fn table(step: &StepView<'_>, look: &Look, side: impl Fn(&AttributeView<'_>) -> Shown) -> Vec<Line> {
    let attributes: Vec<AttributeView<'_>> = step.attributes.iter().collect();
    let wide = path_column(&attributes);
    let mut lines = Vec::new();
    for attribute in &attributes {
        let shown = side(attribute);
        let Some(text) = &shown.text else { continue };
        let label = if attribute.written { Label::Plain } else { Label::Dim };
        let indent = (INDENT + wide + 2).min(look.columns() / 2);
        let items = if shown.items.is_empty() { std::slice::from_ref(text) } else { shown.items.as_slice() };
        for (at, item) in items.iter().enumerate() {
            let start = if at == 0 {
                Line::indent(INDENT).with(Label::Dim, pad(&attribute.path, wide))
            } else {
                Line::indent(indent)
            };
            lines.extend(flow(start, &[Line::default().with(label, item)], "", indent, look.columns()));
        }
    }
    lines
}

/// Attributes that differ, one below the other: path, old and new value.
pub(super) fn settings(all: &[AttributeView<'_>], look: &Look) -> Vec<Line> {
    let wide = path_column(all);
    all.iter().flat_map(|attribute| setting(attribute, wide, look)).collect()
}

fn setting(attribute: &AttributeView<'_>, wide: usize, look: &Look) -> Vec<Line> {
    let (before, after) = attribute.sides();
    let start = Line::indent(INDENT).with(Label::Plain, pad(&attribute.path, wide));
    let forced = if attribute.forces_replacement { "forces replacement" } else { "" };
    if let Some((old, new)) = as_lines(attribute, &before, &after) {
        let start = Line::indent(INDENT).with(Label::Plain, &attribute.path);
        let mut lines = flow(
            start,
            &[Line::default().with(Label::Replace, prefixed(forced))],
            "",
            INDENT,
            look.columns(),
        );
        // What a statement of a policy says last may matter most: it is never cut.
        let items = before.items.len() + after.items.len() > 0;
        let detail = if items { Detail::Full } else { look.detail };
        lines.extend(rows(&old, &new, &Look { detail, ..*look }));
        return lines;
    }
    let (before, after) = (text(&before), text(&after));
    if before == after && attribute.is_sensitive() {
        let told = Line::default()
            .with(Label::Plain, format!("{after} changes"))
            .with(Label::Replace, prefixed(forced));
        return flow(start, &[told], "", INDENT, look.columns());
    }
    let arrow = look.glyphs.arrow();
    let line = start
        .clone()
        .with(Label::Delete, &before)
        .with(Label::Dim, format!(" {arrow} "))
        .with(Label::Create, &after)
        .with(Label::Replace, prefixed(forced));
    if line.width() <= look.columns() {
        return vec![line];
    }
    stacked(start, attribute, (&before, &after), look)
}

/// Old above new, where both have no room on one line.
fn stacked(start: Line, attribute: &AttributeView<'_>, values: (&str, &str), look: &Look) -> Vec<Line> {
    let width = look.columns();
    let arrow = look.glyphs.arrow();
    let indent = start.width().min(width / 2);
    let forced = if attribute.forces_replacement { "forces replacement" } else { "" };
    let room = width.saturating_sub(indent + columns(arrow) + 1);
    let (before, after) = match look.detail {
        Detail::Full => (values.0.to_owned(), values.1.to_owned()),
        Detail::Brief => {
            let (before, after) = from_difference(values.0, values.1, room, look);
            (cut(&before, room, look.glyphs.more()), cut(&after, room, look.glyphs.more()))
        }
    };
    let mut lines = if start.width() > indent {
        vec![cut_line(&attribute.path, look), Line::indent(indent)]
    } else {
        vec![start]
    };
    let first = lines.pop().unwrap_or_default();
    let blank = " ".repeat(columns(arrow) + 1);
    let old = Line::default().with(Label::Delete, before);
    lines.extend(flow(first.with(Label::Plain, &blank), &[old], "", indent + blank.len(), width));
    let new = Line::default().with(Label::Create, after);
    let start = Line::indent(indent).with(Label::Dim, format!("{arrow} "));
    let mut pieces = vec![new];
    if !forced.is_empty() {
        pieces.push(Line::default().with(Label::Replace, forced));
    }
    lines.extend(flow(start, &pieces, "  ", indent + blank.len(), width));
    lines
}

fn cut_line(path: &str, look: &Look) -> Line {
    Line::indent(INDENT).with(Label::Plain, cut(path, look.columns() - INDENT, look.glyphs.more()))
}

/// Both values from shortly before where they begin to differ, if that lies too far behind to be seen.
fn from_difference(before: &str, after: &str, room: usize, look: &Look) -> (String, String) {
    let alike = before.chars().zip(after.chars()).take_while(|(a, b)| a == b).count();
    if alike < room / 2 || (columns(before) <= room && columns(after) <= room) {
        return (before.to_owned(), after.to_owned());
    }
    let kept = |text: &str| {
        let rest: String = text.chars().skip(alike.saturating_sub(10)).collect();
        format!("{}{rest}", look.glyphs.more())
    };
    (kept(before), kept(after))
}

/// Both sides as lines, if one has several, or both are lists of statements.
fn as_lines(attribute: &AttributeView<'_>, before: &Shown, after: &Shown) -> Option<(String, String)> {
    if before.lines.is_some() || after.lines.is_some() {
        return Some(attribute.whole());
    }
    let several = before.items.len() + after.items.len() > 0;
    several.then(|| (before.items.join("\n"), after.items.join("\n")))
}

fn rows(old: &str, new: &str, look: &Look) -> Vec<Line> {
    let width = look.columns();
    let all = difference(old, new);
    let most = if look.detail == Detail::Full { all.len() } else { MOST_ROWS };
    let mut lines = Vec::new();
    for row in all.iter().take(most) {
        let (sign, label, text) = match row {
            Row::Same(text) => ("  ", Label::Dim, (*text).to_owned()),
            Row::Old(text) => ("- ", Label::Delete, (*text).to_owned()),
            Row::New(text) => ("+ ", Label::Create, (*text).to_owned()),
            Row::Skipped(count) => ("  ", Label::Dim, unchanged(*count, look)),
        };
        let text = text.replace('\t', "    ");
        let text = match look.detail {
            Detail::Brief => cut(&text, width - INDENT - 4, look.glyphs.more()),
            Detail::Full => text,
        };
        let start = Line::indent(INDENT + 2).with(label, sign);
        lines.extend(flow(start, &[Line::default().with(label, text)], "", INDENT + 4, width));
    }
    if all.len() > most {
        let text = format!("{} {} more", look.glyphs.more(), number((all.len() - most) as u64));
        lines.push(Line::indent(INDENT + 4).with(Label::Dim, text));
    }
    lines
}

fn unchanged(count: usize, look: &Look) -> String {
    let noun = if count == 1 { "line" } else { "lines" };
    format!("{} {} {noun} as before", look.glyphs.more(), number(count as u64))
}

fn text(shown: &Shown) -> String {
    shown.text.clone().unwrap_or_else(|| "none".to_owned())
}

fn prefixed(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("  {text}") }
}

/// Columns that the paths of a resource take.
fn path_column(attributes: &[AttributeView<'_>]) -> usize {
    attributes
        .iter()
        .map(|attribute| columns(&attribute.path))
        .filter(|wide| *wide <= WIDEST_PATH)
        .max()
        .unwrap_or(0)
}

/// A path with blanks up to the column where values begin.
fn pad(path: &str, wide: usize) -> String {
    let missing = wide.saturating_sub(columns(path));
    format!("{path}{}", " ".repeat(missing + 2))
}
