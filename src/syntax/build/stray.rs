//! Text that fits nowhere.

use super::super::parser::{Node, Rule};
use super::Build;
use super::foreign::stray_declaration;
use crate::base::Span;
use crate::diag::Diagnostic;
use crate::syntax::rules::syntax_error::RULE;

impl Build<'_> {
    /// Reports text that fits nowhere, unless something in its line was reported.
    pub(super) fn stray(&mut self, node: Node, rule: Rule) {
        let span = self.trimmed(node);
        if self.found.last().is_some_and(|last| self.same_line(last, span)) {
            return;
        }
        let text = self.slice(span.start - self.base, span.end - self.base).to_owned();
        let line = self.slice(0, span.start - self.base).rsplit('\n').next().unwrap_or("").trim().to_owned();
        if rule == Rule::stray_item && text.starts_with(',') && line.contains("->") {
            let help = "draw one for each, in a line of its own";
            return self.found.error(span, "an arrow has one target", help);
        }
        if self.closer(&text, span) {
            return;
        }
        match rule {
            Rule::stray_item if line.is_empty() => self.stray_line(&text, span),
            Rule::stray_item => self.behind_item(&text, &line, span),
            _ => self.stray_entry(&text, span),
        }
    }

    /// Text that is no entry of a body.
    fn stray_entry(&mut self, text: &str, span: Span) {
        let shown: String = first_word(text).chars().take(20).collect();
        let help = match shown.starts_with("->") {
            true => {
                "an arrow stands outside of all braces, with its source before it: `kind.name -> kind.name`; \
                 a part of one is read from parentheses: `(kind.name -> kind.name).part`"
            }
            false => "begin a new line with it if it is an entry of its own, or remove it",
        };
        self.found.error(span, format!("`{shown}` has no place here"), help);
    }

    /// What several places have in common where no declaration begins; whether it was that.
    fn no_item(&mut self, text: &str, span: Span) -> bool {
        let word = first_word(text);
        if self.other_word(text, span) {
            return true;
        }
        if let Some((message, help)) = stray_declaration(word) {
            self.found.error_help(span, message, &help);
            return true;
        }
        let rest = text.trim_start_matches(word).trim_start();
        if rest.starts_with('=') && !rest.starts_with("==") {
            let help = "settings stand in `stack name { … }`, attributes in the braces of a resource; a value of your \
                        own is `let name = …`";
            self.found.error(span, format!("`{word} = …` stands outside of all braces"), help);
            return true;
        }
        if let Some(arrow) = arrow_meant(text).filter(|_| !text.contains('\n')) {
            let finding = Diagnostic::new(&RULE, span, "an arrow begins with its source");
            self.found.add(finding.fix(format!("change to `{arrow}`"), span, arrow));
            return true;
        }
        if let Some(source) = rest.strip_prefix("<-").map(str::trim) {
            let finding = Diagnostic::new(&RULE, span, "an arrow leads from its source to its target");
            let turned = format!("{source} -> {word}");
            self.found.add(finding.fix(format!("turn it around: `{turned}`"), span, turned));
            return true;
        }
        false
    }

    /// Text behind a declaration, in the `line` that it ends on.
    fn behind_item(&mut self, text: &str, line: &str, span: Span) {
        if first_word(text) != "if" && self.no_item(text, span) {
            return;
        }
        let word = first_word(text);
        let help = match line.contains("->") {
            true => {
                "what is let through stands before the arrow, as in `bucket.uploads created under \"raw/\" -> …`, and \
                 settings stand in braces behind its target"
            }
            false if word == "if" => {
                "a value is chosen with its condition first: `if condition then a else b`"
            }
            false => behind_value(word),
        };
        self.found.error(span, format!("`{word}` has no place here"), help);
    }

    /// A line that begins no declaration.
    fn stray_line(&mut self, text: &str, span: Span) {
        if self.no_item(text, span) {
            return;
        }
        let word = first_word(text);
        let has_name = word.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_');
        if has_name && word.contains('.') {
            let message = format!("expected `->` and a target after `{word}`");
            let event = text.trim_start_matches(word).split("->").next().unwrap_or_default().trim();
            let help = match event.starts_with('/') {
                true => format!("paths stand in quotes: `{word} \"{event}\" -> …`"),
                false => format!("say what it leads to, as in `{word} -> function.resize`"),
            };
            return self.found.error(span, message, &help);
        }
        self.found.error_help(
            span,
            "expected a declaration",
            "write `kind name { … }`, `source -> target`, `param`, `let`, `output`, `module` or `test`",
        );
    }

    /// Reports a sign that opens or begins nothing, and says whether it is one.
    fn closer(&mut self, text: &str, span: Span) -> bool {
        let first = text.chars().next().map(String::from).unwrap_or_default();
        if text.starts_with(['}', ')', ']', ',', ';', '=', ':', '"']) {
            let help = match first.as_str() {
                "," | ";" => "remove it: entries stand one a line, or two blanks apart",
                "=" => "write a name before it, `name = value`; two values are compared with `==`",
                ":" => "write a name before it: `name = value`",
                "\"" => "give it a name, `name = \"…\"`, or remove it",
                _ => "remove it: nothing is open that it could close",
            };
            let what = if first == "\"" { "a string".to_owned() } else { format!("`{first}`") };
            self.found.error(span, format!("{what} has no place here"), help);
            return true;
        }
        false
    }
}

/// The first word of a text.
fn first_word(text: &str) -> &str {
    text.split(char::is_whitespace).next().unwrap_or("")
}

/// The arrow that is meant by a line with words before its source, or before its target in place of `->`.
fn arrow_meant(text: &str) -> Option<String> {
    const BEFORE: &[&str] = &[
        "on",
        "when",
        "whenever",
        "connect",
        "subscribe",
        "trigger",
        "link",
        "wire",
        "send",
        "route",
        "arrow",
        "event",
    ];
    let words: Vec<&str> = text.split_whitespace().collect();
    words.first().filter(|word| BEFORE.contains(word))?;
    let is_name = |word: &&str| {
        word.contains('.')
            && word.split('.').all(|part| part.starts_with(|c: char| c.is_alphabetic() || c == '_'))
    };
    let mut names = words.iter().enumerate().filter(|(_, word)| is_name(word)).map(|(at, _)| at);
    let (Some(source @ 1), Some(target), None) = (names.next(), names.next(), names.next()) else {
        return None;
    };
    let between = words.get(source + 1..target)?;
    let event = match between {
        ["to" | "run" | "runs" | "then" | "call" | "calls" | "trigger" | "triggers" | "->"] | [] => "",
        [event, "->"] => event,
        _ => return None,
    };
    let (source, target) = (words.get(source)?, words.get(target..)?.join(" "));
    // `bucket.uploads.created` names the event as a part.
    let (source, event) = match (source.match_indices('.').nth(1), event) {
        (Some((at, _)), "") => (source.get(..at)?, source.get(at + 1..)?),
        _ => (*source, event),
    };
    let event = if event.is_empty() { String::new() } else { format!(" {event}") };
    Some(format!("{source}{event} -> {target}"))
}

/// What is to be done about something behind a value or a declaration, by its first word.
fn behind_value(word: &str) -> &'static str {
    if word.starts_with(['.', '[']) {
        return "only a name has parts: give the value one with `let`; functions stand before theirs: `length(x)`";
    }
    "begin a new line with it if it is a declaration of its own, or remove it"
}
