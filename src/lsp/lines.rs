//! Bytes to lines and columns, and back, as the client counts them.

use line_index::{LineCol, LineIndex, TextSize, WideEncoding, WideLineCol};
use ls_types::{Position, PositionEncodingKind, Range};

/// How a client counts columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf16,
}

impl Encoding {
    /// The one that costs nothing if the client offers it, else the one that every client knows.
    pub(super) fn best(offered: Option<&[PositionEncodingKind]>) -> Self {
        let knows = |kind| offered.is_some_and(|offered| offered.contains(&kind));
        if knows(PositionEncodingKind::UTF8) { Self::Utf8 } else { Self::Utf16 }
    }

    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
        }
    }
}

/// One text and where its lines are.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    text: &'a str,
    index: LineIndex,
    encoding: Encoding,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str, encoding: Encoding) -> Self {
        Self { text, index: LineIndex::new(text), encoding }
    }

    /// The byte at a position. A column behind the end of its line counts as that end, a line behind the text as the
    /// end of the text, and a place within a character as its start.
    pub(super) fn byte(&self, position: Position) -> u32 {
        let end = u32::from(self.index.len());
        let Some(line) = self.index.line(position.line) else { return end };
        let (start, end) = (u32::from(line.start()), u32::from(line.end()));
        let whole = self.text.get(start as usize..end as usize).unwrap_or("");
        let length = whole.trim_end_matches('\n').trim_end_matches('\r').len();
        let column = match self.encoding {
            Encoding::Utf8 => Some(position.character),
            Encoding::Utf16 => {
                let wide = WideLineCol { line: position.line, col: position.character };
                self.index.to_utf8(WideEncoding::Utf16, wide).map(|place| place.col)
            }
        };
        let mut column = column.map_or(length, |column| column as usize).min(length);
        while !whole.is_char_boundary(column) {
            column -= 1;
        }
        start + u32::try_from(column).unwrap_or(0)
    }

    /// The position of a byte; a byte within a character counts as its start, one behind the text as its end.
    pub(super) fn position(&self, byte: u32) -> Position {
        let mut at = (byte as usize).min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let size = TextSize::new(u32::try_from(at).unwrap_or(u32::MAX));
        let place = self.index.try_line_col(size).unwrap_or(LineCol { line: 0, col: 0 });
        let column = match self.encoding {
            Encoding::Utf8 => place.col,
            Encoding::Utf16 => {
                self.index.to_wide(WideEncoding::Utf16, place).map_or(place.col, |wide| wide.col)
            }
        };
        Position { line: place.line, character: column }
    }

    pub(super) fn range(&self, start: u32, end: u32) -> Range {
        Range { start: self.position(start), end: self.position(end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: u32, character: u32) -> Position {
        Position { line, character }
    }

    #[test]
    fn columns_are_counted_as_the_client_does() {
        let text = "a = \"é😀\"\r\n업로드 {}\nend";
        let wide = Lines::new(text, Encoding::Utf16);
        let narrow = Lines::new(text, Encoding::Utf8);
        // Behind the face: two units in UTF-16, four bytes in UTF-8.
        assert_eq!((wide.byte(at(0, 8)), narrow.byte(at(0, 11))), (11, 11));
        assert_eq!((wide.position(11), narrow.position(11)), (at(0, 8), at(0, 11)));
        // Between its two units is its start.
        assert_eq!((wide.byte(at(0, 7)), narrow.byte(at(0, 9))), (7, 7));
        // A line ends before its break, whichever that is.
        assert_eq!((wide.byte(at(0, 99)), narrow.byte(at(0, 99))), (12, 12));
        assert_eq!((wide.byte(at(1, 4)), narrow.byte(at(1, 10))), (24, 24));
        // There is no break behind the last line.
        assert_eq!((wide.byte(at(2, 3)), wide.byte(at(2, 9)), wide.byte(at(7, 0))), (30, 30, 30));
        assert_eq!((wide.position(30), wide.position(99)), (at(2, 3), at(2, 3)));
    }

    #[test]
    fn every_character_has_one_position() {
        let text = "\u{feff}stack s {}\r\n\n// 😀😀 ü\n";
        for encoding in [Encoding::Utf8, Encoding::Utf16] {
            let lines = Lines::new(text, encoding);
            for (byte, letter) in text.char_indices().filter(|(_, letter)| !matches!(letter, '\r' | '\n')) {
                let byte = u32::try_from(byte).unwrap();
                assert_eq!(lines.byte(lines.position(byte)), byte, "{letter:?} at {byte}");
            }
        }
    }
}
