//! Answers about schedule expressions, for people.

use super::{Label, Line, Look};
use crate::view::schedule::{CheckView, NextView};

/// Draws when an expression fires: what it means, then its times. `asked` is how many were asked for.
#[must_use]
pub fn next(view: &NextView, asked: u32) -> Vec<Line> {
    let meaning = view.meaning.as_deref().unwrap_or("");
    let mut lines = vec![Line::default().with(Label::Strong, meaning), Line::default()];
    for row in &view.rows {
        lines.push(
            Line::indent(2)
                .with(Label::Plain, &row.text)
                .with(Label::Plain, "  ")
                .with(Label::Dim, row.weekday),
        );
    }
    match view.rows.len() {
        0 => lines.push(Line::indent(2).with(Label::Dim, "never from then on")),
        told if told < asked as usize => {
            lines.push(Line::indent(2).with(Label::Dim, "and never again"));
        }
        _ => {}
    }
    lines
}

/// Draws that a service takes an expression, and what it means.
#[must_use]
pub fn check(view: &CheckView, look: &Look) -> Vec<Line> {
    let start =
        Line::default().with(Label::Create, "valid").with(Label::Plain, format!(" for {}: ", view.reader));
    super::wrap::words(start, Label::Plain, view.meaning.as_deref().unwrap_or(""), 2, look.columns())
}
