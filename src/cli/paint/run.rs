//! An apply as it goes, and how it went, for people.

use super::plan::span;
use super::{Label, Line};
use crate::view::run::{OperationView, RunView};

/// One operation that ended.
#[must_use]
pub fn operation(one: &OperationView) -> Vec<Line> {
    let (label, sign, word) = match (one.status, one.operation) {
        ("failed", _) => (Label::Warning, "!", "failed"),
        ("skipped", _) => (Label::Dim, " ", "not tried"),
        (_, "create") => (Label::Create, "+", "created"),
        (_, "update") => (Label::Update, "~", "updated"),
        (_, "delete") => (Label::Delete, "-", "deleted"),
        (_, "move") => (Label::Update, ">", "moved"),
        (_, "adopt") => (Label::Create, "=", "recorded"),
        _ => (Label::Dim, "-", "forgotten"),
    };
    let line = Line::default().with(label, format!("{sign} ")).with(Label::Plain, &one.address);
    let mut lines = vec![line.with(Label::Dim, format!("  {word}"))];
    if let Some(error) = &one.error {
        lines.push(Line::indent(4).with(Label::Warning, error));
    }
    lines
}

/// How it went: what was done, what failed, what was not tried.
#[must_use]
pub fn closing(view: &RunView, destroyed: Destroyed) -> Vec<Line> {
    let mut lines = vec![Line::default()];
    let failed: Vec<&OperationView> = view.with_status("failed").collect();
    for one in &failed {
        lines.extend(operation(one));
    }
    let skipped = view.with_status("skipped").count();
    if skipped > 0 {
        let what = if skipped == 1 { "1 operation".to_owned() } else { format!("{skipped} operations") };
        lines.push(
            Line::default()
                .with(Label::Update, format!("{what} not tried, since what they wait for was not done:")),
        );
        lines.extend(
            view.with_status("skipped").take(SHOWN).map(|one| Line::indent(2).with(Label::Dim, &one.address)),
        );
        if skipped > SHOWN {
            lines.push(Line::indent(2).with(Label::Dim, format!("and {} more", skipped - SHOWN)));
        }
    }
    let [created, updated, replaced, deleted, failures] = view.summary;
    let words = [
        (created, Label::Create, "created"),
        (updated, Label::Update, "updated"),
        (replaced, Label::Replace, "replaced"),
        (deleted, Label::Delete, "deleted"),
        (recorded(view, "move"), Label::Update, "moved"),
        (recorded(view, "forget"), Label::Dim, "forgotten"),
        (failures, Label::Warning, "failed"),
    ];
    let sound = failed.is_empty() && skipped == 0;
    let head = match (sound, destroyed) {
        (true, Destroyed::Yes) => "Destroyed",
        (true, Destroyed::No) => "Applied",
        (false, _) => "Stopped short",
    };
    let mut line = Line::default()
        .with(if sound { Label::Create } else { Label::Warning }, head)
        .with(Label::Plain, ": ");
    let mut first = true;
    for (count, label, word) in words.into_iter().filter(|(count, ..)| *count > 0) {
        line = line.with(Label::Plain, if first { "" } else { ", " }).with(label, format!("{count} {word}"));
        first = false;
    }
    if first {
        line = line.with(Label::Plain, "nothing was changed");
    }
    let mut tail = String::new();
    if view.milliseconds > 0 {
        tail.push_str(&format!(" · about {} on AWS", span(view.milliseconds)));
    }
    if let Some(generation) = view.generation {
        tail.push_str(&format!(" · generation {generation}"));
    }
    lines.push(line.with(Label::Dim, tail));
    lines
}

/// How many records were changed in a way, without a call to AWS.
fn recorded(view: &RunView, operation: &str) -> u64 {
    let done = view.with_status("done").filter(|one| one.operation == operation);
    u64::try_from(done.count()).unwrap_or(u64::MAX)
}

/// Whether everything was to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Destroyed {
    /// It was.
    Yes,
    /// The stack was to be.
    No,
}

/// As many skipped operations are named.
const SHOWN: usize = 10;
