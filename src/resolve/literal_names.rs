//! Names in strings that other languages would put values in for.

use super::cx::Cx;
use super::rules;
use crate::base::Span;
use crate::diag::Diagnostic;

/// What stands in a text as other languages put a value in: the place of it, and the name.
struct Hole<'t> {
    start: usize,
    end: usize,
    name: &'t str,
}

impl Cx<'_> {
    /// Says of a string where a value may have been meant that is not put in.
    #[inline]
    pub(super) fn literal_names(&mut self, text: &str, span: Span) {
        if text.bytes().any(|byte| matches!(byte, b'{' | b'$')) {
            self.names_in(text, span);
        }
    }

    fn names_in(&mut self, text: &str, span: Span) {
        // A text with escapes is longer where it is written; what is escaped is meant as it stands.
        let is_plain = (span.end - span.start) as usize == text.len() + 2;
        if !is_plain || self.in_secret(span) {
            return;
        }
        for hole in holes(text) {
            if !(self.is_local(hole.name) || self.is_resource(hole.name)) {
                continue;
            }
            let shown = text.get(hole.start..hole.end).unwrap_or_default();
            let message = format!("`{shown}` is text here, not the value of `{}`", hole.name);
            let place = Span {
                start: span.start + 1 + u32::try_from(hole.start).unwrap_or(0),
                end: span.start + 1 + u32::try_from(hole.end).unwrap_or(0),
                ..span
            };
            self.report(
                Diagnostic::new(&rules::literal_name::RULE, place, message)
                    .help(format!("if the value is meant, write `${{{}}}`", hole.name)),
            );
        }
    }
}

/// `{name}`, `#{name}` and `$name`.
fn holes(text: &str) -> impl Iterator<Item = Hole<'_>> {
    text.match_indices(['{', '$']).filter_map(|(at, sign)| {
        let before = text.get(..at)?;
        let rest = text.get(at + 1..)?;
        let length = rest
            .bytes()
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'))
            .count();
        let name = rest.get(..length)?;
        let named = name.starts_with(|c: char| c.is_alphabetic() || c == '_') && !name.ends_with('.');
        let is_open = sign == "{" && rest.get(length..)?.starts_with('}') && !before.ends_with(['$', '{']);
        let start = if before.ends_with('#') { at - 1 } else { at };
        match sign {
            "{" if named && is_open => Some(Hole { start, end: at + 2 + length, name }),
            "$" if named => Some(Hole { start: at, end: at + 1 + length, name }),
            _ => None,
        }
    })
}
