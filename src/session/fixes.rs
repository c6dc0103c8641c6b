//! Applies fixes to texts.

use std::collections::BTreeMap;

use crate::base::{FileId, SourceMap};
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
            text.push_str(source.text.get(at..(begins(&source.text, edit) as usize).max(at)).unwrap_or(""));
            text.push_str(&edit.text);
            at = edit.span.end as usize;
        }
        text.push_str(source.text.get(at..).unwrap_or(""));
        texts.insert(source.path.clone(), text);
    }
    Fixed { texts, applied }
}

/// Where an edit begins: what begins a line of its own leaves no blanks behind the line before it.
#[must_use]
pub fn begins(text: &str, edit: &Edit) -> u32 {
    let before = text.get(..edit.span.start as usize).unwrap_or("");
    let kept = if edit.text.starts_with('\n') { before.trim_end_matches([' ', '\t']) } else { before };
    u32::try_from(kept.len()).unwrap_or(edit.span.start)
}

/// Whether two edits change the same bytes, or insert at the same place.
fn touches(one: &Edit, other: &Edit) -> bool {
    one.span.start < other.span.end && other.span.start < one.span.end || one.span.start == other.span.start
}
