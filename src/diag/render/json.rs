//! One object with all that is known, for programs. Fields may be added, none changes its meaning.

use serde::Serialize;

use super::{Diagnostic, Position, Severity, SourceMap, Span, Summary, ends, ordered, path};

/// Findings as other commands put them into their own objects, in the order of [`super::render`], each once.
#[must_use]
pub fn findings(sources: &SourceMap, diagnostics: &[Diagnostic]) -> Vec<Finding> {
    ordered(sources, diagnostics).into_iter().map(|found| finding(sources, found)).collect()
}

/// Writes the object of `check`.
pub(super) fn write(sources: &SourceMap, diagnostics: &[&Diagnostic], summary: Summary) -> String {
    let count = |severity| diagnostics.iter().filter(|found| found.severity == severity).count();
    let report = Report {
        format: 1,
        diagnostics: diagnostics.iter().map(|found| finding(sources, found)).collect(),
        summary: Counts {
            files: summary.files,
            resources: summary.resources,
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
        },
    };
    // INVARIANT: strings and numbers alone are written, so writing cannot fail.
    let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
    text.push('\n');
    text
}

#[derive(Debug, Serialize)]
struct Report {
    format: u32,
    diagnostics: Vec<Finding>,
    summary: Counts,
}

#[derive(Debug, Serialize)]
struct Counts {
    files: usize,
    resources: Option<usize>,
    errors: usize,
    warnings: usize,
}

/// One finding as JSON shows it.
#[derive(Debug, Serialize)]
pub struct Finding {
    rule: &'static str,
    severity: &'static str,
    message: String,
    help: Option<String>,
    file: String,
    range: Range,
    labels: Vec<Place>,
    address: Option<String>,
    fixes: Vec<Remedy>,
    page: String,
}

#[derive(Debug, Serialize)]
struct Place {
    message: String,
    file: String,
    range: Range,
}

#[derive(Debug, Serialize)]
struct Remedy {
    title: String,
    edits: Vec<Replacement>,
}

#[derive(Debug, Serialize)]
struct Replacement {
    file: String,
    range: Range,
    text: String,
}

/// From where to where.
#[derive(Debug, Serialize)]
pub struct Range {
    start: Point,
    end: Point,
}

impl Range {
    /// The line it begins on, from 1.
    #[must_use]
    pub const fn first_line(&self) -> u32 {
        self.start.line
    }
}

/// Line and column from 1, byte from 0.
#[derive(Debug, Serialize)]
struct Point {
    line: u32,
    column: u32,
    byte: u32,
}

fn finding(sources: &SourceMap, found: &Diagnostic) -> Finding {
    let file = |span| path(sources, span).to_owned();
    let labels = found.labels.iter().map(|label| Place {
        message: label.message.clone(),
        file: file(label.span),
        range: range(sources, label.span),
    });
    let fixes = found.fixes.iter().map(|fix| Remedy {
        title: fix.title.clone(),
        edits: (fix.edits.iter())
            .map(|edit| Replacement {
                file: file(edit.span),
                range: range(sources, edit.span),
                text: edit.text.clone(),
            })
            .collect(),
    });
    Finding {
        rule: found.rule.name,
        severity: found.severity.word(),
        message: found.message.clone(),
        help: found.help.clone(),
        file: file(found.span),
        range: range(sources, found.span),
        labels: labels.collect(),
        address: found.address.clone(),
        fixes: fixes.collect(),
        page: format!("docs/reference/rules/{}.md", found.rule.name),
    }
}

/// A place in a file: lines and columns from 1, bytes from 0.
#[must_use]
pub fn range(sources: &SourceMap, span: Span) -> Range {
    let (start, end) = ends(sources, span);
    let point = |at: Position| Point { line: at.line, column: at.column, byte: at.byte };
    Range { start: point(start), end: point(end) }
}
