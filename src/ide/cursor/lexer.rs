//! Cuts a text up to the cursor into words, and keeps what is open.

use super::{Level, Open, Sort, Token, is_word};

/// What a scan gives.
pub(super) struct Scanned<'a> {
    pub(super) levels: Vec<Level<'a>>,
    pub(super) comment: bool,
    /// Brackets that were closed again: behind the opening one, and the closing one.
    pub(super) closed: Vec<(usize, usize)>,
}

/// Reads a text once, from its beginning to its end.
pub(super) struct Lexer<'a> {
    text: &'a str,
    at: usize,
    levels: Vec<Level<'a>>,
    /// Where each level was opened.
    opened: Vec<usize>,
    closed: Vec<(usize, usize)>,
    gap: usize,
    first: bool,
}

/// Signs of more than one character.
const SIGNS: &[&str] = &["->", "=>", "...", "..", "==", "!=", "<=", ">=", "&&", "||", "??"];

/// Words that go on with the line before.
const JOINING: &[&str] = &[
    "then", "else", "for", "if", "when", "in", "to", "from", "on", "of", "into", "under", "ending", "after",
    "at", "by", "with", "within", "per",
];

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let file = Level { open: Open::Body { head: Vec::new() }, tokens: Vec::new() };
        Self { text, at: 0, levels: vec![file], opened: Vec::new(), closed: Vec::new(), gap: 0, first: true }
    }

    pub(super) fn run(mut self) -> Scanned<'a> {
        while let Some(next) = self.rest().chars().next() {
            let is_text = matches!(self.levels.last().map(|level| &level.open), Some(Open::Text { .. }));
            if is_text {
                self.in_text(next);
            } else if self.rest().starts_with("//") || self.rest().starts_with("#[") {
                let is_comment = self.rest().starts_with("//");
                match self.rest().find('\n') {
                    Some(end) => self.at += end,
                    None => return self.scanned(is_comment),
                }
            } else if self.rest().starts_with("/*") {
                match self.rest().find("*/") {
                    Some(end) => self.at += end + 2,
                    None => return self.scanned(true),
                }
            } else {
                self.in_code(next);
            }
        }
        self.unfinished();
        self.scanned(false)
    }

    fn scanned(self, comment: bool) -> Scanned<'a> {
        Scanned { levels: self.levels, comment, closed: self.closed }
    }

    /// Opens something.
    fn push(&mut self, open: Open<'a>) {
        self.opened.push(self.at);
        self.levels.push(Level { open, tokens: Vec::new() });
    }

    /// Leaves so many levels open; where the outermost of the others was opened.
    fn truncate(&mut self, levels: usize) -> Option<usize> {
        self.levels.truncate(levels);
        let opened = self.opened.get(levels.checked_sub(1)?).copied();
        self.opened.truncate(levels.saturating_sub(1));
        opened
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// The word that the text ends in is being typed, and no token yet.
    fn unfinished(&mut self) {
        let end = self.text.len();
        let is_typed = |token: &Token<'_>| token.sort == Sort::Word && token.start + token.text.len() == end;
        if let Some(level) = self.levels.last_mut()
            && level.tokens.last().is_some_and(is_typed)
        {
            level.tokens.pop();
            return;
        }
        self.entry_begins(Sort::Word);
    }

    /// Lets an entry begin here if what comes next, of that sort, does.
    fn entry_begins(&mut self, sort: Sort) {
        let next = Token { sort, text: "", start: self.at, gap: self.gap, first: self.first };
        if let Some(level) = self.levels.last_mut()
            && matches!(level.open, Open::Body { .. })
            && begins(&level.tokens, &next)
        {
            level.tokens.clear();
        }
    }

    /// Within a string: to its end, to `${`, or to the end of the line, which ends every string.
    fn in_text(&mut self, next: char) {
        let rest = self.rest();
        if next == '"' || next == '\n' {
            self.close_text();
            self.at += usize::from(next == '"');
        } else if rest.starts_with("${") {
            self.at += 2;
            self.push(Open::Interpolation);
        } else if next == '\\' {
            self.at += 1 + rest.chars().nth(1).filter(|c| *c != '\n').map_or(0, char::len_utf8);
        } else {
            self.at += next.len_utf8();
        }
    }

    fn close_text(&mut self) {
        let last = self.levels.last().map(|level| level.open.clone());
        self.truncate(self.levels.len() - 1);
        if let Some(Open::Text { start }) = last {
            let text = self.text.get(start + 1..self.at).unwrap_or("");
            self.add(Sort::String, text, start);
        }
    }

    fn in_code(&mut self, next: char) {
        let start = self.at;
        match next {
            '\n' => {
                self.at += 1;
                (self.gap, self.first) = (0, true);
            }
            c if c.is_whitespace() || c == '\u{feff}' => {
                self.at += c.len_utf8();
                self.gap += 1;
            }
            '"' if self.rest().starts_with("\"\"\"") => self.block(start),
            '"' => {
                // A key in quotes begins an entry as a word does.
                self.entry_begins(Sort::String);
                self.at += 1;
                self.push(Open::Text { start });
            }
            '{' | '(' | '[' => self.open(next, start),
            '}' | ')' | ']' => self.close(next, start),
            c if c.is_ascii_digit() => self.number(start),
            c if is_word(c) => self.word(start),
            // A `%` that touches its number is a unit, and nothing goes on behind it.
            '%' if self.ends_in_number(start) => {
                self.at += 1;
                self.add(Sort::Word, "%", start);
            }
            _ => {
                let sign = SIGNS.iter().find(|sign| self.rest().starts_with(**sign));
                let length = sign.map_or(next.len_utf8(), |sign| sign.len());
                self.at += length;
                let text = self.text.get(start..self.at).unwrap_or("");
                self.add(Sort::Sign, text, start);
            }
        }
    }

    /// Whether the last token is a number that ends there.
    fn ends_in_number(&self, at: usize) -> bool {
        let last = self.levels.last().and_then(|level| level.tokens.last());
        last.is_some_and(|last| last.sort == Sort::Number && last.start + last.text.len() == at)
    }

    /// A text over several lines is passed over, unless the cursor is in it.
    fn block(&mut self, start: usize) {
        let inner = self.rest().get(3..).unwrap_or("");
        if let Some(end) = inner.find("\"\"\"") {
            self.at = start + 3 + end + 3;
            return self.add(Sort::String, "", start);
        }
        let value = inner.rfind("${").filter(|at| inner.get(*at..).is_some_and(|rest| !rest.contains('}')));
        match value {
            Some(at) => {
                self.at = start + 3 + at + 2;
                self.push(Open::Text { start: start + 2 });
                self.push(Open::Interpolation);
            }
            None => {
                self.at = self.text.len();
                self.push(Open::Text { start: start + 2 });
            }
        }
    }

    fn number(&mut self, start: usize) {
        let is_part = |c: char| c.is_ascii_digit() || c == '_' || c == '.';
        let length = self.rest().find(|c| !is_part(c)).unwrap_or(self.rest().len());
        // Two dots are a range.
        let length = self.rest().get(..length).and_then(|text| text.find("..")).unwrap_or(length);
        self.at += length;
        let text = self.text.get(start..self.at).unwrap_or("");
        self.add(Sort::Number, text, start);
    }

    fn word(&mut self, start: usize) {
        // At the margin begins a declaration, whatever is open: a bracket is missing before it.
        if (start == 0 || self.text.as_bytes().get(start - 1) == Some(&b'\n')) && self.levels.len() > 1 {
            self.truncate(1);
            self.levels.iter_mut().for_each(|level| level.tokens.clear());
        }
        let mut length = self.rest().find(|c| !is_word(c) && c != '.').unwrap_or(self.rest().len());
        let text = self.rest().get(..length).unwrap_or("");
        length = text.find("..").unwrap_or(length);
        self.at += length;
        let text = self.text.get(start..self.at).unwrap_or("");
        self.add(Sort::Word, text, start);
    }

    fn open(&mut self, bracket: char, start: usize) {
        self.at += 1;
        let tokens = self.levels.last().map_or(&[] as &[Token<'_>], |level| &level.tokens);
        let open = match bracket {
            '{' => Open::Body { head: tokens.to_vec() },
            '(' => {
                let touching = tokens.last().filter(|last| last.start + last.text.len() == start);
                Open::Call { name: touching.map_or("", |last| last.text), start }
            }
            _ => Open::List,
        };
        self.push(open);
        (self.gap, self.first) = (0, false);
    }

    fn close(&mut self, bracket: char, start: usize) {
        self.at += 1;
        let fits = |open: &Open<'_>| match open {
            Open::Body { .. } | Open::Interpolation => bracket == '}',
            Open::Call { .. } => bracket == ')',
            Open::List => bracket == ']',
            Open::Text { .. } => false,
        };
        let Some(at) = self.levels.iter().rposition(|level| fits(&level.open)).filter(|at| *at > 0) else {
            return;
        };
        let is_interpolation = self.levels.get(at).is_some_and(|level| level.open == Open::Interpolation);
        let opened = self.truncate(at);
        self.closed.extend(opened.filter(|_| !is_interpolation).map(|opened| (opened, start)));
        if !is_interpolation {
            self.add(Sort::Group, "", start);
        }
    }

    /// Adds a token to the entry at hand, or begins another with it.
    fn add(&mut self, sort: Sort, text: &'a str, start: usize) {
        let token = Token { sort, text, start, gap: self.gap, first: self.first };
        (self.gap, self.first) = (0, false);
        let Some(level) = self.levels.last_mut() else { return };
        if matches!(level.open, Open::Body { .. }) {
            if begins(&level.tokens, &token) {
                level.tokens.clear();
            }
            // A word that is given a value begins an entry, wherever it stands on its line.
            if token.text == "=" && sort == Sort::Sign && level.tokens.len() > 1 {
                let is_binding =
                    level.tokens.iter().any(|one| matches!(one.text, "param" | "let" | "output" | "adopt"));
                let last = level.tokens.last().copied();
                if let Some(last) = last.filter(|last| last.sort == Sort::Word && !is_binding) {
                    level.tokens.clear();
                    level.tokens.push(last);
                }
            }
        }
        level.tokens.push(token);
    }
}

/// Whether a token begins an entry behind those before it.
fn begins(before: &[Token<'_>], token: &Token<'_>) -> bool {
    let Some(last) = before.last() else { return false };
    let goes_on = token.sort == Sort::Sign || JOINING.contains(&token.text);
    let is_open = last.sort == Sort::Sign && !matches!(last.text, "}" | ")" | "]" | "?")
        || JOINING.contains(&last.text);
    if token.first {
        return !goes_on && (!is_open || last.text == "=");
    }
    token.gap >= 2 && token.sort == Sort::Word && !goes_on && !is_open
}
