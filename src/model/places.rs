//! Where in the text each part of a resource was written.

use std::fmt;

use ecow::EcoVec;

use crate::base::{FileId, Span};

/// Spans by path, such as `timeout`, `env.TARGET`, `container.app.writes[0].path`. Only what was written has one.
///
/// Every resource has some, and hardly any is ever asked for: they are kept one behind the other, as short as they can be
/// written. Copies share them until one is changed.
#[derive(Clone, Default)]
pub struct Places {
    // INVARIANT: notes and nothing else, each as `Places::note` writes it.
    notes: EcoVec<u8>,
}

/// What a note takes where it is a short one.
const SHORT: usize = 16;

/// Seven bits of a number.
const LOW: u32 = 0x7f;

/// That a byte is followed by more of the same number.
const MORE: u32 = 0x80;

impl Places {
    /// No places, with room for that many.
    #[must_use]
    pub fn with_capacity(places: usize) -> Self {
        Self { notes: EcoVec::with_capacity(places * SHORT) }
    }

    /// Whether nothing of it was written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.notes.is_empty()
    }

    /// Notes where a path's value was written; the last note wins.
    pub fn note(&mut self, path: &str, span: Span) {
        let Ok(length) = u32::try_from(path.len()) else { return };
        self.put(length);
        self.notes.extend_from_slice(path.as_bytes());
        self.put(span.file.0);
        self.put(span.start);
        self.put(span.end - span.start);
    }

    /// Writes a number in as many bytes as it takes, seven bits in each, the low ones first; the last byte is below 128.
    fn put(&mut self, mut number: u32) {
        while number >= MORE {
            self.notes.push((number & LOW | MORE) as u8);
            number >>= 7;
        }
        self.notes.push(number as u8);
    }

    /// Gives back the room that more places would have taken.
    pub fn shrink_to_fit(&mut self) {
        if self.notes.capacity() > self.notes.len() {
            self.notes = EcoVec::from(self.notes.as_slice());
        }
    }

    /// All of them, in the order they were noted.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, Span)> {
        // INVARIANT: paths were texts when they were noted.
        Notes { rest: &self.notes }.filter_map(|(path, span)| Some((std::str::from_utf8(path).ok()?, span)))
    }

    /// Whether they are the very same ones, and not only alike.
    pub(super) fn are_shared_with(&self, other: &Self) -> bool {
        std::ptr::eq(self.notes.as_slice(), other.notes.as_slice())
    }

    /// The places of what lies within a path, as they are called there.
    #[must_use]
    pub fn within(&self, path: &str) -> Self {
        let mut within = Self::default();
        for (known, span) in self.all() {
            if let Some(inside) = known.strip_prefix(path).and_then(|rest| rest.strip_prefix('.')) {
                within.note(inside, span);
            }
        }
        within.shrink_to_fit();
        within
    }

    /// The labels of the blocks of a word, in the order of the text.
    pub fn labels(&self, word: &str) -> impl Iterator<Item = &str> {
        self.all()
            .filter_map(move |(path, _)| path.strip_prefix(word)?.strip_prefix('.'))
            .filter(|label| !label.contains('.'))
    }

    /// Where that very path was written.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<Span> {
        let is_meant = |(known, _): &(&[u8], Span)| *known == path.as_bytes();
        Notes { rest: &self.notes }.filter(is_meant).map(|(_, span)| span).last()
    }

    /// Where that path, or the nearest one that holds it, was written.
    #[must_use]
    pub fn nearest(&self, path: &str) -> Option<Span> {
        let mut path = path;
        loop {
            if let Some(span) = self.get(path) {
                return Some(span);
            }
            path = path.get(..path.rfind(['.', '['])?)?;
        }
    }
}

/// Reads notes, one after the other.
struct Notes<'p> {
    rest: &'p [u8],
}

impl Notes<'_> {
    /// Reads what [`Places::put`] writes.
    fn number(&mut self) -> Option<u32> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let (byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            number |= (u32::from(*byte) & LOW).checked_shl(shift)?;
            if u32::from(*byte) < MORE {
                return Some(number);
            }
            shift += 7;
        }
    }
}

impl<'p> Iterator for Notes<'p> {
    type Item = (&'p [u8], Span);

    fn next(&mut self) -> Option<Self::Item> {
        let length = self.number()? as usize;
        let (path, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        let (file, start) = (FileId(self.number()?), self.number()?);
        Some((path, Span::new(file, start, start.saturating_add(self.number()?))))
    }
}

impl<'p> FromIterator<(&'p str, Span)> for Places {
    fn from_iter<I: IntoIterator<Item = (&'p str, Span)>>(all: I) -> Self {
        let mut places = Self::default();
        all.into_iter().for_each(|(path, span)| places.note(path, span));
        places.shrink_to_fit();
        places
    }
}

impl fmt::Debug for Places {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.all()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_noted_is_read_again() {
        let noted = [
            ("timeout", Span::new(FileId(0), 0, 0)),
            ("env.\u{e9}", Span::new(FileId(0), 127, 128)),
            ("", Span::new(FileId(300), 128, 16_384)),
            ("timeout", Span::new(FileId(u32::MAX), u32::MAX - 1, u32::MAX)),
        ];
        let places: Places = noted.into_iter().collect();
        assert!(places.all().eq(noted));
        assert_eq!(places.get("timeout"), Some(noted[3].1));
        assert_eq!(places.nearest("env.\u{e9}[0].x"), Some(noted[1].1));
        assert_eq!(places.nearest("memory"), None);
        assert!(places.within("env").all().eq([("\u{e9}", noted[1].1)]));
        assert!(places.labels("env").eq(["\u{e9}"]));
    }
}
