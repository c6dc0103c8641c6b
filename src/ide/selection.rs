//! What grows around a place when a selection is widened.

use super::chain::chain;
use super::snapshot::Cx;
use crate::base::Span;

/// The things around a byte, the innermost first, each wider than the one before, up to the whole file.
#[must_use]
pub fn selection(cx: &Cx<'_>, byte: u32) -> Vec<Span> {
    let text = cx.text();
    let whole = Span::new(cx.file, 0, u32::try_from(text.len()).unwrap_or(u32::MAX));
    let mut found = vec![whole];
    if let Some(tree) = cx.project.tree(cx.file) {
        found.extend(chain(tree, byte).iter().map(|link| link.span()));
    }
    found.extend(word(text, byte).map(|(start, end)| Span::new(cx.file, start, end)));
    found.sort_by_key(|span| span.end - span.start);
    // What only touches the byte may stand beside something else that does.
    found.dedup();
    let mut nested: Vec<Span> = Vec::new();
    for span in found {
        if nested.last().is_none_or(|last| span.contains(*last)) {
            nested.push(span);
        }
    }
    nested
}

/// The word around a byte.
fn word(text: &str, byte: u32) -> Option<(u32, u32)> {
    let (before, after) = text.split_at_checked(byte as usize)?;
    let is_part = |c: &char| c.is_alphanumeric() || *c == '_';
    let back: usize = before.chars().rev().take_while(is_part).map(char::len_utf8).sum();
    let on: usize = after.chars().take_while(is_part).map(char::len_utf8).sum();
    let length = |n: usize| u32::try_from(n).unwrap_or(0);
    (back + on > 0).then(|| (byte - length(back), byte + length(on)))
}
