//! Kinds for people.

use super::wrap::words;
use super::{Label, Line, Look};
use crate::view::kinds::{EntryView, KindPage};

/// Draws a kind: what it is, and what stands in its braces.
#[must_use]
pub fn page(kind: &KindPage, look: &Look) -> Vec<Line> {
    let head = Line::default().with(Label::Strong, kind.kind).with(Label::Plain, "  ");
    let mut lines = vec![head.with(Label::Plain, kind.title), Line::default()];
    lines.extend(words(Line::default(), Label::Plain, &kind.about, 0, look.columns()));
    if !kind.declarable {
        lines
            .push(Line::default().with(Label::Plain, "A stack cannot declare it: it comes about by itself."));
    }
    if !kind.entries.is_empty() {
        lines.push(Line::default());
    }
    for entry in &kind.entries {
        lines.extend(drawn(entry, look));
    }
    // Of one attribute alone, all of its words are told.
    if let [EntryView { words: many, ty, .. }] = kind.entries.as_slice()
        && many.iter().any(|word| !ty.contains(word))
    {
        let listed: Vec<String> = many.iter().map(|word| format!("`\"{word}\"`")).collect();
        lines.extend(words(Line::indent(6), Label::Plain, &listed.join(", "), 6, look.columns()));
    }
    let outputs: Vec<String> = kind.outputs.iter().map(|row| format!("`.{}`", row.name)).collect();
    let targets: Vec<String> = kind.leads_to.iter().map(|kind| format!("`{kind}`")).collect();
    for (title, names) in [("Read of it", outputs), ("Arrows lead to", targets)] {
        if !names.is_empty() {
            lines.push(Line::default());
            let start = Line::default().with(Label::Strong, title).with(Label::Plain, "  ");
            lines.extend(words(start, Label::Plain, &names.join(", "), 2, look.columns()));
        }
    }
    lines.push(Line::default());
    lines.push(Line::default().with(Label::Plain, format!("All of it, with sources: {}", kind.page)));
    lines
}

/// One entry: how it is written, what it must be, and what it is.
fn drawn(entry: &EntryView, look: &Look) -> Vec<Line> {
    let depth = 2 + 2 * entry.path.matches('.').count();
    let form = entry.form.strip_suffix(" = …").unwrap_or(&entry.form);
    let start = Line::indent(depth).with(Label::Strong, form).with(Label::Plain, "  ");
    let mut said: Vec<String> = Vec::new();
    said.extend((!entry.ty.is_empty()).then(|| entry.ty.clone()));
    said.extend(entry.allowed.iter().cloned());
    said.extend((!entry.written.is_empty()).then(|| needed(&entry.written)));
    said.extend((!entry.default.is_empty()).then(|| format!("{} by default", entry.default)));
    let mut lines = words(start, Label::Plain, &said.join("; "), depth + 4, look.columns());
    lines.extend(words(Line::indent(depth + 4), Label::Plain, entry.about, depth + 4, look.columns()));
    lines
}

/// When an attribute must be written, or may.
fn needed(written: &str) -> String {
    match written.strip_prefix("always") {
        Some(when) => format!("must be written{when}"),
        None if written.starts_with("unless") => format!("must be written {written}"),
        None => written.to_owned(),
    }
}
