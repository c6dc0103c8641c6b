//! `for`, `if`, `then` and `else`: what is due behind each, and the fields of a schedule.

use std::collections::BTreeSet;

use super::{Completion, Place, Sign};
use crate::ide::cursor::{Open, Sort, Token};

/// What the fields of `cron(…)` may hold besides numbers.
const FIELDS: [&[(&str, &str)]; 6] = [
    &[("*", "every minute"), ("0/5", "every five minutes")],
    &[("*", "every hour"), ("0/6", "every six hours")],
    &[("*", "every day"), ("?", "whatever the day; the day of the week says it"), ("L", "the last day")],
    &[
        ("*", "every month"),
        ("JAN", "1"),
        ("FEB", "2"),
        ("MAR", "3"),
        ("APR", "4"),
        ("MAY", "5"),
        ("JUN", "6"),
        ("JUL", "7"),
        ("AUG", "8"),
        ("SEP", "9"),
        ("OCT", "10"),
        ("NOV", "11"),
        ("DEC", "12"),
    ],
    &[
        ("*", "every day"),
        ("?", "whatever the day; the day of the month says it"),
        ("MON-FRI", "2-6"),
        ("SUN", "1"),
        ("MON", "2"),
        ("TUE", "3"),
        ("WED", "4"),
        ("THU", "5"),
        ("FRI", "6"),
        ("SAT", "7"),
    ],
    &[("*", "every year")],
];

impl<'a> Place<'a> {
    /// Behind a `for` or an `if` of the entry; whether nothing else is due there.
    pub(super) fn in_clause(&mut self) -> bool {
        let is_clause = |token: &Token<'_>| {
            token.sort == Sort::Word && matches!(token.text, "for" | "if" | "then" | "else")
        };
        let Some(at) = self.entry.iter().rposition(is_clause) else { return false };
        let word = self.entry.get(at).map_or("", |token| token.text);
        let rest = self.entry.get(at + 1..).unwrap_or(&[]).to_vec();
        let is_open = rest.last().is_none_or(|last| last.sort == Sort::Sign);
        match (word, is_open) {
            ("for", _) => self.in_for(&rest),
            ("if", true) if self.asked_param().is_none() => self.expressions(None),
            ("then" | "else", true) if self.sign("=").is_some() => self.value(),
            ("then" | "else", true) => self.expressions(None),
            ("if", false) if self.is_choice(at) => self.word("then", "what it is if that holds"),
            ("then", false) => {
                self.unit();
                self.word("else", "what it is otherwise");
            }
            ("else", false) if self.unit() => {}
            _ => return false,
        }
        true
    }

    /// Whether an `if` chooses between two values, and does not say when something is there.
    fn is_choice(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.entry.get(before));
        before.is_some_and(|before| before.sort == Sort::Sign && before.text != "->")
    }

    /// Behind `for`: names of one's own, `in`, what it goes through, and on which condition.
    fn in_for(&mut self, rest: &[Token<'_>]) {
        let over = rest.iter().position(|token| token.text == "in" && token.sort == Sort::Word);
        let through = over.and_then(|at| rest.get(at + 1..));
        match (through, rest.last()) {
            (None, Some(last)) if last.sort == Sort::Word => self.word("in", "what it goes through"),
            (None, _) => {}
            (Some(through), _) if through.last().is_none_or(|last| last.sort == Sort::Sign) => {
                self.expressions(None);
                if through.is_empty() {
                    self.loops_over();
                }
            }
            (Some(_), _) => self.word("if", "only where that holds"),
        }
    }

    /// Resources and modules with instances of their own, each of which a loop may go through.
    fn loops_over(&mut self) {
        let stack = self.cx.project.analysis.any();
        let keyed = stack.resources.keys().filter_map(|address| address.as_str().split_once('['));
        // What an arrow is called has brackets of its own.
        let named: BTreeSet<String> =
            keyed.map(|(name, _)| name.to_owned()).filter(|name| !name.starts_with('(')).collect();
        for name in named {
            self.add(Completion::new(name, Sign::Resource, "each of its instances").rank(2));
        }
    }

    /// What may follow a line that is whole: once for each element, or on a condition.
    pub(super) fn clauses(&mut self) {
        self.add(
            Completion::new("for", Sign::Keyword, "one for each element")
                .writes("for ${1:one} in $0")
                .rank(6),
        );
        self.add(Completion::new("if", Sign::Keyword, "only if that holds").rank(6));
    }

    /// Loop variables whose loops are open in the text, read or not, and what each goes through.
    pub(super) fn open_loops(&self) -> Vec<(&'a str, Vec<Token<'a>>)> {
        let mut found = Vec::new();
        for level in &self.cursor.levels {
            let head: &[Token<'a>] = match &level.open {
                Open::Body { head } => head,
                _ => &[],
            };
            for tokens in [head, &level.tokens] {
                let Some(at) =
                    tokens.iter().position(|token| token.text == "for" && token.sort == Sort::Word)
                else {
                    continue;
                };
                let rest = tokens.get(at + 1..).unwrap_or(&[]);
                let end = rest.iter().position(|token| token.text == "in").unwrap_or(rest.len());
                let over = rest.get(end + 1..).unwrap_or(&[]).to_vec();
                // What a loop goes through knows nothing of its variables.
                if over.is_empty() {
                    continue;
                }
                let names = rest.iter().take(end).filter(|token| token.sort == Sort::Word);
                found.extend(names.map(|name| (name.text, over.clone())));
            }
        }
        found
    }

    /// What a field of `cron(…)` may hold besides numbers.
    pub(super) fn cron(&mut self, start: usize) {
        let typed = self.cx.text().get(start + 1..self.cursor.start).unwrap_or("");
        let words = typed.split_whitespace().count();
        let is_next = typed.is_empty() || typed.ends_with(char::is_whitespace);
        let at = if is_next { words } else { words.saturating_sub(1) };
        for (rank, (word, detail)) in FIELDS.get(at).copied().unwrap_or(&[]).iter().enumerate() {
            let rank = u8::try_from(rank).unwrap_or(u8::MAX);
            self.add(Completion::new(*word, Sign::Value, *detail).rank(rank));
        }
    }
}
