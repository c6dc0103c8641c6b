//! Cuts a text at the places where declarations begin, without reading them: by lines, brackets, strings and
//! comments alone. Also measures how deep each piece is, before anything that recurses sees it.

mod lines;

pub(super) use lines::doubts;

/// A part of a text that begins with a declaration, and ends before one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    /// First byte.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
    /// How deep brackets and conditions lie in one another at most.
    pub(super) depth: usize,
    /// Where they first are deeper than [`super::build::MAX_DEPTH`].
    pub(super) deepest: usize,
    /// How many of them there are.
    pub(super) opened: usize,
    /// Whether every string ends on its line and every comment ends.
    pub(super) clean: bool,
}

impl Piece {
    /// The same piece in a text that has `bytes` more before it.
    pub(super) fn behind(self, bytes: usize) -> Self {
        let (start, end, deepest) = (self.start + bytes, self.end + bytes, self.deepest + bytes);
        Self { start, end, deepest, ..self }
    }
}

/// What to do with a declaration inside an open brace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Braces {
    /// Nothing: the text is taken for sound.
    Trusted,
    /// Cut there if it stands at the margin and the body it would be in does not: a brace was forgotten.
    Doubted,
    /// Cut there if it stands at the margin: nothing in the file but declarations does.
    Denied,
}

/// What is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Brace,
    Bracket,
    Paren,
    /// `"…`
    String,
    /// `"""…`
    Block,
    /// `${…`
    Value,
}

/// The bytes that mean something in a string.
static IN_STRINGS: [bool; 256] = marked(b"\"\\$\n");

/// The bytes that mean something outside of strings.
static IN_CODE: [bool; 256] = marked(b"\n\"/{[(}]),=i#");

/// A table in which these bytes are marked.
const fn marked(mut bytes: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    while let [byte, rest @ ..] = bytes {
        let (_, after) = table.split_at_mut(*byte as usize);
        if let Some(mark) = after.first_mut() {
            *mark = true;
        }
        bytes = rest;
    }
    table
}

/// Gives the pieces of a text one by one; together they are the text.
pub(super) struct Cutter<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    braces: Braces,
    least: usize,
    /// What is open, and how many `if` stood before it since the last reset.
    open: Vec<(Open, usize)>,
    /// How many of them are strings that end on their line.
    strings: usize,
    /// How many of them a `}` closes.
    braced: usize,
    ifs: usize,
    level: usize,
    piece: Piece,
    /// Documentation or an allowance stands before what comes.
    prefixed: bool,
    /// Whether the body's first line is indented, once that is known.
    indented: Option<bool>,
    /// Where the next comment ends, once that was asked; at no byte if none does.
    comments_end: Option<usize>,
    /// No block ends behind this.
    blocks_end: Option<usize>,
}

impl<'a> Cutter<'a> {
    /// Cuts `text` into pieces of at least `least` bytes where it is long enough.
    pub(super) fn new(text: &'a str, least: usize, braces: Braces) -> Self {
        let piece = Piece { start: 0, end: 0, depth: 0, deepest: 0, opened: 0, clean: true };
        Self {
            text,
            bytes: text.as_bytes(),
            at: 0,
            braces,
            least,
            open: Vec::new(),
            strings: 0,
            braced: 0,
            ifs: 0,
            level: 0,
            piece,
            prefixed: text.starts_with("///") || text.starts_with("#["),
            indented: None,
            comments_end: None,
            blocks_end: None,
        }
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or(&[])
    }

    /// The piece that ends here; the next one begins here.
    fn finish(&mut self, end: usize) -> Piece {
        let clean = self.piece.clean && self.open.is_empty();
        let piece = Piece { end, clean, ..self.piece };
        self.piece = Piece { start: end, end, depth: 0, deepest: 0, opened: 0, clean: true };
        self.open.clear();
        (self.ifs, self.level, self.strings, self.braced) = (0, 0, 0, 0);
        self.indented = None;
        piece
    }

    fn push(&mut self, what: Open) {
        self.open.push((what, self.ifs));
        self.strings += usize::from(what == Open::String);
        self.braced += usize::from(matches!(what, Open::Brace | Open::Value));
        self.ifs = 0;
        self.deepen();
    }

    fn deepen(&mut self) {
        self.level += 1;
        self.piece.opened += 1;
        if self.level > self.piece.depth {
            self.piece.depth = self.level;
            if self.level == super::build::MAX_DEPTH + 1 {
                self.piece.deepest = self.at;
            }
        }
    }

    fn pop(&mut self) {
        if let Some((what, before)) = self.open.pop() {
            self.strings -= usize::from(what == Open::String);
            self.braced -= usize::from(matches!(what, Open::Brace | Open::Value));
            self.level = self.level.saturating_sub(self.ifs + 1);
            self.ifs = before;
        }
    }

    fn top(&self) -> Option<Open> {
        self.open.last().map(|(what, _)| *what)
    }

    /// Closes what `closer` closes; a closer that fits nothing is passed over.
    fn close(&mut self, closer: u8) {
        match closer {
            b'}' if self.braced > 0 => {
                while matches!(self.top(), Some(Open::Bracket | Open::Paren)) {
                    self.pop();
                }
                self.pop();
            }
            b']' if self.top() == Some(Open::Bracket) => self.pop(),
            b')' if self.top() == Some(Open::Paren) => self.pop(),
            _ => {}
        }
    }

    /// Passes over text up to the next byte that means something in a string.
    fn string(&mut self, what: Open) {
        self.skip(&IN_STRINGS);
        match self.byte(self.at) {
            b'\\' => self.at += if self.byte(self.at + 1) == b'\n' { 1 } else { 2 },
            b'$' if self.byte(self.at + 1) == b'{' => {
                self.push(Open::Value);
                self.at += 2;
            }
            b'"' if what == Open::Block => {
                if self.rest().starts_with(b"\"\"\"") {
                    self.at += 2;
                    self.pop();
                }
                self.at += 1;
            }
            b'"' => {
                self.pop();
                self.at += 1;
            }
            b'\n' if what == Open::String => self.cut_string(),
            _ => self.at += usize::from(self.at < self.bytes.len()),
        }
    }

    /// A line ends, and a string with it that has no end. A brace that ends the line closes what is around.
    fn cut_string(&mut self) {
        self.piece.clean = false;
        // INVARIANT: every open string is on the stack, so this ends.
        while self.strings > 0 {
            self.pop();
        }
        if self.top() == Some(Open::Value) {
            self.pop();
        }
        let line = self.bytes.get(..self.at).unwrap_or(&[]);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.ends_with(b"}") {
            self.close(b'}');
        }
    }

    fn quote(&mut self) {
        if !self.rest().starts_with(b"\"\"\"") {
            self.push(Open::String);
            self.at += 1;
            return;
        }
        self.at += 3;
        let known = self.blocks_end.is_some_and(|end| self.at > end);
        if known || !self.text.get(self.at..).is_some_and(|rest| rest.contains("\"\"\"")) {
            self.blocks_end = Some(self.at - 3);
            self.piece.clean = false;
        }
        self.push(Open::Block);
    }

    fn slash(&mut self) {
        match self.byte(self.at + 1) {
            b'/' => {
                self.prefixed |= self.byte(self.at + 2) == b'/' && self.open.is_empty();
                let end = self.rest().iter().position(|byte| *byte == b'\n');
                self.at += end.unwrap_or(self.rest().len());
            }
            b'*' => self.remark(),
            _ => self.at += 1,
        }
    }

    fn remark(&mut self) {
        // Where the next comment ends is looked for once, however many begin before it.
        if self.comments_end.is_none_or(|end| end < self.at + 2) {
            let end = self.text.get(self.at + 2..).and_then(|rest| rest.find("*/"));
            self.comments_end = Some(end.map_or(usize::MAX, |end| self.at + 2 + end));
        }
        let end = self.comments_end.filter(|end| *end < usize::MAX);
        if let Some(end) = end.filter(|end| self.braces == Braces::Trusted || !self.swallows(*end)) {
            self.at = end + 2;
            return;
        }
        self.piece.clean = false;
        self.at += self.rest().iter().position(|byte| *byte == b'\n').unwrap_or(self.rest().len());
    }

    /// Whether in the comment at hand, which ends there, another one begins on a later line: then the end is that one's,
    /// and this one has none.
    fn swallows(&self, end: usize) -> bool {
        let inner = self.text.get(self.at + 2..end).unwrap_or("");
        inner
            .find("/*")
            .and_then(|at| inner.get(..at))
            .is_some_and(|before| before.contains('\n') && before.ends_with([' ', '\t', '\n']))
    }

    /// Goes behind a line break; gives the piece that ends there, if one does.
    fn line(&mut self) -> Option<Piece> {
        self.at += 1;
        let blanks = self.rest().iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\r'));
        let first = self.byte(self.at + blanks.unwrap_or(0));
        let goes_on = matches!(first, b't' | b'e' | b'i' | b'+' | b'-' | b'*' | b'/' | b'%' | b'?' | b'|')
            || matches!(first, b'&' | b'=' | b'!' | b'<' | b'>' | b'.' | b'\n');
        if !goes_on && matches!(self.top(), None | Some(Open::Brace)) {
            self.reset();
        }
        if self.indented.is_none() && !self.open.is_empty() && first != b'\n' {
            self.indented = Some(blanks != Some(0));
        }
        if blanks == Some(0) { self.margin(first) } else { None }
    }

    fn reset(&mut self) {
        self.level = self.level.saturating_sub(self.ifs);
        self.ifs = 0;
    }

    /// A line that begins at the margin, with `first`.
    fn margin(&mut self, first: u8) -> Option<Piece> {
        let is_prefix = self.rest().starts_with(b"///") || self.rest().starts_with(b"#[");
        let is_word = first.is_ascii_alphabetic() || first == b'_' || first >= 0x80;
        if !is_prefix && !is_word {
            return None;
        }
        let rest = self.text.get(self.at..).unwrap_or("");
        let free = if self.open.is_empty() {
            if is_prefix { self.prefixed || !lines::leads_on(rest) } else { !lines::continues(rest) }
        } else {
            let doubted = match self.braces {
                Braces::Trusted => false,
                Braces::Doubted => self.indented == Some(true),
                Braces::Denied => true,
            };
            doubted && (is_prefix || lines::looks_like_declaration(rest))
        };
        let cut = free && !self.prefixed && self.at - self.piece.start >= self.least.max(1);
        if free {
            self.prefixed = is_prefix;
        }
        if !cut {
            return None;
        }
        Some(self.finish(self.at))
    }

    /// Goes to the next byte that is one of some, or to the end.
    fn skip(&mut self, ones: &[bool; 256]) {
        let rest = self.rest();
        let is_one = |byte: &u8| ones.get(usize::from(*byte)).is_some_and(|is_one| *is_one);
        self.at += rest.iter().position(is_one).unwrap_or(rest.len());
    }

    /// Looks at the next byte outside of strings that means something; a line break is left.
    fn code(&mut self) {
        self.skip(&IN_CODE);
        let byte = self.byte(self.at);
        match byte {
            b'\n' => return,
            b'"' => return self.quote(),
            b'/' => return self.slash(),
            b'{' => self.push(Open::Brace),
            b'[' => self.push(Open::Bracket),
            b'(' => self.push(Open::Paren),
            b'}' | b']' | b')' => self.close(byte),
            b',' => self.reset(),
            b'=' if !matches!(self.byte(self.at + 1), b'=' | b'>')
                && !matches!(self.byte(self.at.wrapping_sub(1)), b'=' | b'!' | b'<' | b'>') =>
            {
                self.reset();
            }
            b'#' if self.byte(self.at + 1) == b'[' && self.open.is_empty() => self.prefixed = true,
            b'i' if self.byte(self.at + 1) == b'f' => {
                self.ifs += 1;
                self.deepen();
            }
            _ => {}
        }
        self.at += 1;
    }
}

impl Iterator for Cutter<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        while self.at < self.bytes.len() {
            match (self.top(), self.byte(self.at)) {
                (Some(what @ (Open::String | Open::Block)), _) => {
                    if what == Open::Block && self.byte(self.at) == b'\n' {
                        if let Some(piece) = self.line() {
                            return Some(piece);
                        }
                    } else {
                        self.string(what);
                    }
                }
                (_, b'\n') => {
                    if self.strings > 0 {
                        self.cut_string();
                    } else if let Some(piece) = self.line() {
                        return Some(piece);
                    }
                }
                _ => self.code(),
            }
        }
        (self.piece.start < self.bytes.len()).then(|| self.finish(self.bytes.len()))
    }
}
