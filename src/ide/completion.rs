//! What may be written at a place.

mod body;
mod clauses;
mod declarations;
mod grants;
mod known;
mod maps;
mod measures;
mod names;
mod params;
mod tests;
mod texts;
mod values;

use std::collections::BTreeSet;

use texts::Quotes;

use super::cursor::{Cursor, Open, Sort, Token};
use super::rows::{Head, Rows, rows};
use super::snapshot::Cx;
use crate::session::rules;
pub use params::in_params;

/// What a completion is, for its picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// A kind of resource.
    Kind,
    /// A resource, by its address.
    Resource,
    /// An attribute.
    Attribute,
    /// A block or a statement.
    Block,
    /// A word of the language.
    Keyword,
    /// One of a set of values.
    Value,
    /// A unit, or a number with its unit.
    Unit,
    /// A param, a `let` or a loop variable.
    Variable,
    /// A function.
    Function,
    /// What a resource tells.
    Output,
    /// An event or a verb.
    Event,
    /// A file.
    File,
    /// A folder.
    Folder,
    /// A module.
    Module,
    /// A type.
    Type,
}

/// Something that may be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// What is shown.
    pub label: String,
    /// Its picture.
    pub sign: Sign,
    /// What it is, in a few words.
    pub detail: String,
    /// What it is, in Markdown; empty if there is no more to say.
    pub documentation: String,
    /// What is written, with `$1`, `${2:name}` for places to go on at and `$0` for the last one.
    pub snippet: String,
    /// Those of a lower rank come first.
    pub rank: u8,
    /// Whether AWS retires it.
    pub deprecated: bool,
}

impl Completion {
    fn new(label: impl Into<String>, sign: Sign, detail: impl Into<String>) -> Self {
        let label = label.into();
        let snippet = escaped(&label);
        Self {
            label,
            sign,
            detail: detail.into(),
            documentation: String::new(),
            snippet,
            rank: 5,
            deprecated: false,
        }
    }

    fn writes(mut self, snippet: impl Into<String>) -> Self {
        self.snippet = snippet.into();
        self
    }

    fn says(mut self, documentation: impl Into<String>) -> Self {
        self.documentation = documentation.into();
        self
    }

    fn rank(mut self, rank: u8) -> Self {
        self.rank = rank;
        self
    }
}

/// A text in which nothing has a meaning for snippets.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}")
}

/// A text by which numbers in names come by their size: `c5.2xlarge` before `c5.12xlarge`.
fn counted(label: &str) -> String {
    let mut text = String::with_capacity(label.len());
    let mut rest = label;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, after) = rest.split_at(at);
        let end = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
        let (number, left) = after.split_at(end);
        text.push_str(before);
        text.push_str(&format!("{number:0>8}"));
        rest = left;
    }
    text.push_str(rest);
    text
}

/// What may be written at a place, and what it stands in for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completions {
    /// First byte of what is replaced.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
    /// The best first.
    pub items: Vec<Completion>,
}

/// What may be written at a byte of a text.
#[must_use]
pub fn completion(cx: &Cx<'_>, byte: u32) -> Completions {
    let cursor = Cursor::new(cx.text(), byte as usize);
    let mut place = Place::new(cx, &cursor);
    if let Some(allow) = cursor.allow {
        place.allowance(allow);
    } else if !cursor.comment {
        place.fill();
    }
    let mut items = place.items;
    let mut seen = BTreeSet::new();
    items.retain(|item| seen.insert((item.label.clone(), item.snippet.clone())));
    // Amounts come by size, as they were added; everything else by its name.
    let by_name = |item: &Completion| (item.sign != Sign::Unit).then(|| counted(&item.label));
    items.sort_by_cached_key(|item| (item.rank, by_name(item)));
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Completions { start: count(cursor.start), end: count(cursor.end), items }
}

/// A place in a text, and what may be written there.
struct Place<'a> {
    cx: &'a Cx<'a>,
    cursor: &'a Cursor<'a>,
    heads: Vec<Head>,
    rows: Rows,
    entry: Vec<Token<'a>>,
    space: usize,
    items: Vec<Completion>,
}

impl<'a> Place<'a> {
    fn new(cx: &'a Cx<'a>, cursor: &'a Cursor<'a>) -> Self {
        let heads = cursor.heads();
        let rows = rows(cx.catalog, &heads);
        let space = cx.project.space(cx.file);
        Self { cx, cursor, heads, rows, entry: cursor.entry(), space, items: Vec::new() }
    }

    fn add(&mut self, item: Completion) {
        self.items.push(item);
    }

    /// The words of the entry.
    fn words(&self) -> Vec<&'a str> {
        self.entry.iter().map(|token| token.text).collect()
    }

    /// The position of a sign in the entry.
    fn sign(&self, sign: &str) -> Option<usize> {
        self.entry.iter().position(|token| token.sort == Sort::Sign && token.text == sign)
    }

    fn fill(&mut self) {
        let is_value = self.sign("=").is_some();
        match self.cursor.open() {
            Open::Text { .. } => self.in_text(),
            _ if self.behind_bracket() => {}
            Open::Interpolation => self.expressions(None),
            _ if !self.cursor.prefix.contains('.') && self.in_known_map(Quotes::Written) => {}
            _ if self.cursor.prefix.contains('.') => self.dotted(),
            Open::Call { name: "rate", .. } => self.rate(),
            Open::Call { name: "cron", start } => self.cron(*start),
            Open::Call { name: "at", .. } => {}
            Open::Call { .. } if self.is_type() => self.types(),
            Open::Call { .. } => self.expressions(None),
            _ if self.in_index(Quotes::Written) => {}
            _ if self.in_clause() => {}
            _ if let Some(param) = self.asked_param() => self.value_of(param),
            _ if self.heads.is_empty() && !self.in_braces() => self.declaration(),
            _ if is_value => self.value(),
            _ => self.in_body(),
        }
    }

    /// Whether it stands in the braces of `given` in a test.
    fn is_given(&self) -> bool {
        matches!(self.heads.as_slice(), [Head::Test, Head::Sentence { word }] if word == "given")
    }

    fn in_braces(&self) -> bool {
        self.cursor.levels.iter().skip(1).any(|level| matches!(level.open, Open::Body { .. }))
    }

    /// Names of rules that may be silenced, those found here first.
    fn allowance(&mut self, allow: &str) {
        if allow.contains(')') {
            return;
        }
        if !allow.starts_with("allow(") {
            self.add(
                Completion::new("allow", Sign::Keyword, "silences a rule here")
                    .writes("allow(${1:rule}): \"${2:why}\"]"),
            );
            return;
        }
        let file = self.cx.file;
        let found: BTreeSet<&str> = self
            .cx
            .project
            .analysis
            .diagnostics
            .iter()
            .filter(|found| found.span.file == file)
            .map(|found| found.rule.name)
            .collect();
        for rule in rules() {
            let first = rule.doc.lines().next().unwrap_or_default().trim();
            let rank = if found.contains(rule.name) { 1 } else { 5 };
            self.add(Completion::new(rule.name, Sign::Value, first).rank(rank));
        }
    }
}
