//! How findings look: one writer per format.

mod crop;
mod fancy;
mod github;
mod json;
mod sarif;
mod short;

use super::{Diagnostic, Severity};
use crate::base::{Position, SourceMap, Span};
pub use json::{Finding, Range, findings, range};

/// Writes findings in one format, ordered by file name, place and rule, each once.
///
/// Ends with a line break unless there is nothing to say; JSON and SARIF always say something.
#[must_use]
pub fn render(format: Format, sources: &SourceMap, diagnostics: &[Diagnostic], summary: Summary) -> String {
    let ordered = ordered(sources, diagnostics);
    match format {
        Format::Human(look) => fancy::write(look, sources, &ordered),
        Format::Short { most } => short::write(most, sources, &ordered),
        Format::Json => json::write(sources, &ordered, summary),
        Format::Sarif => sarif::write(sources, &ordered),
        Format::Github => github::write(sources, &ordered),
    }
}

/// The formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// With the source, for people.
    Human(Look),
    /// One line each: `path:line:column: severity[rule]: message`.
    Short {
        /// How many are shown before the rest is counted; `None` shows all.
        most: Option<usize>,
    },
    /// One object, versioned.
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// Annotations of GitHub's workflow commands.
    Github,
}

/// How the format for people is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// In columns of the terminal; text is wrapped at it, source lines are cut.
    pub width: usize,
    /// What frames and arrows are made of.
    pub characters: Characters,
    /// Whether escape codes for colour are written.
    pub colour: Colour,
    /// How many are shown before the rest is counted; `None` shows all.
    pub most: Option<usize>,
}

/// What frames and arrows are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Characters {
    /// Box-drawing characters.
    Unicode,
    /// Letters and signs that every terminal has.
    Ascii,
}

/// Whether escape codes for colour are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// None.
    Plain,
    /// ANSI's sixteen.
    Ansi,
}

/// What was looked at; errors and warnings are counted here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Files read.
    pub files: usize,
    /// Resources found; `None` where no phase got so far.
    pub resources: Option<usize>,
}

impl Severity {
    /// As it is written: `error`, `warning`, `info`, `hint`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
            Self::Hint => "hint",
        }
    }
}

/// Sorts by file name, place, rule and message, and leaves out what would be said twice.
fn ordered<'a>(sources: &SourceMap, diagnostics: &'a [Diagnostic]) -> Vec<&'a Diagnostic> {
    fn key<'k>(sources: &'k SourceMap, found: &'k Diagnostic) -> (&'k str, Span, &'k str, &'k str) {
        (path(sources, found.span), found.span, found.rule.name, &found.message)
    }
    let mut list: Vec<&Diagnostic> = diagnostics.iter().collect();
    list.sort_by(|left, right| key(sources, left).cmp(&key(sources, right)));
    list.dedup_by(|left, right| key(sources, left) == key(sources, right));
    list
}

/// How many of a list are shown, and the line that counts the others.
fn shown<'a, 'd>(list: &'a [&'d Diagnostic], most: Option<usize>) -> (&'a [&'d Diagnostic], Option<String>) {
    let Some((head, rest)) =
        most.and_then(|most| list.split_at_checked(most)).filter(|(_, rest)| !rest.is_empty())
    else {
        return (list, None);
    };
    let severities = [(Severity::Error, "errors"), (Severity::Warning, "warnings")];
    let counts = severities.map(|(severity, plural)| {
        let count = rest.iter().filter(|found| found.severity == severity).count();
        (count, if count == 1 { severity.word() } else { plural })
    });
    let counted: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    let detail = if counted.is_empty() { String::new() } else { format!(" ({})", counted.join(", ")) };
    (head, Some(format!("… and {} more{detail}\n", rest.len())))
}

/// The name a span's file is shown under; empty if the file is not here.
fn path(sources: &SourceMap, span: Span) -> &str {
    sources.file(span.file).map_or("", |file| &file.path)
}

/// Where a span begins and ends; the very start if its file is not here.
fn ends(sources: &SourceMap, span: Span) -> (Position, Position) {
    let nowhere = Position { line: 1, column: 1, byte: 0 };
    (sources.start(span).unwrap_or(nowhere), sources.end(span).unwrap_or(nowhere))
}
