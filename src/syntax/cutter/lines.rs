//! What single lines say of where declarations begin.

use super::Braces;
use crate::syntax::build::PREPOSITIONS;

/// What declarations at the margin mean in a text that is not sound: whether bodies are indented there.
pub(in crate::syntax) fn doubts(text: &str) -> Braces {
    let is_attribute = |line: &str| {
        let rest = line.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_');
        rest.len() < line.len() && rest.trim_start().starts_with('=')
    };
    if text.split('\n').any(is_attribute) { Braces::Doubted } else { Braces::Denied }
}

/// Whether the word here only ever goes on with the line before.
pub(super) fn continues(text: &str) -> bool {
    let word = text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("");
    matches!(word, "then" | "else" | "for" | "if" | "when") || PREPOSITIONS.contains(&word)
}

/// Whether what follows the documentation here may go on with the line before, to which that is then a mere comment.
pub(super) fn leads_on(text: &str) -> bool {
    let mut rest = text;
    while let Some(comment) = rest.strip_prefix("//") {
        rest = comment.find('\n').and_then(|end| comment.get(end..)).unwrap_or("").trim_start();
    }
    let is_word = rest.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let begins = rest.is_empty() || rest.starts_with("#[") || is_word && !continues(rest);
    !begins
}

/// Whether a line has the shape of a declaration's first line.
pub(super) fn looks_like_declaration(text: &str) -> bool {
    let line = text.split('\n').next().unwrap_or("");
    let word_end = line.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(line.len());
    let (word, rest) = line.split_at_checked(word_end).unwrap_or((line, ""));
    if rest.starts_with('.') || rest.starts_with('[') {
        return rest.contains("->");
    }
    let Some(next) = rest.strip_prefix([' ', '\t']).map(str::trim_start) else { return false };
    let named = next.starts_with(|c: char| c.is_alphabetic() || c == '_');
    match word {
        "let" | "output" => named && next.contains('='),
        "param" | "secret" | "moved" | "adopt" | "forget" => named,
        "test" => next.starts_with('"') && next.contains('{'),
        _ => named && (next.contains('{') || next.contains("->")),
    }
}
