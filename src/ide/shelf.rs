//! Files that were read before, for as long as nobody wrote to them.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;

use super::workspace::is_stack;
use crate::base::{Stamp, System, SystemError, handed_on};

/// Who notices that files change outside.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Watching {
    /// Nobody: the disk is asked again, for each file once a second at most.
    #[default]
    Nobody,
    /// The editor, who tells of every change: what is known is not asked for again.
    Editor,
}

/// A system that keeps what the files of stacks hold: a keystroke reads one of them, and many lie beside it.
#[derive(Debug)]
pub(super) struct Shelf<'a> {
    system: &'a dyn System,
    watching: Watching,
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    texts: FxHashMap<PathBuf, Text>,
    /// What folders hold, and the second in which the disk was asked.
    folders: FxHashMap<PathBuf, (Vec<(String, bool)>, i64)>,
}

/// What a file holds.
#[derive(Debug)]
struct Text {
    stamp: Stamp,
    text: Arc<str>,
    /// The second in which the disk was asked.
    asked: i64,
    /// Whether writing to it would have given it another stamp then.
    settled: bool,
}

impl<'a> Shelf<'a> {
    /// Nothing is known yet.
    pub(super) fn new(system: &'a dyn System, watching: Watching) -> Self {
        Self { system, watching, known: Mutex::default() }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something was written there, came or went.
    pub(super) fn forget(&self, path: &Path) {
        let mut known = self.known();
        known.texts.remove(path);
        path.parent().map(|folder| known.folders.remove(folder));
        if !is_stack(path) {
            // A folder that came or went is told as one path.
            known.texts.retain(|other, _| !other.starts_with(path));
            known.folders.retain(|other, _| !other.starts_with(path));
        }
    }

    /// Whether a file is so old that writing to it now would give it another stamp.
    fn is_settled(stamp: Stamp, now: i64) -> bool {
        stamp.written + SETTLED < u128::try_from(now).unwrap_or(0) * 1_000_000_000
    }

    /// Whether what was asked in that second holds still.
    fn is_fresh(&self, asked: i64) -> bool {
        self.watching == Watching::Editor || asked == self.system.now()
    }
}

/// File systems count time in steps, the coarsest of them in two seconds; nanoseconds.
const SETTLED: u128 = 2_000_000_000;

impl System for Shelf<'_> {
    fn read(&self, path: &Path) -> Result<Vec<u8>, SystemError> {
        self.system.read(path)
    }

    fn shared_text(&self, path: &Path) -> Option<Arc<str>> {
        if !is_stack(path) {
            return None;
        }
        if let Some(known) = self.known().texts.get(path).filter(|known| self.is_fresh(known.asked)) {
            return Some(Arc::clone(&known.text));
        }
        let (stamp, now) = (self.system.stamp(path)?, self.system.now());
        let mut known = self.known();
        if let Some(known) = known.texts.get_mut(path).filter(|known| known.settled && known.stamp == stamp) {
            known.asked = now;
            return Some(Arc::clone(&known.text));
        }
        drop(known);
        let text: Arc<str> = String::from_utf8(self.system.read(path).ok()?).ok()?.into();
        let read = Text { stamp, text: Arc::clone(&text), asked: now, settled: Self::is_settled(stamp, now) };
        self.known().texts.insert(path.to_owned(), read);
        Some(text)
    }

    fn stamp(&self, path: &Path) -> Option<Stamp> {
        let known =
            self.known().texts.get(path).filter(|known| self.is_fresh(known.asked)).map(|known| known.stamp);
        known.or_else(|| self.system.stamp(path))
    }

    fn list(&self, path: &Path) -> Result<Vec<(String, bool)>, SystemError> {
        if let Some((entries, _)) = self.known().folders.get(path).filter(|(_, asked)| self.is_fresh(*asked))
        {
            return Ok(entries.clone());
        }
        let (entries, now) = (self.system.list(path)?, self.system.now());
        self.known().folders.insert(path.to_owned(), (entries.clone(), now));
        Ok(entries)
    }

    fn exists(&self, path: &Path) -> bool {
        self.system.exists(path)
    }

    fn is_folder(&self, path: &Path) -> bool {
        self.system.is_folder(path)
    }

    handed_on!(system, but stamps);
}
