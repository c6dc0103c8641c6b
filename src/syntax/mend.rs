//! Where a brace may be missing, or one too many, in a declaration that cannot be read: by the indent of its lines.
//!
//! A mend puts one sign in the place of another of the same length, so that places stay what they are.

/// One way to make a text sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mend {
    /// The byte that is another sign in the mended text.
    pub(super) at: usize,
    /// What it means.
    pub(super) fault: Fault,
}

/// What is wrong with the braces of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// A `{` is missing before the byte.
    NotOpened,
    /// The `{` at this byte is not closed before the mend.
    NotClosed(usize),
    /// The brace has no counterpart.
    TooMany,
}

impl Mend {
    /// The text with the mend in it.
    pub(super) fn apply(self, text: &str) -> Option<String> {
        let sign = match self.fault {
            Fault::NotOpened => "{",
            Fault::NotClosed(_) => "}",
            Fault::TooMany => " ",
        };
        let (before, after) = text.split_at_checked(self.at)?;
        Some(format!("{before}{sign}{}", after.get(1..)?))
    }
}

/// No more mends than these are worth trying.
const MOST: usize = 32;

/// The mends that the indent of the lines speaks for, the first faults first.
pub(super) fn mends(text: &str) -> Vec<Mend> {
    let mut search = Search { text, open: Vec::new(), lines: Vec::new(), mends: Vec::new() };
    for line in lines(text) {
        search.line(line);
    }
    search.mends.truncate(MOST);
    search.mends
}

/// A line with something in it.
#[derive(Debug, Clone)]
struct Line {
    /// Where its first sign is.
    first: usize,
    indent: usize,
    /// The line break at its end, or the end of the text.
    end: usize,
    /// Its braces outside of strings and comments: where, and whether it opens.
    braces: Vec<(usize, bool)>,
}

/// A brace that is open.
#[derive(Debug, Clone, Copy)]
struct Opener {
    at: usize,
    line: usize,
    indent: usize,
}

struct Search<'a> {
    text: &'a str,
    open: Vec<Opener>,
    /// The lines before, each as its indent and its end.
    lines: Vec<(usize, usize)>,
    mends: Vec<Mend>,
}

impl Search<'_> {
    fn line(&mut self, line: Line) {
        let number = self.lines.len();
        let closes_first = line.braces.first().is_some_and(|(at, opens)| *at == line.first && !opens);
        while let Some(top) = self.open.last().copied() {
            let is_over = if closes_first { line.indent < top.indent } else { line.indent <= top.indent };
            if !is_over {
                break;
            }
            let before = self.text.get(..line.first).and_then(|text| text.rfind('\n'));
            self.add(before, Fault::NotClosed(top.at));
            // A comment may end at that line break, and would swallow the brace.
            self.add(self.lines.last().map(|(_, end)| *end), Fault::NotClosed(top.at));
            self.open.pop();
        }
        for (at, opens) in &line.braces {
            if *opens {
                self.open.push(Opener { at: *at, line: number, indent: line.indent });
            } else {
                self.close(&line, *at, number);
            }
        }
        let mine: Vec<usize> =
            self.open.iter().filter(|opener| opener.line == number).map(|opener| opener.at).collect();
        if let [_, .., last] = mine.as_slice() {
            self.add(Some(*last), Fault::TooMany);
        }
        self.lines.push((line.indent, line.end));
    }

    fn close(&mut self, line: &Line, at: usize, number: usize) {
        let fits = self
            .open
            .last()
            .is_some_and(|top| top.line == number || at == line.first && line.indent == top.indent);
        if fits {
            self.open.pop();
            return;
        }
        if at == line.first {
            // The line that it would close begins as far to the left.
            let head = self.lines.iter().rev().find(|(indent, _)| *indent == line.indent);
            self.add(head.map(|(_, end)| *end), Fault::NotOpened);
            self.add(Some(at), Fault::TooMany);
            return;
        }
        self.add(Some(at), Fault::TooMany);
        let blanks = self.text.get(line.first..at).unwrap_or("").match_indices(' ');
        let places: Vec<usize> = blanks.map(|(place, _)| line.first + place).collect();
        for place in places {
            self.add(Some(place), Fault::NotOpened);
        }
    }

    fn add(&mut self, at: Option<usize>, fault: Fault) {
        if let Some(at) = at.filter(|_| self.mends.len() < MOST) {
            self.mends.push(Mend { at, fault });
        }
    }
}

/// The lines of a text that hold more than blanks and comments.
fn lines(text: &str) -> Vec<Line> {
    let mut list: Vec<Line> = Vec::new();
    let (mut at, mut start) = (0, 0);
    let mut is_new = true;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let length = opaque(rest);
        if rest.starts_with('\n') {
            if let Some(line) = list.last_mut().filter(|_| !is_new) {
                line.end = at;
            }
            (start, is_new) = (at + 1, true);
        } else if !rest.starts_with([' ', '\t', '\r', '/']) {
            if is_new {
                list.push(Line { first: at, indent: at - start, end: text.len(), braces: Vec::new() });
                is_new = false;
            }
            if let Some(line) = list.last_mut()
                && rest.starts_with(['{', '}'])
            {
                line.braces.push((at, rest.starts_with('{')));
            }
        }
        at += length;
    }
    list
}

/// How long what stands here is that braces are not looked for in: a string, a comment, or one sign.
fn opaque(rest: &str) -> usize {
    let until = |inner: &str, end: &str, more: usize| inner.find(end).map_or(rest.len(), |at| at + more);
    if let Some(inner) = rest.strip_prefix("//") {
        return until(inner, "\n", 2);
    }
    if let Some(inner) = rest.strip_prefix("/*") {
        return until(inner, "*/", 4);
    }
    if let Some(inner) = rest.strip_prefix("\"\"\"") {
        return until(inner, "\"\"\"", 6);
    }
    if !rest.starts_with('"') {
        return rest.chars().next().map_or(1, char::len_utf8);
    }
    let mut at = 1;
    while let Some(byte) = rest.as_bytes().get(at) {
        match byte {
            b'"' => return at + 1,
            b'\n' => return at,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    rest.len()
}
