//! Applies fixes to texts.

use std::collections::BTreeMap;

use crate::base::{FileId, SourceMap, Span};
use crate::diag::{Diagnostic, Edit};

/// Texts after fixes.
#[derive(Debug, Default)]
pub struct Fixed {
    /// New texts by path, of the files that changed.
    pub texts: BTreeMap<String, String>,
    /// How many fixes were applied.
    pub applied: usize,
}

/// Applies the fix of every finding that has exactly one. Where two fixes touch the same text, the first is
/// applied and the other is left for the next round.
#[must_use]
pub fn apply_fixes(sources: &SourceMap, diagnostics: &[Diagnostic]) -> Fixed {
    let mut edits: BTreeMap<FileId, Vec<&Edit>> = BTreeMap::new();
    let mut applied = 0;
    for diagnostic in diagnostics {
        let [fix] = diagnostic.fixes.as_slice() else { continue };
        // What was probably meant is a guess, and not for anybody but the author to take.
        if diagnostic.help.as_ref().is_some_and(|help| help.starts_with("did you mean")) {
            continue;
        }
        let clashes = |edit: &Edit| {
            let others = edits.get(&edit.span.file).map_or(&[] as &[&Edit], Vec::as_slice);
            others.iter().any(|other| touches(edit, other))
        };
        if fix.edits.iter().any(clashes) {
            continue;
        }
        applied += 1;
        for edit in &fix.edits {
            edits.entry(edit.span.file).or_default().push(edit);
        }
    }
    let mut texts = BTreeMap::new();
    for (file, mut edits) in edits {
        let Some(source) = sources.file(file) else { continue };
        edits.sort_by_key(|edit| edit.span);
        let mut text = String::with_capacity(source.text.len());
        let mut at = 0;
        for edit in edits {
            let reach = reach(&source.text, edit);
            text.push_str(source.text.get(at..(reach.start as usize).max(at)).unwrap_or(""));
            text.push_str(&edit.text);
            at = at.max(reach.end as usize);
        }
        text.push_str(source.text.get(at..).unwrap_or(""));
        texts.insert(source.path.clone(), text);
    }
    Fixed { texts, applied }
}

/// What an edit replaces: what begins a line of its own leaves no blanks behind the line before it, and where all of a line
/// goes, the line goes.
#[must_use]
pub fn reach(text: &str, edit: &Edit) -> Span {
    let before = text.get(..edit.span.start as usize).unwrap_or("");
    let length = |n: usize| u32::try_from(n).unwrap_or(0);
    if edit.text.starts_with('\n') {
        return Span { start: length(before.trim_end_matches([' ', '\t']).len()), ..edit.span };
    }
    if edit.text.is_empty() && edit.span.start < edit.span.end { line_of(text, edit.span) } else { edit.span }
}

/// A place with the rest of its line, if nothing else stands on it.
#[must_use]
pub fn line_of(text: &str, span: Span) -> Span {
    let before = text.get(..span.start as usize).unwrap_or("");
    let after = text.get(span.end as usize..).unwrap_or("");
    let indent = before.rsplit('\n').next().unwrap_or("");
    let rest = after
        .find('\n')
        .map(|at| at + 1)
        .filter(|at| after.get(..*at).is_some_and(|rest| rest.trim().is_empty()));
    match rest {
        Some(rest) if indent.trim().is_empty() => {
            let length = |n: usize| u32::try_from(n).unwrap_or(0);
            Span::new(span.file, span.start - length(indent.len()), span.end + length(rest))
        }
        _ => span,
    }
}

/// Whether two edits change the same bytes, or insert at the same place.
fn touches(one: &Edit, other: &Edit) -> bool {
    one.span.start < other.span.end && other.span.start < one.span.end || one.span.start == other.span.start
}
