//! Files that were read before, for as long as nobody wrote to them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::base::{Stamp, System, SystemError, handed_on};

/// A system that keeps what the files of stacks hold: a keystroke reads one of them, and many lie beside it.
#[derive(Debug)]
pub(super) struct Shelf<'a> {
    system: &'a dyn System,
    known: Mutex<BTreeMap<PathBuf, (Stamp, Arc<str>)>>,
}

impl<'a> Shelf<'a> {
    /// Nothing is known yet.
    pub(super) fn new(system: &'a dyn System) -> Self {
        Self { system, known: Mutex::default() }
    }

    /// Something was written there.
    pub(super) fn forget(&mut self, path: &Path) {
        self.known.get_mut().unwrap_or_else(PoisonError::into_inner).remove(path);
    }

    /// Whether a file is so old that writing to it now would give it another stamp.
    fn is_settled(&self, stamp: Stamp) -> bool {
        let now = u128::try_from(self.system.now()).unwrap_or(0) * 1_000_000_000;
        stamp.written + SETTLED < now
    }
}

/// File systems count time in steps, the coarsest of them in two seconds; nanoseconds.
const SETTLED: u128 = 2_000_000_000;

impl System for Shelf<'_> {
    fn read(&self, path: &Path) -> Result<Vec<u8>, SystemError> {
        self.system.read(path)
    }

    fn shared_text(&self, path: &Path) -> Option<Arc<str>> {
        let stamp = self.system.stamp(path).filter(|_| super::workspace::is_stack(path))?;
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, text)) = known.get(path).filter(|(then, _)| *then == stamp) {
            return Some(Arc::clone(text));
        }
        let text: Arc<str> = String::from_utf8(self.system.read(path).ok()?).ok()?.into();
        if self.is_settled(stamp) {
            known.insert(path.to_owned(), (stamp, Arc::clone(&text)));
        }
        Some(text)
    }

    fn list(&self, path: &Path) -> Result<Vec<(String, bool)>, SystemError> {
        self.system.list(path)
    }

    fn exists(&self, path: &Path) -> bool {
        self.system.exists(path)
    }

    fn is_folder(&self, path: &Path) -> bool {
        self.system.is_folder(path)
    }

    handed_on!(system);
}
