//! Words that other languages begin declarations with, and what is written here.

use super::Build;
use crate::base::Span;
use crate::diag::Diagnostic;
use crate::syntax::rules::syntax_error::RULE;

/// Words, each with what stands in its place, where what follows fits that.
const WORDS: &[(&[&str], &str)] = &[
    (&["arg", "argument", "input", "parameter", "variable"], "param"),
    (&["const", "constant", "declare", "def", "define", "local", "set", "val", "value", "var"], "let"),
    (&["export", "outputs", "return"], "output"),
    (&["import", "use", "take"], "adopt"),
    (&["delete", "drop", "remove", "removed"], "forget"),
];

impl Build<'_> {
    /// Reports a line that begins a declaration as another language does, `const a = 3`, `output "url" = …`, and says whether
    /// it is one.
    pub(super) fn other_word(&mut self, text: &str, span: Span) -> bool {
        let word = text.split(char::is_whitespace).next().unwrap_or("");
        let rest = text.get(word.len()..).unwrap_or("").trim_start();
        if let Some((_, here)) = WORDS.iter().find(|(words, here)| words.contains(&word) && fits(here, rest))
        {
            let place = Span { end: span.start + length(word), ..span };
            let found = Diagnostic::new(&RULE, place, format!("no declaration begins with `{word}`"));
            self.found.add(found.fix(format!("change to `{here}`"), place, *here));
            return true;
        }
        let quoted = rest.strip_prefix('"').and_then(|rest| rest.split_once('"')).map(|(name, _)| name);
        match quoted {
            Some(name) if matches!(word, "let" | "output" | "param") && is_name(name) => {
                let start =
                    span.start + length(text) - length(text.get(word.len()..).unwrap_or("").trim_start());
                let place = Span { start, end: start + length(name) + 2, ..span };
                let found = Diagnostic::new(&RULE, place, "names stand without quotes");
                self.found.add(found.fix(format!("change to `{name}`"), place, name));
                true
            }
            _ => false,
        }
    }
}

/// Whether what follows a word is what follows one of this language.
fn fits(here: &str, rest: &str) -> bool {
    let end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.'))).unwrap_or(rest.len());
    let (name, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
    let behind = behind.trim_start();
    match here {
        "let" | "output" => is_name(name) && behind.starts_with('=') && !behind.starts_with("=="),
        "param" => is_name(name) && behind.starts_with(':'),
        "adopt" => name.contains('.') && behind.starts_with('='),
        _ => name.contains('.') && behind.is_empty(),
    }
}

/// Whether a text may name something.
fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(0)
}
