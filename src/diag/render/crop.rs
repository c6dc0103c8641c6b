//! Lines of source that are wider than the terminal, cut around what is marked in them.

use std::borrow::Cow;
use std::ops::Range;

use unicode_width::UnicodeWidthChar;

/// As wide as a tab is drawn at most.
const TAB: usize = 4;

/// A text whose wide lines are cut, and where everything was before.
#[derive(Debug)]
pub(super) struct Cropped<'a> {
    text: Cow<'a, str>,
    cuts: Vec<Cut>,
}

/// One line that was cut.
#[derive(Debug)]
struct Cut {
    /// The line as it was, without its break.
    whole: Range<usize>,
    /// What is left of it.
    kept: Range<usize>,
    /// Where it begins in the new text.
    start: usize,
    /// How long what stands in place of its head is.
    head: usize,
    /// Where it ends in the new text.
    end: usize,
}

impl<'a> Cropped<'a> {
    /// Cuts the lines from the one before the first mark to the one behind the last, where they are wider than `room`
    /// columns. What is cut away becomes `sign`. The first mark in a line is kept in sight, the others if they fit.
    pub(super) fn of(text: Cow<'a, str>, marks: &[Range<usize>], room: usize, sign: &str) -> Self {
        let mut cuts = Vec::new();
        let mut new = String::new();
        let mut done = 0;
        for line in shown_lines(&text, marks) {
            let Some(kept) = window(&text, &line, marks, room, sign) else { continue };
            new.push_str(text.get(done..line.start).unwrap_or(""));
            let (start, head) = (new.len(), if kept.start > line.start { sign.len() } else { 0 });
            new.push_str(if head > 0 { sign } else { "" });
            new.push_str(text.get(kept.clone()).unwrap_or(""));
            new.push_str(if kept.end < line.end { sign } else { "" });
            done = line.end;
            cuts.push(Cut { whole: line, kept, start, head, end: new.len() });
        }
        if cuts.is_empty() {
            return Self { text, cuts };
        }
        new.push_str(text.get(done..).unwrap_or(""));
        Self { text: Cow::Owned(new), cuts }
    }

    /// The text with its wide lines cut.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Where a byte of the whole text is now; what was cut away is where the sign stands for it.
    pub(super) fn place(&self, byte: usize) -> usize {
        let before = self.cuts.partition_point(|cut| cut.whole.start <= byte);
        let Some(cut) = before.checked_sub(1).and_then(|at| self.cuts.get(at)) else { return byte };
        if byte > cut.whole.end {
            return byte - cut.whole.end + cut.end;
        }
        if byte < cut.kept.start {
            return cut.start;
        }
        cut.start + cut.head + (byte.min(cut.kept.end) - cut.kept.start)
    }

    /// Which byte of the whole text a byte of the new one is.
    pub(super) fn whole(&self, place: usize) -> usize {
        let before = self.cuts.partition_point(|cut| cut.start <= place);
        let Some(cut) = before.checked_sub(1).and_then(|at| self.cuts.get(at)) else { return place };
        if place > cut.end {
            return place - cut.end + cut.whole.end;
        }
        if place == cut.start {
            return cut.whole.start;
        }
        let kept = (place - cut.start).saturating_sub(cut.head) + cut.kept.start;
        kept.min(cut.kept.end)
    }
}

/// The lines, without their breaks, from the one before the first mark to the one behind the last.
fn shown_lines(text: &str, marks: &[Range<usize>]) -> Vec<Range<usize>> {
    let first = marks.iter().map(|mark| mark.start).min().unwrap_or(0);
    let last = marks.iter().map(|mark| mark.end).max().unwrap_or(0);
    let back = |at: usize| text.get(..at).and_then(|before| before.rfind('\n'));
    let start = back(first).map_or(0, |line| back(line).map_or(0, |at| at + 1));
    let mut lines = Vec::new();
    let (mut at, mut behind) = (start, 0);
    for line in text.get(start..).unwrap_or("").split('\n') {
        lines.push(at..at + line.strip_suffix('\r').unwrap_or(line).len());
        at += line.len() + 1;
        behind += usize::from(at > last);
        if behind > 1 {
            break;
        }
    }
    lines
}

/// What is kept of a line; `None` if it fits.
fn window(
    text: &str,
    line: &Range<usize>,
    marks: &[Range<usize>],
    room: usize,
    sign: &str,
) -> Option<Range<usize>> {
    let content = text.get(line.clone())?;
    if content.len() <= room && !content.contains('\t') || columns(content) <= room {
        return None;
    }
    let mut touching = marks.iter().filter(|mark| mark.start <= line.end && mark.end >= line.start);
    let inside = |mark: &Range<usize>| mark.start.max(line.start)..mark.end.min(line.end);
    let first = touching.next().map_or(line.start..line.start, inside);
    let all = touching
        .map(inside)
        .fold(first.clone(), |all, mark| all.start.min(mark.start)..all.end.max(mark.end));
    let least = room.saturating_sub(2 * columns(sign)).max(1);
    let fits = |part: &Range<usize>| text.get(part.clone()).is_some_and(|part| columns(part) <= least);
    let focus = if fits(&all) { all } else { first };
    let wide = text.get(focus.clone()).map_or(0, columns).min(least);
    let start = if columns(text.get(line.start..focus.end)?) + columns(sign) <= room {
        line.start
    } else {
        let before = text.get(line.start..focus.start)?;
        focus.start - fitting(before.chars().rev(), (least - wide) / 2)
    };
    let tail = text.get(start..line.end)?;
    let left = room.saturating_sub(if start > line.start { columns(sign) } else { 0 });
    if columns(tail) <= left {
        return Some(start..line.end);
    }
    Some(start..start + fitting(tail.chars(), left.saturating_sub(columns(sign)).max(1)))
}

/// How many bytes of the characters fit in some columns.
fn fitting(letters: impl Iterator<Item = char>, room: usize) -> usize {
    let mut used = 0;
    let fit = letters.take_while(|letter| {
        used += column(*letter);
        used <= room
    });
    fit.map(char::len_utf8).sum()
}

fn columns(text: &str) -> usize {
    text.chars().map(column).sum()
}

fn column(letter: char) -> usize {
    if letter == '\t' { TAB } else { letter.width().unwrap_or(0) }
}
