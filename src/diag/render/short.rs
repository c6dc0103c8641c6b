//! One line each: `path:line:column: severity[rule]: message`.

use super::{Diagnostic, SourceMap, ends, path, shown};

/// Writes the lines, and how many were left out.
pub(super) fn write(most: Option<usize>, sources: &SourceMap, diagnostics: &[&Diagnostic]) -> String {
    let (head, rest) = shown(diagnostics, most);
    let lines = head.iter().map(|found| line(sources, found));
    lines.chain(rest).collect()
}

fn line(sources: &SourceMap, found: &Diagnostic) -> String {
    let (start, _) = ends(sources, found.span);
    let path = path(sources, found.span);
    let (severity, rule) = (found.severity.word(), found.rule.name);
    let message = found.message.lines().collect::<Vec<_>>().join(" ");
    format!("{path}:{}:{}: {severity}[{rule}]: {message}\n", start.line, start.column)
}
