//! Annotations as GitHub's workflow commands: `::error file=…,line=…::message`.

use super::{Diagnostic, Severity, SourceMap, ends, path};

/// Writes one command a line.
pub(super) fn write(sources: &SourceMap, diagnostics: &[&Diagnostic]) -> String {
    diagnostics.iter().map(|found| command(sources, found)).collect()
}

fn command(sources: &SourceMap, found: &Diagnostic) -> String {
    let (start, end) = ends(sources, found.span);
    let word = match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Hint => "notice",
    };
    let file = property(path(sources, found.span));
    // Columns are only taken where the annotation stays on one line.
    let columns = match start.line == end.line {
        true => format!(",col={},endColumn={}", start.column, end.column),
        false => String::new(),
    };
    let place = format!("file={file},line={},endLine={}{columns}", start.line, end.line);
    let help = found.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    let fixes: String = found.fixes.iter().map(|fix| format!("\nfix: {}", fix.title)).collect();
    let text = data(&format!("{}{help}{fixes}", found.message));
    format!("::{word} {place},title={}::{text}\n", property(found.rule.name))
}

/// Escapes a message, which ends at the line's end.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a property, which also ends at `:` and `,`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
