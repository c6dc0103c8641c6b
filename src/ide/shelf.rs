//! Files that were read before, for as long as nobody wrote to them.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;

use super::workspace::is_stack;
use crate::base::{Stamp, System, SystemError, handed_on};

/// Who notices that files change outside.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Watching {
    /// Nobody: the disk is asked each time.
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
    texts: FxHashMap<PathBuf, (Stamp, Arc<str>)>,
    /// What folders hold, where somebody tells when that changes.
    folders: FxHashMap<PathBuf, Vec<(String, bool)>>,
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
    fn is_settled(&self, stamp: Stamp) -> bool {
        let now = u128::try_from(self.system.now()).unwrap_or(0) * 1_000_000_000;
        stamp.written + SETTLED < now
    }

    fn is_told(&self) -> bool {
        self.watching == Watching::Editor
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
        if self.is_told()
            && let Some((_, text)) = self.known().texts.get(path)
        {
            return Some(Arc::clone(text));
        }
        let stamp = self.system.stamp(path)?;
        if let Some((_, text)) = self.known().texts.get(path).filter(|(then, _)| *then == stamp) {
            return Some(Arc::clone(text));
        }
        let text: Arc<str> = String::from_utf8(self.system.read(path).ok()?).ok()?.into();
        if self.is_told() || self.is_settled(stamp) {
            self.known().texts.insert(path.to_owned(), (stamp, Arc::clone(&text)));
        }
        Some(text)
    }

    fn stamp(&self, path: &Path) -> Option<Stamp> {
        let known = self.known().texts.get(path).map(|(stamp, _)| *stamp);
        known.filter(|_| self.is_told()).or_else(|| self.system.stamp(path))
    }

    fn list(&self, path: &Path) -> Result<Vec<(String, bool)>, SystemError> {
        if !self.is_told() {
            return self.system.list(path);
        }
        if let Some(entries) = self.known().folders.get(path) {
            return Ok(entries.clone());
        }
        let entries = self.system.list(path)?;
        self.known().folders.insert(path.to_owned(), entries.clone());
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
