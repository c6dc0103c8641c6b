//! What the outside world was asked and what it answered, so that it can be seen later whether it answers the same.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::work::FOLDER;
use crate::base::{Stamp, System, SystemError};

/// Questions and the hashes of their answers; `None` where the answer was an error.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Answers {
    contents: BTreeMap<String, Option<String>>,
    names: BTreeMap<String, Option<String>>,
    presences: BTreeMap<String, (bool, bool)>,
    reals: BTreeMap<String, String>,
    /// Whether something was asked of a path that is no text.
    unspeakable: bool,
}

impl Answers {
    /// How many there are; `None` where not all of them could be taken down.
    pub(super) fn count(&self) -> Option<usize> {
        let all = self.contents.len() + self.names.len() + self.presences.len() + self.reals.len();
        (!self.unspeakable).then_some(all)
    }

    /// Whether a file was read.
    pub(super) fn has_read(&self, path: &str) -> bool {
        self.contents.get(path).is_some_and(Option::is_some)
    }

    /// Asks all of it again; what these files hold if every answer is the same.
    pub(super) fn again(&self, system: &dyn System, files: &[String]) -> Option<Vec<Vec<u8>>> {
        let same = self.presences.iter().all(|(path, was)| presence(system, path.as_ref()) == *was)
            && self.reals.iter().all(|(path, was)| system.real(path.as_ref()).to_str() == Some(was))
            && self.names.iter().all(|(path, was)| names(&system.list(path.as_ref())) == *was);
        if !same {
            return None;
        }
        let mut held: BTreeMap<&str, Vec<u8>> = BTreeMap::new();
        for (path, was) in &self.contents {
            let bytes = system.read(path.as_ref()).ok();
            if bytes.as_deref().map(hashed) != *was {
                return None;
            }
            held.extend(bytes.filter(|_| files.contains(path)).map(|bytes| (path.as_str(), bytes)));
        }
        files.iter().map(|file| held.remove(file.as_str())).collect()
    }
}

fn hashed(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Of the names in a folder; what stackc itself keeps there comes and goes.
fn names(entries: &Result<Vec<(String, bool)>, SystemError>) -> Option<String> {
    let mut all = Vec::new();
    for (name, is_folder) in entries.as_ref().ok()?.iter().filter(|(name, _)| name != FOLDER) {
        all.extend_from_slice(&(name.len() as u64).to_le_bytes());
        all.extend_from_slice(name.as_bytes());
        all.push(u8::from(*is_folder));
    }
    Some(hashed(&all))
}

fn presence(system: &dyn System, path: &Path) -> (bool, bool) {
    (system.exists(path), system.is_folder(path))
}

/// A system that takes down what it is asked for.
#[derive(Debug)]
pub(super) struct Ledger<'a> {
    system: &'a dyn System,
    answers: Mutex<Answers>,
}

impl<'a> Ledger<'a> {
    /// Takes down what is asked from now on.
    pub(super) fn new(system: &'a dyn System) -> Self {
        Self { system, answers: Mutex::default() }
    }

    /// What was asked so far.
    pub(super) fn answers(&self) -> Answers {
        self.open().clone()
    }

    fn open(&self) -> MutexGuard<'_, Answers> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes down an answer; the first one counts, so that no change between two is missed.
    fn note<T>(
        &self,
        path: &Path,
        of: fn(&mut Answers) -> &mut BTreeMap<String, T>,
        answer: impl FnOnce() -> T,
    ) {
        let mut answers = self.open();
        match path.to_str() {
            Some(path) if of(&mut answers).contains_key(path) => {}
            Some(path) => {
                of(&mut answers).insert(path.to_owned(), answer());
            }
            None => answers.unspeakable = true,
        }
    }
}

impl System for Ledger<'_> {
    fn read(&self, path: &Path) -> Result<Vec<u8>, SystemError> {
        let read = self.system.read(path);
        self.note(path, |answers| &mut answers.contents, || read.as_deref().ok().map(hashed));
        read
    }

    fn list(&self, path: &Path) -> Result<Vec<(String, bool)>, SystemError> {
        let entries = self.system.list(path);
        self.note(path, |answers| &mut answers.names, || names(&entries));
        entries
    }

    fn exists(&self, path: &Path) -> bool {
        let presence = presence(self.system, path);
        self.note(path, |answers| &mut answers.presences, || presence);
        presence.0
    }

    fn is_folder(&self, path: &Path) -> bool {
        let presence = presence(self.system, path);
        self.note(path, |answers| &mut answers.presences, || presence);
        presence.1
    }

    fn absolute(&self, path: &Path) -> PathBuf {
        self.system.absolute(path)
    }

    fn real(&self, path: &Path) -> PathBuf {
        let real = self.system.real(path);
        if real.to_str().is_none() {
            self.open().unspeakable = true;
        }
        self.note(path, |answers| &mut answers.reals, || real.to_string_lossy().into_owned());
        real
    }

    fn stamp(&self, path: &Path) -> Option<Stamp> {
        self.system.stamp(path)
    }

    fn program(&self) -> Option<String> {
        self.system.program()
    }

    fn write(&self, path: &Path, content: &[u8]) -> Result<(), SystemError> {
        self.system.write(path, content)
    }

    fn now(&self) -> i64 {
        self.system.now()
    }

    fn variable(&self, name: &str) -> Option<String> {
        self.system.variable(name)
    }

    fn variables(&self, prefix: &str) -> Vec<(String, String)> {
        self.system.variables(prefix)
    }
}
