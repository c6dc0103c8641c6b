//! Where the newest snapshot hangs, for all who wait for it.

use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use crate::ide::Snapshot;

/// The newest snapshot.
#[derive(Debug)]
pub(super) struct Board<'a> {
    newest: Mutex<Newest<'a>>,
    changed: Condvar,
}

#[derive(Debug)]
struct Newest<'a> {
    snapshot: Option<Arc<Snapshot<'a>>>,
    closed: bool,
}

impl<'a> Board<'a> {
    pub(super) fn new() -> Self {
        Self { newest: Mutex::new(Newest { snapshot: None, closed: false }), changed: Condvar::new() }
    }

    /// Hangs up a newer one; the one that hung there.
    pub(super) fn put(&self, snapshot: Arc<Snapshot<'a>>) -> Option<Arc<Snapshot<'a>>> {
        let mut newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        let before = newest.snapshot.replace(snapshot);
        self.changed.notify_all();
        before
    }

    /// Nothing newer will come.
    pub(super) fn close(&self) {
        let mut newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        newest.closed = true;
        self.changed.notify_all();
    }

    /// Waits until there is one that knows of so many changes, and of all stacks, or at least what is asked about a file's own;
    /// `None` if there will never be.
    pub(super) fn at(&self, generation: u64, own: Option<&Path>) -> Option<Arc<Snapshot<'a>>> {
        let is_enough = |snapshot: &Snapshot<'_>| {
            // One that is newer than what is asked about is no answer, however much it knows.
            snapshot.generation > generation
                || snapshot.generation == generation
                    && (snapshot.is_complete || own.is_some_and(|path| snapshot.knows(path)))
        };
        let mut newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            match &newest.snapshot {
                Some(snapshot) if is_enough(snapshot) => return Some(Arc::clone(snapshot)),
                _ if newest.closed => return None,
                _ => newest = self.changed.wait(newest).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }
}
