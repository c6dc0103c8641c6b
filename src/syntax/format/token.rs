//! A sound text as a row of tokens, each in its canonical spelling.

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr;

use super::super::build::common_indent;
use super::marks::Marks;
use super::{number, parts, print};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word, a path, a number, a string that ends on its line.
    Word,
    /// A `"""` block; its text is what stands between the quotes, without indent if its lines can be indented anew.
    Block,
    /// A `"""` block whose lines stay where they are, quotes included.
    Verbatim,
    /// `{`, `[`, `(`
    Open,
    /// `}`, `]`, `)`
    Close,
    /// `,`, `:`, `?` after a type
    After,
    /// What touches both its neighbours: `..`, `.`
    Tight,
    /// What touches the next: `!`, `-`, `...`
    Before,
    /// `=`
    Assign,
    /// `->`
    Arrow,
    /// Any other sign.
    Sign,
    /// `// …`, `/// …`
    Note,
    /// `/* … */`
    Remark,
    /// `#[allow(…)]`
    Allow,
}

/// One token.
#[derive(Debug, Clone)]
pub(super) struct Token<'a> {
    /// What it is.
    pub(super) kind: Kind,
    /// As it is to be written.
    pub(super) text: Cow<'a, str>,
    /// Its columns.
    pub(super) width: usize,
    /// Where it stood.
    pub(super) start: usize,
    /// How many line breaks stood before it.
    pub(super) breaks: usize,
    /// Whether it touched what stood before it.
    pub(super) glued: bool,
}

impl Token<'_> {
    /// Whether it is a comment, or an allowance, which stands like one.
    pub(super) fn is_comment(&self) -> bool {
        matches!(self.kind, Kind::Note | Kind::Remark | Kind::Allow)
    }
}

/// Signs, longer ones before those that they begin with.
const SIGNS: &[(&str, Kind)] = &[
    ("...", Kind::Before),
    ("..", Kind::Tight),
    ("->", Kind::Arrow),
    ("=>", Kind::Sign),
    ("==", Kind::Sign),
    ("!=", Kind::Sign),
    ("<=", Kind::Sign),
    (">=", Kind::Sign),
    ("??", Kind::Sign),
    ("||", Kind::Sign),
    ("&&", Kind::Sign),
    ("?", Kind::After),
    (",", Kind::After),
    (":", Kind::After),
    (".", Kind::Tight),
    ("=", Kind::Assign),
    ("{", Kind::Open),
    ("[", Kind::Open),
    ("(", Kind::Open),
    ("}", Kind::Close),
    ("]", Kind::Close),
    (")", Kind::Close),
    ("!", Kind::Before),
];

/// What stands before the operator of a condition, with a colon that touches both.
const SET_OPERATORS: &[&str] = &["ForAllValues", "ForAnyValue"];

/// Takes a text, which was read without errors, apart.
pub(super) struct Lexer<'a, 'm> {
    text: &'a str,
    marks: &'m Marks,
    at: usize,
}

impl<'a, 'm> Lexer<'a, 'm> {
    /// All tokens of a text.
    pub(super) fn all(text: &'a str, marks: &'m Marks) -> Vec<Token<'a>> {
        Lexer { text, marks, at: 0 }.tokens()
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn slice(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or("")
    }

    /// The tokens up to the end, or up to a brace that closes what is around; that brace is passed over.
    fn tokens(&mut self) -> Vec<Token<'a>> {
        let (mut list, mut depth) = (Vec::new(), 0_usize);
        loop {
            let from = self.at;
            let length =
                self.rest().bytes().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')).count();
            self.at += length;
            let breaks = self.slice(from).matches('\n').count();
            let start = self.at;
            if self.rest().is_empty() {
                return list;
            }
            let (kind, text) = self.token();
            if text == "{" {
                depth += 1;
            } else if text == "}" {
                if depth == 0 {
                    return list;
                }
                depth -= 1;
            }
            let width = text.width();
            list.push(Token { kind, text, width, start, breaks, glued: length == 0 });
        }
    }

    fn token(&mut self) -> (Kind, Cow<'a, str>) {
        let (start, rest) = (self.at, self.rest());
        if rest.starts_with("//") {
            self.at += rest.find('\n').unwrap_or(rest.len());
            return (Kind::Note, self.slice(start).trim_end().into());
        }
        if let Some(inner) = rest.strip_prefix("/*") {
            self.at += inner.find("*/").map_or(rest.len(), |end| end + 4);
            return (Kind::Remark, self.slice(start).into());
        }
        if rest.starts_with("#[") {
            return (Kind::Allow, self.allow());
        }
        if rest.starts_with("\"\"\"") {
            return self.block();
        }
        if rest.starts_with('"') {
            return (Kind::Word, self.string());
        }
        if let Some(end) = self.marks.numbers.get(&start) {
            self.at = *end;
            return (Kind::Word, number::canonical(self.slice(start)));
        }
        if let Some(end) = self.marks.operators.get(&start) {
            self.at = *end;
            return (Kind::Word, self.slice(start).into());
        }
        let word =
            rest.find(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        if word > 0 {
            return (Kind::Word, self.path(word).into());
        }
        self.sign()
    }

    /// A dotted name whose first word has that length; a timing with its parentheses; an operator with its prefix.
    fn path(&mut self, word: usize) -> &'a str {
        let start = self.at;
        self.at += word;
        if matches!(self.slice(start), "cron" | "rate" | "at") && self.rest().starts_with('(') {
            self.at += self.rest().find(')').map_or(0, |end| end + 1);
            return self.slice(start);
        }
        let inner = |c: char| !c.is_ascii() || c.is_ascii_alphanumeric() || c == '_';
        let operator = self.rest().strip_prefix(':').filter(|next| next.starts_with(inner));
        if let (true, Some(next)) = (SET_OPERATORS.contains(&self.slice(start)), operator) {
            self.at += 1 + next.find(|c| !inner(c)).unwrap_or(next.len());
            return self.slice(start);
        }
        while let Some(next) = self.rest().strip_prefix('.').filter(|next| next.starts_with(inner)) {
            self.at += 1 + next.find(|c| !inner(c)).unwrap_or(next.len());
        }
        self.slice(start)
    }

    fn sign(&mut self) -> (Kind, Cow<'a, str>) {
        let (start, rest) = (self.at, self.rest());
        let known = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign));
        let (length, kind) = match known {
            Some((":", _)) if self.in_operator() => (1, Kind::Tight),
            Some((sign, kind)) => (sign.len(), *kind),
            None if self.marks.prefixes.contains(&start) => (1, Kind::Before),
            None if rest.starts_with('-') && self.in_name() => (1, Kind::Tight),
            None => (rest.chars().next().map_or(1, char::len_utf8), Kind::Sign),
        };
        self.at += length;
        (kind, self.slice(start).into())
    }

    /// Whether the colon at hand stands within the operator of a condition: `ForAnyValue:StringLike "key"`. No other one
    /// has a word right behind it and then a string.
    fn in_operator(&self) -> bool {
        let inner = |c: char| !c.is_ascii() || c.is_ascii_alphanumeric() || c == '_';
        let behind = self.rest().get(1..).unwrap_or("");
        let rest = behind.trim_start_matches(inner);
        let before = self.text.get(..self.at).is_some_and(|before| before.ends_with(inner));
        before && rest.len() < behind.len() && rest.trim_start_matches([' ', '\t']).starts_with('"')
    }

    /// Whether the `-` at hand touches two names, or what is read of one, and so may be meant as a part of a name: there
    /// it stays as it is.
    fn in_name(&self) -> bool {
        let inner = |c: char| !c.is_ascii() || c.is_ascii_alphanumeric() || c == '_';
        let before = self.text.get(..self.at).unwrap_or("");
        let word = before.trim_end_matches(|c| inner(c) || c == '.');
        let word = before.get(word.len()..).unwrap_or("");
        let behind = self.rest().get(1..).and_then(|rest| rest.chars().next()).filter(|c| inner(*c));
        word.starts_with(|c: char| inner(c) && !c.is_ascii_digit())
            && behind.is_some_and(|first| word.contains('.') || !first.is_ascii_digit())
    }

    /// `#[allow(rule): "why"]`; one with a comment in it stays as it is.
    fn allow(&mut self) -> Cow<'a, str> {
        let start = self.at;
        let head = self.rest().find(['"', ']']).unwrap_or(0);
        self.at += head;
        let before = self.slice(start);
        let reason = if self.rest().starts_with('"') { Some(self.string()) } else { None };
        self.at += self.rest().find(']').map_or(0, |end| end + 1);
        let name = before.split_once('(').and_then(|(_, rest)| rest.split_once(')'));
        match (name, reason) {
            (Some((name, _)), Some(reason)) if !self.slice(start).contains("/*") => {
                format!("#[allow({}): {reason}]", name.trim()).into()
            }
            _ => self.slice(start).into(),
        }
    }

    /// A string that ends on its line, its values written anew.
    fn string(&mut self) -> Cow<'a, str> {
        let start = self.at;
        self.at += 1;
        let mut changed = None;
        let mut copied = start;
        while let Some(at) = self.rest().find(['"', '\\', '$']) {
            self.at += at;
            match self.rest().as_bytes() {
                [b'"', ..] => {
                    self.at += 1;
                    break;
                }
                [b'\\', ..] => self.at += 2,
                [b'$', b'{', ..] => {
                    let text: &mut String = changed.get_or_insert_default();
                    text.push_str(self.slice(copied));
                    text.push_str(&self.value());
                    copied = self.at;
                }
                _ => self.at += 1,
            }
        }
        match changed {
            Some(text) => (text + self.slice(copied)).into(),
            None => self.slice(start).into(),
        }
    }

    /// `${…}`; one that takes several lines or holds a comment stays as it is.
    fn value(&mut self) -> String {
        let start = self.at;
        self.at += 2;
        let inner = self.tokens();
        let written = self.slice(start);
        if written.contains('\n') || inner.iter().any(Token::is_comment) {
            return written.to_owned();
        }
        match print::on_one_line(&parts::inline(inner, self.marks)) {
            Some(text) => format!("${{{text}}}"),
            None => written.to_owned(),
        }
    }

    /// A `"""` block.
    fn block(&mut self) -> (Kind, Cow<'a, str>) {
        let start = self.at;
        self.at += 3;
        let mut text = String::new();
        let mut copied = self.at;
        let mut verbatim = false;
        while let Some(at) = self.rest().find(['"', '\\', '$']) {
            self.at += at;
            let rest = self.rest();
            if rest.starts_with("\"\"\"") {
                break;
            } else if rest.starts_with("${") {
                text.push_str(self.slice(copied));
                let value = self.value();
                verbatim = verbatim || value.contains('\n');
                text.push_str(&value);
                copied = self.at;
            } else {
                self.at += if rest.starts_with('\\') { 2 } else { 1 };
            }
        }
        text.push_str(self.slice(copied));
        self.at += 3;
        if verbatim {
            return (Kind::Verbatim, self.slice(start).into());
        }
        (Kind::Block, without_indent(&text).into())
    }
}

/// The lines of a block without what they all begin with, and without the one that the quotes stand on.
///
/// The last line is empty if the quotes that end the block stand on a line of their own.
fn without_indent(text: &str) -> String {
    let first = text.find('\n').map_or(text.len(), |at| at + 1);
    let lines = text.get(first..).unwrap_or("");
    let indent = common_indent(lines);
    let short = |line: &str| line.strip_prefix(indent.as_str()).unwrap_or(line.trim_start()).to_owned();
    let mut short: Vec<String> = lines.split('\n').map(short).collect();
    if let Some(last) = short.last_mut().filter(|last| last.trim().is_empty()) {
        last.clear();
    }
    short.join("\n")
}
