//! Places in source text.

use std::ops::Range;

/// Names one file of a [`crate::base::SourceMap`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A range of bytes in one file; 12 bytes, `Copy`. Ordered by file, then start, then end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte, from 0.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// Makes a span; `end` before `start` is read as empty at `start`.
    #[must_use]
    pub const fn new(file: FileId, start: u32, end: u32) -> Self {
        let end = if end < start { start } else { end };
        Self { file, start, end }
    }

    /// The smallest span that holds both; the file is `self`'s.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether `inner` lies within `self`, ends included.
    #[must_use]
    pub fn contains(self, inner: Self) -> bool {
        self.file == inner.file && self.start <= inner.start && inner.end <= self.end
    }

    /// The empty span at its end.
    #[must_use]
    pub const fn after(self) -> Self {
        Self { file: self.file, start: self.end, end: self.end }
    }

    /// The empty span at its start.
    #[must_use]
    pub const fn before(self) -> Self {
        Self { file: self.file, start: self.start, end: self.start }
    }

    /// The place of some bytes of `text` if the span covers it as it is, between two quotes; else the whole span.
    ///
    /// A string with escapes or `${…}` is longer or shorter than its text.
    #[must_use]
    pub fn within_quotes(self, text: &str, bytes: Range<usize>) -> Self {
        let offset = |at: usize| u32::try_from(at).ok().and_then(|at| self.start.checked_add(at + 1));
        let as_it_is = (self.end - self.start) as usize == text.len() + 2;
        match (offset(bytes.start), offset(bytes.end)) {
            (Some(start), Some(end)) if as_it_is => Self::new(self.file, start, end),
            _ => self,
        }
    }
}
