//! What can be folded: braces, lists, and comments over several lines.

use super::snapshot::Cx;
use crate::base::Span;

/// What a fold hides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fold {
    /// What stands between brackets.
    Region,
    /// A comment.
    Comment,
}

/// The parts of a file that can be folded, each over more than one line.
#[must_use]
pub fn folding(cx: &Cx<'_>) -> Vec<(Span, Fold)> {
    let text = cx.text();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let span = |start: usize, end: usize| Span::new(cx.file, count(start), count(end));
    let mut found: Vec<(Span, Fold)> = super::cursor::brackets(text)
        .into_iter()
        .filter(|(start, end)| text.get(*start..*end).is_some_and(|inner| inner.contains('\n')))
        .map(|(start, end)| (span(start, end), Fold::Region))
        .collect();
    let (mut at, mut begun): (usize, Option<(usize, usize, usize)>) = (0, None);
    for line in text.split_inclusive('\n').chain([""]) {
        let is_comment = line.trim_start().starts_with("//");
        match &mut begun {
            Some((_, end, lines)) if is_comment => (*end, *lines) = (at + line.trim_end().len(), *lines + 1),
            None if is_comment => begun = Some((at, at + line.trim_end().len(), 1)),
            _ => {
                let comment = begun.take().filter(|(_, _, lines)| *lines > 1);
                found.extend(comment.map(|(start, end, _)| (span(start, end), Fold::Comment)));
            }
        }
        at += line.len();
    }
    found.sort_by_key(|(span, _)| *span);
    found
}
