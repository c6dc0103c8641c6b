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
    // INVARIANT: nothing, or where the first of them stands, file and start, and then the notes, each as `Places::note` writes it.
    notes: EcoVec<u8>,
}

/// What a note takes where it is a short one.
const SHORT: usize = 12;

/// What the file and the start of the first one take at most.
const FIRST: usize = 10;

/// Seven bits of a number.
const LOW: u32 = 0x7f;

/// That a byte is followed by more of the same number.
const MORE: u32 = 0x80;

impl Places {
    /// No places, with room for that many.
    #[must_use]
    pub fn with_capacity(places: usize) -> Self {
        Self { notes: EcoVec::with_capacity(FIRST + places * SHORT) }
    }

    /// Whether nothing of it was written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.notes.is_empty()
    }

    /// Notes where a path's value was written; the last note wins. A note is twice the length of the path, and one more if the
    /// span is in another file than the first; the path; that file, if it is another; how far behind the start of the first
    /// one it starts; and its length.
    pub fn note(&mut self, path: &str, span: Span) {
        let Some(length) = u32::try_from(path.len()).ok().and_then(|length| length.checked_mul(2)) else {
            return;
        };
        if self.notes.is_empty() {
            self.put([span.file.0, span.start]);
        }
        let Some(first) = self.read().map(|notes| notes.first) else { return };
        let is_elsewhere = span.file != first.file;
        self.put([length + u32::from(is_elsewhere)]);
        self.notes.extend_from_slice(path.as_bytes());
        if is_elsewhere {
            self.put([span.file.0]);
        }
        self.put([span.start.wrapping_sub(first.start), span.end - span.start]);
    }

    fn put<const N: usize>(&mut self, numbers: [u32; N]) {
        let mut digits = Digits::default();
        numbers.into_iter().for_each(|number| digits.put(number));
        self.notes.extend_from_slice(digits.all());
    }

    /// Reads them from the first one on.
    fn read(&self) -> Option<Notes<'_>> {
        let (file, rest) = number(&self.notes)?;
        let (start, rest) = number(rest)?;
        Some(Notes { first: Span::new(FileId(file), start, start), rest })
    }

    /// All of them, their paths as they are kept.
    fn notes(&self) -> impl Iterator<Item = (&[u8], Span)> {
        self.read().into_iter().flatten()
    }

    /// Takes no more room than it must; what it had, for others.
    pub fn settle(&mut self) -> Self {
        let exact = EcoVec::from(self.notes.as_slice());
        let mut room = std::mem::replace(&mut self.notes, exact);
        room.clear();
        Self { notes: room }
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
        self.notes().filter_map(|(path, span)| Some((std::str::from_utf8(path).ok()?, span)))
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
        self.notes().filter(|(known, _)| *known == path.as_bytes()).last().map(|(_, span)| span)
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

/// Numbers as they are noted: each in as many bytes as it takes, seven bits in each, the low ones first; all but the last
/// have the eighth bit.
#[derive(Default)]
struct Digits {
    /// Two numbers take no more.
    bytes: [u8; FIRST],
    length: u8,
}

impl Digits {
    fn put(&mut self, mut number: u32) {
        while number >= MORE {
            self.push(number & LOW | MORE);
            number >>= 7;
        }
        self.push(number);
    }

    fn push(&mut self, byte: u32) {
        if let Some(place) = self.bytes.get_mut(usize::from(self.length)) {
            *place = byte as u8;
            self.length += 1;
        }
    }

    fn all(&self) -> &[u8] {
        self.bytes.get(..usize::from(self.length)).unwrap_or_default()
    }
}

/// Reads a number; what follows it.
fn number(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let (mut number, mut rest, mut shift) = (0, bytes, 0);
    loop {
        let (byte, after) = rest.split_first()?;
        let byte = u32::from(*byte);
        number |= (byte & LOW).checked_shl(shift)?;
        if byte < MORE {
            return Some((number, after));
        }
        (rest, shift) = (after, shift + 7);
    }
}

/// Notes, one after the other.
struct Notes<'p> {
    /// Where the first one starts.
    first: Span,
    rest: &'p [u8],
}

impl<'p> Iterator for Notes<'p> {
    type Item = (&'p [u8], Span);

    fn next(&mut self) -> Option<Self::Item> {
        let (head, rest) = number(self.rest)?;
        let (path, rest) = rest.split_at_checked(head as usize / 2)?;
        let (file, rest) = if head % 2 == 0 { (self.first.file.0, rest) } else { number(rest)? };
        let (behind, rest) = number(rest)?;
        let (length, rest) = number(rest)?;
        self.rest = rest;
        let start = self.first.start.wrapping_add(behind);
        Some((path, Span::new(FileId(file), start, start.saturating_add(length))))
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
