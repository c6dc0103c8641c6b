//! Where in an unfinished text one stands, told from its words alone: what is being typed has no tree yet.

mod lexer;

use super::rows::Head;
use lexer::Lexer;

/// A word, number, string or sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub(super) sort: Sort,
    /// As it is written; of a string, what stands between its quotes; of brackets that are closed again, nothing.
    pub(super) text: &'a str,
    pub(super) start: usize,
    /// Blanks before it on its line.
    gap: usize,
    /// Whether its line begins with it.
    first: bool,
}

impl Token<'_> {
    /// A bracket that is open behind it.
    pub(super) fn bracket(self) -> Self {
        Self { sort: Sort::Sign, text: "[", ..self }
    }
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// A word or a dotted name.
    Word,
    /// A number, without its unit.
    Number,
    /// A string that ends.
    String,
    /// A sign such as `=`, `->` or `,`.
    Sign,
    /// Brackets with what is in them.
    Group,
}

/// Something that is open where one stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Open<'a> {
    /// The file, or braces; with the words before them.
    Body { head: Vec<Token<'a>> },
    /// `(`, with the function's name before it.
    Call { name: &'a str, start: usize },
    /// `[`
    List,
    /// `${`
    Interpolation,
    /// A string whose quote stands there.
    Text { start: usize },
}

/// Something open, and the words in it from the beginning of the entry on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Level<'a> {
    pub(super) open: Open<'a>,
    pub(super) tokens: Vec<Token<'a>>,
}

/// Where one stands.
#[derive(Debug)]
pub(super) struct Cursor<'a> {
    /// What is open, the file first.
    pub(super) levels: Vec<Level<'a>>,
    /// What is being typed: the part before the cursor, dots included.
    pub(super) prefix: &'a str,
    /// Where what is being typed begins.
    pub(super) start: usize,
    /// Where the word at the cursor ends.
    pub(super) end: usize,
    /// Whether it stands in a comment, where there is nothing to say.
    pub(super) comment: bool,
    /// What stands before it on its line, if that is an unfinished `#[allow(…`.
    pub(super) allow: Option<&'a str>,
}

impl<'a> Cursor<'a> {
    /// Looks at a text up to a byte.
    pub(super) fn new(text: &'a str, byte: usize) -> Self {
        let mut at = byte.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let before = text.get(..at).unwrap_or("");
        let rest = text.get(at..).unwrap_or("");
        let scanned = Lexer::new(before).run();
        let typed = before.rsplit('\n').next().unwrap_or("");
        let allow = typed.trim_start().strip_prefix("#[").filter(|allow| !allow.contains(']'));
        let is_text = scanned.levels.last().is_some_and(|level| matches!(level.open, Open::Text { .. }));
        let start = match scanned.levels.last().map(|level| &level.open) {
            Some(Open::Text { start }) if is_text => start + 1,
            _ => {
                let word = word_before(before);
                // A number is there already; what is typed behind it is its unit.
                at - word.trim_start_matches(|c: char| c.is_ascii_digit() || c == '_' || c == '.').len()
            }
        };
        let line = rest.lines().next().unwrap_or("");
        let closed = line.find('"').filter(|_| is_text);
        let on = match closed {
            Some(end) => line.get(..end).and_then(|inner| inner.find("${")).unwrap_or(end),
            None => rest.find(|c: char| !is_word(c)).unwrap_or(rest.len()),
        };
        let prefix = before.get(start..).unwrap_or("");
        Self { levels: scanned.levels, prefix, start, end: at + on, comment: scanned.comment, allow }
    }

    /// What is open innermost.
    pub(super) fn open(&self) -> &Open<'a> {
        self.levels.last().map_or(&Open::List, |level| &level.open)
    }

    /// The words before the one being typed, of the innermost entry; those around brackets and strings that are open
    /// belong to it.
    pub(super) fn entry(&self) -> Vec<Token<'a>> {
        let from = self.levels.iter().rposition(|level| matches!(level.open, Open::Body { .. })).unwrap_or(0);
        let inner = self.levels.get(from..).unwrap_or(&[]);
        inner.iter().flat_map(|level| level.tokens.iter().copied()).collect()
    }

    /// What opens the bodies around, and the name or label of each.
    pub(super) fn heads(&self) -> Vec<Head> {
        let bodies = self.levels.iter().skip(1).filter_map(|level| match &level.open {
            Open::Body { head } => Some(head.as_slice()),
            _ => None,
        });
        bodies.enumerate().map(|(depth, head)| head_of(head, depth)).collect()
    }
}

/// The word that ends a text: a dotted name, or a part of one.
fn word_before(text: &str) -> &str {
    let start = text.char_indices().rev().take_while(|(_, c)| is_word(*c) || *c == '.').last();
    let word = start.and_then(|(at, _)| text.get(at..)).unwrap_or("");
    // Two dots are a range, three a spread.
    word.rsplit("..").next().unwrap_or(word).trim_start_matches('.')
}

/// Whether a character belongs to a word.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// What some words before a brace open.
fn head_of(head: &[Token<'_>], depth: usize) -> Head {
    let word =
        |at: usize| head.get(at).filter(|token| token.sort == Sort::Word).map_or("", |token| token.text);
    let kind = |token: Option<&Token<'_>>| {
        token.map_or("", |token| token.text).split('.').next().unwrap_or("").to_owned()
    };
    if let Some(at) = head.iter().position(|token| token.text == "->" && token.sort == Sort::Sign) {
        return Head::Flow { source: kind(head.first()), target: kind(head.get(at + 1)) };
    }
    if head.iter().any(|token| token.sort == Sort::Sign && token.text == "=") || word(0).is_empty() {
        return Head::Other;
    }
    match (depth, word(0)) {
        (_, "when") => Head::Other,
        _ if head.last().is_some_and(|last| last.text == "when") => Head::Other,
        (0, "stack") => Head::Stack,
        (0, "module") => Head::Module { name: word(1).to_owned() },
        (0, "scenario") => Head::Scenario,
        (0, "test") => Head::Test,
        (0, kind) => Head::Resource { kind: kind.to_owned(), name: word(1).to_owned() },
        (_, word) => Head::Sentence { word: word.to_owned() },
    }
}

/// The brackets of a text that are closed again, from behind the opening one to the closing one.
pub(super) fn brackets(text: &str) -> Vec<(usize, usize)> {
    Lexer::new(text).run().closed
}

/// How many brackets are open at the end of a text.
pub(super) fn depth(text: &str) -> usize {
    Lexer::new(text).run().levels.len().saturating_sub(1)
}
