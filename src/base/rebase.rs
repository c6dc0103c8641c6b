//! Where places of texts are after these were changed.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{FileId, SourceMap, Span};

/// Takes places of texts as they were to the same places of the texts as they are.
///
/// Of a text that was changed, what stands before the first byte that differs stays where it is, and what stands behind the
/// last one moves by as much as the text has grown.
#[derive(Debug, Default)]
pub struct Rebase {
    /// By the number that a file had; `None` if it is gone.
    files: Vec<Option<Change>>,
}

/// How one text was changed.
#[derive(Debug, Clone, Copy)]
struct Change {
    /// The number of the file now.
    file: FileId,
    /// How many bytes at the begin are the same.
    head: u32,
    /// Where the end begins that is the same, as the text was.
    tail: u32,
    /// Where that begins now.
    tail_now: u32,
}

impl Rebase {
    /// From some texts to others; a file is known by its name.
    #[must_use]
    pub fn between(before: &SourceMap, now: &SourceMap) -> Self {
        let mut names: BTreeMap<&str, FileId> = BTreeMap::new();
        let change = |(was, (id, file)): (FileId, (FileId, &super::SourceFile))| match before
            .file(was)
            .map(|file| &file.text)
        {
            Some(text) if Arc::ptr_eq(text, &file.text) => Change::none(text, id),
            text => Change::between(text.map_or("", |text| text), id, &file.text),
        };
        let mut files = Vec::new();
        for (was, file) in before.files() {
            // Nearly always, files keep their numbers.
            let same = now.file(was).filter(|other| other.path == file.path).map(|other| (was, other));
            let other = same.or_else(|| {
                if names.is_empty() {
                    names = now.files().map(|(id, file)| (file.path.as_str(), id)).collect();
                }
                let id = *names.get(file.path.as_str())?;
                Some((id, now.file(id)?))
            });
            files.push(other.map(|other| change((was, other))));
        }
        Self { files }
    }

    /// Whether every file has the number that it had.
    #[must_use]
    pub fn keeps_numbers(&self) -> bool {
        let stays = |(at, change): (usize, &Option<Change>)| {
            change.as_ref().is_some_and(|change| change.file.0 as usize == at)
        };
        self.files.iter().enumerate().all(stays)
    }

    /// Whether a file has the number that it had and the text that it had, so that all of its places stay.
    #[must_use]
    pub fn leaves(&self, file: FileId) -> bool {
        let change = self.files.get(file.0 as usize).and_then(Option::as_ref);
        change.is_some_and(|change| change.file == file && change.is_none())
    }

    /// Where a place is now; `None` if it was touched, or stands where something was put in.
    #[must_use]
    pub fn now(&self, span: Span) -> Option<Span> {
        let change = self.files.get(span.file.0 as usize)?.as_ref()?;
        match (span.end <= change.head, span.start >= change.tail) {
            // An empty place between what is the same on either side.
            (true, true) if change.tail != change.tail_now => None,
            (true, _) => Some(Span { file: change.file, ..span }),
            (false, true) => {
                let moved = |at: u32| at - change.tail + change.tail_now;
                Some(Span { file: change.file, start: moved(span.start), end: moved(span.end) })
            }
            (false, false) => None,
        }
    }
}

impl Change {
    /// No change.
    fn none(text: &str, file: FileId) -> Self {
        let size = u32::try_from(text.len()).unwrap_or(u32::MAX);
        Self { file, head: size, tail: size, tail_now: size }
    }

    /// Whether there is none.
    fn is_none(&self) -> bool {
        self.head == self.tail && self.tail == self.tail_now
    }

    fn between(was: &str, file: FileId, is: &str) -> Self {
        let size = |bytes: usize| u32::try_from(bytes).unwrap_or(u32::MAX);
        let (was, is) = (was.as_bytes(), is.as_bytes());
        let head = equal(was.chunks(CHUNK), is.chunks(CHUNK), |one, other| {
            one.iter().zip(other).take_while(|(one, other)| one == other).count()
        });
        let (rest, rest_now) = (was.get(head..).unwrap_or_default(), is.get(head..).unwrap_or_default());
        let end = equal(rest.rchunks(CHUNK), rest_now.rchunks(CHUNK), |one, other| {
            one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count()
        });
        Self { file, head: size(head), tail: size(was.len() - end), tail_now: size(is.len() - end) }
    }
}

/// So many bytes are compared at once.
const CHUNK: usize = 256;

/// How many bytes are equal from the first on, chunk by chunk, and within the first chunk that differs one by one.
fn equal<'a>(
    one: impl Iterator<Item = &'a [u8]>,
    other: impl Iterator<Item = &'a [u8]>,
    within: impl Fn(&[u8], &[u8]) -> usize,
) -> usize {
    let mut equal = 0;
    for (one, other) in one.zip(other) {
        if one != other {
            return equal + within(one, other);
        }
        equal += one.len();
    }
    equal
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(texts: &[(&str, &str)]) -> SourceMap {
        let mut sources = SourceMap::default();
        for (path, text) in texts {
            sources.add(*path, *text);
        }
        sources
    }

    fn at(file: u32, start: u32, end: u32) -> Span {
        Span::new(FileId(file), start, end)
    }

    #[test]
    fn what_stands_behind_a_change_moves_and_what_is_touched_is_lost() {
        let (was, is) = (sources(&[("a", "one two three")]), sources(&[("a", "one twenty three")]));
        let rebase = Rebase::between(&was, &is);
        assert_eq!(rebase.now(at(0, 0, 3)), Some(at(0, 0, 3)));
        assert_eq!(rebase.now(at(0, 8, 13)), Some(at(0, 11, 16)));
        assert_eq!(rebase.now(at(0, 4, 7)), None);
        assert_eq!(rebase.now(at(0, 0, 13)), None);
        assert!(!rebase.leaves(FileId(0)) && !rebase.leaves(FileId(1)));
    }

    #[test]
    fn a_file_is_left_alone_where_its_text_and_its_number_stay() {
        let was = sources(&[("a", "one"), ("b", "aa"), ("c", "three")]);
        let is = sources(&[("a", "one"), ("b", "a"), ("d", "four"), ("c", "three")]);
        let left: Vec<bool> = (0..4).map(|file| Rebase::between(&was, &is).leaves(FileId(file))).collect();
        assert_eq!(left, [true, false, false, false]);
        assert!(Rebase::between(&is, &was).leaves(FileId(0)));
    }

    #[test]
    fn nobody_knows_on_which_side_of_an_insertion_an_empty_place_is() {
        let rebase = Rebase::between(&sources(&[("a", "ab")]), &sources(&[("a", "a-b")]));
        assert_eq!(rebase.now(at(0, 1, 1)), None);
        assert_eq!(rebase.now(at(0, 0, 1)), Some(at(0, 0, 1)));
        assert_eq!(rebase.now(at(0, 1, 2)), Some(at(0, 2, 3)));
    }

    #[test]
    fn files_are_known_by_their_names_and_long_texts_are_compared_to_the_byte() {
        let long = "x".repeat(1_000);
        let (was, is) = (format!("{long}1{long}"), format!("{long}22{long}"));
        let rebase = Rebase::between(
            &sources(&[("a", &was), ("b", "b"), ("c", "c")]),
            &sources(&[("c", "c"), ("a", &is)]),
        );
        assert_eq!(rebase.now(at(0, 0, 1_000)), Some(at(1, 0, 1_000)));
        assert_eq!(rebase.now(at(0, 1_001, 2_001)), Some(at(1, 1_002, 2_002)));
        assert_eq!(rebase.now(at(0, 1_000, 1_001)), None);
        assert_eq!(rebase.now(at(1, 0, 1)), None);
        assert_eq!(rebase.now(at(2, 0, 1)), Some(at(0, 0, 1)));
    }
}
