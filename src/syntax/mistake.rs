//! What can be wrong with a text, in the words of the person who wrote it.

use super::ast::{Entry, EntryKind};
use super::mend::{Fault, Mend};
use super::rules::{allow_without_reason, nesting_too_deep, syntax_error};
use crate::base::{FileId, Span};
use crate::diag::{Diagnostic, Label};

/// As many findings of one file are shown; the rest is counted.
pub(super) const MAX_FINDINGS: usize = 200;

/// The findings of one file.
#[derive(Debug, Default)]
pub(super) struct Findings {
    /// The first of them, in the order they were met.
    pub(super) list: Vec<Diagnostic>,
    /// How many there were beyond [`MAX_FINDINGS`].
    pub(super) more: usize,
}

impl Findings {
    /// Adds a finding, unless there are too many.
    pub(super) fn add(&mut self, finding: Diagnostic) {
        if self.list.len() < MAX_FINDINGS { self.list.push(finding) } else { self.more += 1 }
    }

    /// Where the last finding is.
    pub(super) fn last(&self) -> Option<Span> {
        self.list.last().map(|finding| finding.span)
    }

    /// Adds a bracket to the last finding if that is about one that is not closed at the same place either.
    pub(super) fn also_unclosed(&mut self, opener: Span, end: Span) -> bool {
        let Some(last) = self.list.last_mut() else { return false };
        let same = last.labels.first().is_some_and(|label| label.span == end);
        if same {
            last.labels.push(Label { span: opener, message: "and so is this".to_owned() });
        }
        same
    }

    /// How many findings there are, shown or only counted.
    pub(super) fn count(&self) -> usize {
        self.list.len() + self.more
    }

    /// Whether there is no room for more.
    pub(super) fn is_full(&self) -> bool {
        self.more > 0
    }

    /// The findings by place; if there were too many, the last one counts the rest.
    pub(super) fn finish(mut self, file: FileId) -> Vec<Diagnostic> {
        self.list.sort_by_key(|finding| finding.span);
        if self.more > 0 {
            let at = self.list.last().map_or(Span::new(file, 0, 0), |last| last.span.after());
            let message = format!("… and {} more mistakes in this file", self.more);
            self.list.push(Diagnostic::new(&syntax_error::RULE, at, message).help("mend those above first"));
        }
        self.list
    }

    /// A brace that is missing or too many, in the part of `text` that begins at `start`.
    pub(super) fn brace(&mut self, file: FileId, text: &str, start: usize, mend: Mend) {
        let place = |at: usize, length: usize| {
            let at = u32::try_from(start + at).unwrap_or(u32::MAX);
            Span::new(file, at, at + u32::try_from(length).unwrap_or(0))
        };
        let words_before = |at: usize| {
            let line = text.get(..start + at).unwrap_or("").rsplit('\n').next().unwrap_or("");
            line.split_whitespace().take(2).collect::<Vec<_>>().join(" ")
        };
        let finding = match mend.fault {
            Fault::NotOpened => {
                let message = format!("expected `{{` after `{}`", words_before(mend.at));
                Diagnostic::new(&syntax_error::RULE, place(mend.at, 0), message)
                    .help("write `{` here; its `}` stands further down")
            }
            Fault::NotClosed(opener) => {
                let message = format!("the `{{` of `{}` is never closed", words_before(opener));
                Diagnostic::new(&syntax_error::RULE, place(opener, 1), message)
                    .label(place(mend.at, 0), "expected `}` here at the latest")
                    .help("write `}` where it ends")
            }
            Fault::TooMany => {
                let sign = text.get(start + mend.at..=start + mend.at).unwrap_or("}");
                let message = format!("`{sign}` has no place here");
                Diagnostic::new(&syntax_error::RULE, place(mend.at, 1), message)
                    .help(format!("remove it: nothing is open that `{sign}` could close"))
            }
        };
        self.add(finding);
    }

    /// Adds a syntax error with what to do about it, unless the last one is at the very same place: what follows from
    /// one mistake is no other.
    pub(super) fn error(&mut self, span: Span, message: impl Into<String>, help: &str) {
        if self.last() == Some(span) {
            return;
        }
        self.error_help(span, message, help);
    }

    /// Adds a syntax error with what to do about it.
    pub(super) fn error_help(&mut self, span: Span, message: impl Into<String>, help: &str) {
        self.add(Diagnostic::new(&syntax_error::RULE, span, message).help(help));
    }

    /// The tree would be deeper than [`super::build::MAX_DEPTH`].
    pub(super) fn too_deep(&mut self, span: Span, what: &str, levels: usize) {
        let message = format!("{what} nested more than {levels} levels deep");
        self.add(
            Diagnostic::new(&nesting_too_deep::RULE, span, message)
                .help("give the inner parts names with `let`"),
        );
    }

    /// `#[allow(rule)]` without a reason.
    pub(super) fn no_reason(&mut self, span: Span, rule: &str) {
        self.add(
            Diagnostic::new(
                &allow_without_reason::RULE,
                span,
                format!("`{rule}` is allowed without a reason"),
            )
            .help(format!("say why: `#[allow({rule}): \"…\"]`")),
        );
    }

    /// An allowance that nothing follows.
    pub(super) fn stands_before_nothing(&mut self, span: Span) {
        self.error_help(
            span,
            "this stands before nothing",
            "put it before the declaration, attribute or statement it is about",
        );
    }

    /// The same clause twice.
    pub(super) fn twice(&mut self, span: Span, word: &str) {
        self.error(span, format!("`{word}` stands here twice"), "remove one of them");
    }

    /// `if … for …`.
    pub(super) fn wrong_order(&mut self, span: Span) {
        self.error(span, "`for` stands before `if`", "turn them around: `for x in xs if condition`");
    }

    /// `… for x in xs under x`.
    pub(super) fn behind_clause(&mut self, span: Span, word: &str) {
        let help = "`for` and `if` stand last, before the braces";
        self.error(span, format!("`{word} …` stands before `for` and `if`"), help);
    }

    /// A reserved word in the place of a name.
    pub(super) fn reserved(&mut self, span: Span, word: &str) {
        let help = match word {
            "then" => {
                "it stands in `if … then … else …`; what follows something says so itself, in a line of its own: `… after …`"
            }
            "else" => "it stands in `if condition then a else b`",
            _ => "choose another name",
        };
        self.error_help(span, format!("`{word}` is reserved and names nothing"), help);
    }

    /// A preposition in the place of a statement's word.
    pub(super) fn no_statement(&mut self, span: Span, word: &str) {
        self.error(
            span,
            format!("no statement begins with `{word}`"),
            "begin with what is done: `expire after 30 days`, `uses bucket.uploads to read`",
        );
    }

    /// A `/` behind which nothing stands.
    pub(super) fn half_comment(&mut self, span: Span) {
        self.error(
            span,
            "behind this `/` stands nothing",
            "a comment begins with `//`; if it is a division, write what it divides by",
        );
    }

    /// A preposition that nothing follows.
    pub(super) fn nothing_behind(&mut self, span: Span, word: &str) {
        let help = "write one, such as `30 days`, `\"raw/\"` or a name, or take the word out";
        self.error(span, format!("expected a value after `{word}`"), help);
    }

    /// A key with `${…}` in it.
    pub(super) fn computed_key(&mut self, span: Span) {
        self.error_help(span, "a key is not computed", "use `{for …: key => value}` for computed keys");
    }

    /// `stack`, `scenario` with `for` or `if`.
    pub(super) fn takes_no_clauses(&mut self, span: Span, kind: &str) {
        self.error(span, format!("a `{kind}` takes neither `for` nor `if`"), "take them out: it stands once");
    }

    /// `a < b < c`.
    pub(super) fn chained(&mut self, span: Span, sign: &str) {
        let help = match sign {
            ".." => "a range has two ends: `2..6`",
            _ => "join two comparisons with `&&`: `a < b && b < c`",
        };
        self.error_help(span, format!("`{sign}` does not chain"), help);
    }

    /// `f(...list)`.
    pub(super) fn spread_argument(&mut self, span: Span) {
        self.error(
            span,
            "nothing can be spread among arguments",
            "hand the list on as a whole: `max(xs)` for `max(...xs)`",
        );
    }

    /// `a.b(…)`.
    pub(super) fn no_function(&mut self, span: Span) {
        self.error(
            span,
            "only a function's bare name can be called",
            "write the value into the brackets, as in `length(xs)` for `xs.length()`",
        );
    }

    /// A number with more digits than can be kept.
    pub(super) fn too_large(&mut self, span: Span) {
        self.error(span, "this number has more digits than can be kept exactly", "write 28 digits at most");
    }

    /// `\u{…}` of no character.
    pub(super) fn no_character(&mut self, span: Span) {
        self.error(
            span,
            "there is no character of this number",
            "write the number of one, as in `\\u{1F600}`",
        );
    }

    /// `T??`.
    pub(super) fn optional_twice(&mut self, span: Span) {
        self.error(span, "`?` stands here twice", "remove one of them");
    }

    /// Something in the place of a type.
    pub(super) fn no_type(&mut self, span: Span) {
        self.error(
            span,
            "expected a type",
            "write one, such as `string`, `number`, `duration`, `\"a\" | \"b\"` or `bucket`",
        );
    }

    /// Entries of a map that are neither `key = value` nor `...map`.
    pub(super) fn statements_in_map(&mut self, entries: &[Entry]) {
        for entry in entries {
            if let EntryKind::Sentence(sentence) = &entry.kind {
                let word = &sentence.word;
                let help = format!("a map holds keys and values: `{} = …`", word.text);
                self.error(word.span, format!("expected `=` and a value after `{}`", word.text), &help);
            }
        }
    }
}
