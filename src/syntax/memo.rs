//! What was read before, so that a text of which little changed is read again only there.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::ast::shift::{Shift, Shifted};
use super::ast::{File, Mark};
use super::build::MAX_DEPTH;
use super::cutter::{Braces, Cutter, Piece};
use super::mistake::{Findings, MAX_FINDINGS};
use super::parser::Rule;
use super::{Form, Reader};
use crate::base::{FileId, Span};
use crate::diag::Found;

/// The declarations of one file as they were last read, by their text.
///
/// Holds what the last reading met and nothing older. Losing it costs time only.
#[derive(Debug, Default)]
pub struct Memo {
    before: FxHashMap<Box<str>, Kept>,
    now: FxHashMap<Box<str>, Kept>,
    read: usize,
    /// The text as a whole.
    whole: Option<Whole>,
}

/// A text with what was read of it.
#[derive(Debug)]
struct Whole {
    text: Arc<str>,
    of: (FileId, Form),
    found: Found<File>,
}

/// One declaration with what stands before it.
#[derive(Debug)]
struct Kept {
    /// What the cutter said of it; with the text, this is all that its reading depends on.
    shape: (usize, usize, bool),
    /// Whether the strict rules take it.
    sound: bool,
    /// What was read; `None` if only its soundness was asked for.
    parsed: Option<Parsed>,
}

/// A part of a tree and what was found in it.
#[derive(Debug)]
struct Parsed {
    /// Where it stood.
    at: (FileId, u32),
    tree: File,
    found: Findings,
}

impl Memo {
    /// How many declarations the last reading had to read, those it remembered not counted.
    #[must_use]
    pub fn read(&self) -> usize {
        self.read
    }

    /// The tree of the text that was read last and what was found in it, if this is that text.
    #[must_use]
    pub fn known(&self, file: FileId, text: &Arc<str>, form: Form) -> Option<Found<File>> {
        let is_it = |whole: &&Whole| {
            whole.of == (file, form) && (Arc::ptr_eq(&whole.text, text) || whole.text == *text)
        };
        self.whole.as_ref().filter(is_it).map(|whole| whole.found.clone())
    }

    /// What is known of a declaration.
    fn get(&mut self, text: &str, item: Piece) -> Option<&mut Kept> {
        if !self.now.contains_key(text)
            && let Some((text, kept)) = self.before.remove_entry(text)
        {
            self.now.insert(text, kept);
        }
        self.now.get_mut(text).filter(|kept| kept.shape == shape(item))
    }

    fn keep(&mut self, text: &str, mut kept: Kept) {
        let items = kept.parsed.iter_mut().flat_map(|parsed| &mut parsed.tree.items);
        items.for_each(|item| item.mark = Mark::next());
        self.now.insert(text.into(), kept);
    }
}

/// Reads a text as [`super::parse`] does, to the same tree and findings, with what `memo` knows from the last time.
///
/// A `.params` file is one body, and is read anew.
pub fn parse_with(memo: &mut Memo, file: FileId, text: &Arc<str>, form: Form) -> Found<File> {
    memo.read = 0;
    if let Some(found) = memo.known(file, text, form) {
        return found;
    }
    memo.before = std::mem::take(&mut memo.now);
    let found = Reader::new(file, text, form, Some(memo)).whole();
    // What was not met again is of no more use.
    memo.before = FxHashMap::default();
    memo.whole = Some(Whole { text: Arc::clone(text), of: (file, form), found: found.clone() });
    found
}

fn shape(item: Piece) -> (usize, usize, bool) {
    (item.depth, item.opened, item.clean)
}

impl<'a> Reader<'a> {
    /// Reads a piece declaration by declaration; if one of them is refused by the strict rules, nothing is read.
    pub(super) fn piece_with(&mut self, memo: &mut Memo, piece: Piece) -> bool {
        let cutter = Cutter::new(self.slice(piece), 0, Braces::Trusted);
        let items: Vec<Piece> = cutter.map(|item| item.behind(piece.start)).collect();
        let sound = items.iter().all(|item| self.is_sound(memo, *item));
        if sound {
            items.into_iter().for_each(|item| self.item_with(memo, item));
        }
        sound
    }

    /// Reads a declaration, or remembers it.
    pub(super) fn item_with(&mut self, memo: &mut Memo, item: Piece) {
        let text = self.slice(item);
        if item.depth > MAX_DEPTH || self.is_touched(item.start) {
            memo.read += 1;
            self.declaration(item);
            return;
        }
        if memo.get(text, item).is_none_or(|kept| kept.parsed.is_none()) {
            let (sound, parsed) = self.aside(item, |reader| reader.declaration(item));
            memo.read += 1;
            memo.keep(text, Kept { shape: shape(item), sound, parsed: Some(parsed) });
        }
        let kept = memo.get(text, item).filter(|kept| kept.sound || self.is_at_margin(item.start));
        let parsed = kept.and_then(|kept| kept.parsed.as_mut());
        match parsed.filter(|parsed| self.has_room(parsed)) {
            Some(parsed) => self.take(parsed, item),
            None => {
                memo.read += 1;
                self.declaration(item);
            }
        }
    }

    /// Whether the strict rules take a declaration.
    fn is_sound(&mut self, memo: &mut Memo, item: Piece) -> bool {
        let text = self.slice(item);
        if let Some(kept) = memo.get(text, item) {
            return kept.sound;
        }
        memo.read += 1;
        let (sound, parsed) = self.aside(item, |reader| reader.read(Rule::piece, item).is_ok());
        memo.keep(text, Kept { shape: shape(item), sound, parsed: sound.then_some(parsed) });
        sound
    }

    /// Reads something into a tree and findings of its own.
    fn aside(&mut self, item: Piece, read: impl FnOnce(&mut Self) -> bool) -> (bool, Parsed) {
        let tree = std::mem::take(&mut self.tree);
        let found = std::mem::take(&mut self.found);
        let sound = read(self);
        let tree = std::mem::replace(&mut self.tree, tree);
        let found = std::mem::replace(&mut self.found, found);
        (sound, Parsed { at: (self.file, small(item.start)), tree, found })
    }

    /// Adds what was read before, at its place of now.
    fn take(&mut self, parsed: &mut Parsed, item: Piece) {
        let now = (self.file, small(item.start));
        if parsed.at != now {
            let by = Shift { from: parsed.at.1, to: now.1, file: now.0 };
            parsed.tree.items.shift(by);
            parsed.found.list.iter_mut().for_each(|finding| finding.shift(by));
            parsed.at = now;
        }
        self.tree.items.extend_from_slice(&parsed.tree.items);
        self.found.list.extend_from_slice(&parsed.found.list);
    }

    /// Whether the last finding reaches up to a byte: the next one may then be left out, or be joined to it.
    fn is_touched(&self, start: usize) -> bool {
        let reaches = |span: Span| span.end as usize >= start;
        let last = self.found.list.last();
        last.is_some_and(|last| {
            reaches(last.span) || last.labels.first().is_some_and(|label| reaches(label.span))
        })
    }

    /// Whether a declaration's findings are all shown. Where the limit is near, less is looked into.
    fn has_room(&self, parsed: &Parsed) -> bool {
        let all = self.found.count() + parsed.found.count();
        all <= MAX_FINDINGS
    }

    /// Whether a line begins there. Behind a byte order mark none does, and what is said of a brace quotes its line.
    fn is_at_margin(&self, start: usize) -> bool {
        start.checked_sub(1).is_none_or(|before| self.text.as_bytes().get(before) == Some(&b'\n'))
    }

    fn slice(&self, item: Piece) -> &'a str {
        self.text.get(item.start..item.end).unwrap_or("")
    }
}

fn small(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
