//! The text as it should look, as the fewest edits.

use std::path::Path;

use crate::session::{Formatting, format_content};

/// One replacement of bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextEdit {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// The new text.
    pub text: String,
}

/// The edits that make a text look as it should; `None` where it has errors and is left alone.
#[must_use]
pub fn formatting(path: &Path, text: &str) -> Option<Vec<TextEdit>> {
    match format_content(path, text.as_bytes().to_vec()) {
        Formatting::Same => Some(Vec::new()),
        Formatting::Changed(written) => Some(edits(text, &written)),
        Formatting::Broken(..) | Formatting::Refused => None,
    }
}

/// The edits of [`formatting`] that touch some bytes.
#[must_use]
pub fn formatting_within(path: &Path, text: &str, start: u32, end: u32) -> Option<Vec<TextEdit>> {
    let mut edits = formatting(path, text)?;
    edits.retain(|edit| edit.start < end && start < edit.end || (start..=end).contains(&edit.start));
    Some(edits)
}

/// How the lines of a text end.
pub(super) fn line_break(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// The lines that differ between two texts, as one edit for each run of them.
pub(super) fn edits(before: &str, after: &str) -> Vec<TextEdit> {
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let mut found = Vec::new();
    let (mut at, mut to, mut byte) = (0, 0, 0_usize);
    while at < old.len() || to < new.len() {
        if at < old.len() && old.get(at) == new.get(to) {
            byte += old.get(at).map_or(0, |line| line.len());
            (at, to) = (at + 1, to + 1);
            continue;
        }
        let (gone, come) = apart(old.get(at..).unwrap_or(&[]), new.get(to..).unwrap_or(&[]));
        let removed: usize = old.get(at..at + gone).unwrap_or(&[]).iter().map(|line| line.len()).sum();
        let text = new.get(to..to + come).unwrap_or(&[]).concat();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        found.push(TextEdit { start: count(byte), end: count(byte + removed), text });
        byte += removed;
        (at, to) = (at + gone, to + come);
    }
    found
}

/// A formatter moves lines no further than that.
const NEAR: usize = 64;

/// How many lines of each text go by until both say the same again.
fn apart(old: &[&str], new: &[&str]) -> (usize, usize) {
    let is_same = |gone: usize, come: usize| {
        // An empty line is like any other and tells nothing.
        old.get(gone).zip(new.get(come)).is_some_and(|(old, new)| old == new && !old.trim().is_empty())
    };
    for both in 1..NEAR.min(old.len() + new.len()) {
        for gone in 0..=both {
            let come = both - gone;
            if gone <= old.len() && come <= new.len() && is_same(gone, come) {
                return (gone, come);
            }
        }
    }
    (old.len(), new.len())
}

/// The edits that follow from a sign just typed before a byte: the indent of a new line, or that of a closing bracket.
#[must_use]
pub fn on_type(text: &str, byte: u32, typed: &str) -> Vec<TextEdit> {
    let Some((before, after)) = text.split_at_checked(byte as usize) else { return Vec::new() };
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.get(start..).unwrap_or("");
    let rest = after.lines().next().unwrap_or("");
    let written = line.len() - line.trim_start().len();
    let blank = rest.len() - rest.trim_start().len();
    let closes = |text: &str| text.starts_with(['}', ']', ')']);
    let (is_fresh, closing) = match typed {
        "\n" => (line.trim().is_empty(), closes(rest.trim_start())),
        _ => (line.trim_start().len() == typed.len() && closes(typed), true),
    };
    if !is_fresh {
        return Vec::new();
    }
    // What was open before this line; a bracket that closes stands with what it closes.
    let depth = super::cursor::depth(before.get(..start).unwrap_or(""));
    let indent = "  ".repeat(depth.saturating_sub(usize::from(closing)));
    let gone = if typed == "\n" { line.len() + blank } else { written };
    if text.get(start..start + gone) == Some(indent.as_str()) {
        return Vec::new();
    }
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    vec![TextEdit { start: count(start), end: count(start + gone), text: indent }]
}
