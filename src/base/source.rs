//! The texts that spans point into.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use super::{FileId, Span};

/// A place as people and programs count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// From 1.
    pub line: u32,
    /// From 1, in Unicode scalar values.
    pub column: u32,
    /// From 0, in bytes.
    pub byte: u32,
}

/// One text and the name it is shown under.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Path as shown: relative to the stack, with `/`.
    pub path: String,
    /// The whole text.
    pub text: Arc<str>,
    lines: OnceLock<Vec<u32>>,
    /// What is not shown to anybody: begin and end in bytes.
    hidden: Vec<(u32, u32)>,
}

impl SourceFile {
    fn new(path: String, text: Arc<str>) -> Self {
        Self { path, text, lines: OnceLock::new(), hidden: Vec::new() }
    }

    /// The text as findings may show it: a star for each byte that is hidden, so that places stay what they are.
    #[must_use]
    pub fn shown(&self) -> Cow<'_, str> {
        if self.hidden.is_empty() {
            return Cow::Borrowed(&self.text);
        }
        let is_hidden =
            |at: usize| self.hidden.iter().any(|(start, end)| (*start as usize..*end as usize).contains(&at));
        let mut shown = String::with_capacity(self.text.len());
        for (at, letter) in self.text.char_indices() {
            match letter {
                letter if letter.is_ascii_whitespace() || !is_hidden(at) => shown.push(letter),
                letter => shown.extend(std::iter::repeat_n('*', letter.len_utf8())),
            }
        }
        Cow::Owned(shown)
    }

    /// Whether all of it may be shown.
    #[must_use]
    pub fn hides_nothing(&self) -> bool {
        self.hidden.is_empty()
    }

    /// Byte offsets at which lines begin, computed on first use.
    fn line_starts(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let after = breaks(self.text.as_bytes()).filter_map(|at| u32::try_from(at + 1).ok());
            std::iter::once(0).chain(after).collect()
        })
    }

    /// The line of a byte offset, from 1.
    #[must_use]
    pub fn line(&self, byte: u32) -> u32 {
        let starts = self.line_starts();
        let at = byte.min(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        u32::try_from(starts.partition_point(|start| *start <= at).max(1)).unwrap_or(u32::MAX)
    }

    /// Line and column of a byte offset; an offset inside a character counts as its start, one past the end as the end.
    #[must_use]
    pub fn position(&self, byte: u32) -> Position {
        let mut at = (byte as usize).min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let starts = self.line_starts();
        let line = starts.partition_point(|start| (*start as usize) <= at).max(1);
        let start = starts.get(line - 1).map_or(0, |start| *start as usize);
        let column = self.text.get(start..at).map_or(0, |head| head.chars().count());
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Position { line: count(line), column: count(column + 1), byte: count(at) }
    }
}

/// Where line breaks stand, looked for eight bytes at a time.
fn breaks(text: &[u8]) -> impl Iterator<Item = usize> {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const LOW: u64 = EACH * 0x7f;
    let (words, rest) = text.as_chunks::<8>();
    let in_words = words.iter().enumerate().flat_map(|(at, word)| {
        // A byte is nothing where it is a line break, and only then has its highest bit in `found`.
        let word = u64::from_le_bytes(*word) ^ (EACH * u64::from(b'\n'));
        let mut found = !(((word & LOW) + LOW) | word | LOW);
        std::iter::from_fn(move || {
            let bit = (found != 0).then(|| found.trailing_zeros() as usize)?;
            found &= found - 1;
            Some(at * 8 + bit / 8)
        })
    });
    let before = words.len() * 8;
    let in_rest = rest.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
    in_words.chain(in_rest.map(move |(at, _)| before + at))
}

/// All files of one run, in the order they were added.
#[derive(Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

impl SourceMap {
    /// Adds a text and names it.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<Arc<str>>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(SourceFile::new(path.into(), text.into()));
        id
    }

    /// Adds a file of another map, with what is hidden in it.
    pub fn add_file(&mut self, file: &SourceFile) {
        self.files.push(file.clone());
    }

    /// Keeps a place from being shown.
    pub fn hide(&mut self, span: Span) {
        if let Some(file) = self.files.get_mut(span.file.0 as usize) {
            file.hidden.push((span.start, span.end));
        }
    }

    /// Whether something of a place is hidden.
    #[must_use]
    pub fn hides(&self, span: Span) -> bool {
        let hidden = self.file(span.file).map(|file| file.hidden.as_slice()).unwrap_or_default();
        hidden.iter().any(|(start, end)| *start < span.end && span.start < *end)
    }

    /// Hides of every text which another map has, under the same number and name, what is hidden there. By number: whether
    /// that is so.
    pub fn hide_as_in(&mut self, other: &Self) -> Vec<bool> {
        let known = |(at, file): (usize, &mut SourceFile)| {
            let known = other.files.get(at);
            let known = known.filter(|one| Arc::ptr_eq(&file.text, &one.text) && file.path == one.path);
            known.into_iter().for_each(|known| file.hidden.clone_from(&known.hidden));
            known.is_some()
        };
        self.files.iter_mut().enumerate().map(known).collect()
    }

    /// A map that goes on counting where this one ends, for texts that shall not be shown.
    #[must_use]
    pub fn after(&self) -> Self {
        Self { files: self.files.iter().map(|_| SourceFile::new(String::new(), "".into())).collect() }
    }

    /// The file of that name, if it was added here.
    #[must_use]
    pub fn file(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.0 as usize)
    }

    /// All files with their names, in the order they were added.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(at, file)| (FileId(u32::try_from(at).unwrap_or(u32::MAX)), file))
    }

    /// The text a span covers; empty where the span does not fit the file.
    #[must_use]
    pub fn text(&self, span: Span) -> &str {
        self.file(span.file)
            .and_then(|file| file.text.get(span.start as usize..span.end as usize))
            .unwrap_or("")
    }

    /// Where a span begins; `None` for a file that is not here.
    #[must_use]
    pub fn start(&self, span: Span) -> Option<Position> {
        Some(self.file(span.file)?.position(span.start))
    }

    /// Where a span ends; `None` for a file that is not here.
    #[must_use]
    pub fn end(&self, span: Span) -> Option<Position> {
        Some(self.file(span.file)?.position(span.end))
    }
}

#[cfg(test)]
mod tests {
    use super::breaks;

    #[test]
    fn every_line_break_is_found_wherever_it_stands() {
        let near = [b'\n', b'\n' - 1, b'\n' + 1, b'\n' | 0x80, 0, 0xff];
        for length in 0..20 {
            for sign in near {
                for at in 0..length {
                    let mut text = vec![sign; length];
                    text[at] = b'\n';
                    let expected: Vec<usize> = (0..length).filter(|at| text[*at] == b'\n').collect();
                    assert_eq!(breaks(&text).collect::<Vec<_>>(), expected, "{text:?}");
                }
            }
        }
    }
}
