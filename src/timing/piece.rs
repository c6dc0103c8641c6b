//! A piece of the expression that knows where it stands.

use crate::base::Span;

/// Text and its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    pub(super) span: Span,
}

impl<'a> Piece<'a> {
    pub(super) const fn new(text: &'a str, span: Span) -> Self {
        Self { text, span }
    }

    /// Without the blanks around it.
    pub(super) fn trim(self) -> Self {
        let left = self.text.len() - self.text.trim_start().len();
        self.cut(left, left + self.text.trim().len())
    }

    /// What stands between blanks.
    pub(super) fn words(self) -> Vec<Self> {
        self.split_by(char::is_whitespace).into_iter().filter(|word| !word.text.is_empty()).collect()
    }

    /// The parts between the separators, empty ones too.
    pub(super) fn split(self, separator: char) -> Vec<Self> {
        self.split_by(|c| c == separator)
    }

    /// The parts on both sides of the first separator.
    pub(super) fn split_once(self, separator: char) -> Option<(Self, Self)> {
        let at = self.text.find(separator)?;
        Some((self.cut(0, at), self.cut(at + separator.len_utf8(), self.text.len())))
    }

    /// What stands before `end`, if it ends so; letter case does not matter.
    pub(super) fn strip_suffix(self, end: &str) -> Option<Self> {
        let at = self.text.len().checked_sub(end.len())?;
        let tail = self.text.get(at..)?;
        tail.eq_ignore_ascii_case(end).then(|| self.cut(0, at))
    }

    pub(super) fn is(self, text: &str) -> bool {
        self.text.eq_ignore_ascii_case(text)
    }

    /// Whether it is one or more ASCII digits.
    pub(super) fn is_digits(self) -> bool {
        !self.text.is_empty() && self.text.bytes().all(|byte| byte.is_ascii_digit())
    }

    fn split_by(self, separates: impl Fn(char) -> bool) -> Vec<Self> {
        let mut parts = Vec::new();
        let mut start = 0;
        for (at, c) in self.text.char_indices().filter(|(_, c)| separates(*c)) {
            parts.push(self.cut(start, at));
            start = at + c.len_utf8();
        }
        parts.push(self.cut(start, self.text.len()));
        parts
    }

    /// The part between two byte offsets.
    fn cut(self, start: usize, end: usize) -> Self {
        let offset = |at: usize| self.span.start.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
        let span = Span::new(self.span.file, offset(start), offset(end));
        Self { text: self.text.get(start..end).unwrap_or(""), span }
    }
}
