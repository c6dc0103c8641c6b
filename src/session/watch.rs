//! Notices whether what was asked of the outside world would be answered otherwise now.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use crate::base::{Stamp, System, SystemError, handed_on};

/// A system that takes down what it is asked for.
#[derive(Debug)]
pub struct Watch<'a> {
    system: &'a dyn System,
    asked: Mutex<Asked>,
}

/// Questions and their answers.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    contents: FxHashMap<PathBuf, Option<Stamp>>,
    names: FxHashMap<PathBuf, Option<Vec<(String, bool)>>>,
    presences: FxHashMap<PathBuf, (bool, bool)>,
}

impl Asked {
    /// Whether the answer to any question may depend on what is at a path: on its content, its presence, or its name
    /// in its folder.
    #[must_use]
    pub fn depends_on(&self, path: &Path) -> bool {
        self.contents.contains_key(path)
            || self.presences.contains_key(path)
            || self.names.contains_key(path)
            || path.parent().is_some_and(|folder| self.names.contains_key(folder))
    }

    /// These questions with those of before, of which nobody asked again what was known.
    #[must_use]
    pub fn after(self, before: &Arc<Self>) -> Arc<Self> {
        let is_known = self.contents.keys().all(|path| before.contents.contains_key(path))
            && self.names.keys().all(|path| before.names.contains_key(path))
            && self.presences.keys().all(|path| before.presences.contains_key(path));
        if is_known {
            return Arc::clone(before);
        }
        let Self { mut contents, mut names, mut presences } = Self::clone(before);
        contents.extend(self.contents);
        names.extend(self.names);
        presences.extend(self.presences);
        Arc::new(Self { contents, names, presences })
    }
}

impl<'a> Watch<'a> {
    /// Takes down what is asked from now on.
    #[must_use]
    pub fn new(system: &'a dyn System) -> Self {
        Self { system, asked: Mutex::default() }
    }

    /// Whether anything that was asked for has another answer now. Contents count as the same while their stamps do.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        !self.stale().is_empty()
    }

    /// The paths that were asked for and have another answer now.
    #[must_use]
    pub fn stale(&self) -> BTreeSet<PathBuf> {
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let contents = asked.contents.iter().filter(|(path, stamp)| self.system.stamp(path) != **stamp);
        let names = asked.names.iter().filter(|(path, names)| self.names(path) != **names);
        let presences = asked.presences.iter().filter(|(path, presence)| self.presence(path) != **presence);
        let paths = contents.map(|one| one.0).chain(names.map(|one| one.0)).chain(presences.map(|one| one.0));
        paths.cloned().collect()
    }

    /// What was asked for so far.
    #[must_use]
    pub fn into_asked(self) -> Asked {
        self.asked.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn names(&self, path: &Path) -> Option<Vec<(String, bool)>> {
        Some(shown(self.system.list(path).ok()?.into_iter()))
    }

    fn presence(&self, path: &Path) -> (bool, bool) {
        (self.system.exists(path), self.system.is_folder(path))
    }

    /// Takes down an answer; the first one counts, so that no change between two is missed.
    fn note(&self, note: impl FnOnce(&mut Asked)) {
        note(&mut self.asked.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

/// The entries of a folder but the hidden ones, which come and go while an editor writes.
fn shown(entries: impl Iterator<Item = (String, bool)>) -> Vec<(String, bool)> {
    entries.filter(|(name, _)| !name.starts_with('.')).collect()
}

impl System for Watch<'_> {
    fn read(&self, path: &Path) -> Result<Vec<u8>, SystemError> {
        // Before it is read: what is written meanwhile is a change.
        let stamp = self.system.stamp(path);
        self.note(|asked| {
            asked.contents.entry(path.to_owned()).or_insert(stamp);
        });
        self.system.read(path)
    }

    fn shared_text(&self, path: &Path) -> Option<Arc<str>> {
        let stamp = self.system.stamp(path);
        let text = self.system.shared_text(path)?;
        self.note(|asked| {
            asked.contents.entry(path.to_owned()).or_insert(stamp);
        });
        Some(text)
    }

    fn list(&self, path: &Path) -> Result<Vec<(String, bool)>, SystemError> {
        let listed = self.system.list(path);
        let names = listed.as_ref().ok().map(|entries| shown(entries.iter().cloned()));
        self.note(|asked| {
            asked.names.entry(path.to_owned()).or_insert(names);
        });
        listed
    }

    fn exists(&self, path: &Path) -> bool {
        let presence = self.presence(path);
        self.note(|asked| {
            asked.presences.entry(path.to_owned()).or_insert(presence);
        });
        presence.0
    }

    fn is_folder(&self, path: &Path) -> bool {
        let presence = self.presence(path);
        self.note(|asked| {
            asked.presences.entry(path.to_owned()).or_insert(presence);
        });
        presence.1
    }

    handed_on!(system);
}
