//! Texts that are not saved yet, over the files that they are of.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::base::{System, SystemError, handed_on};

/// Texts by the path of the file that they stand in for.
pub type Texts = BTreeMap<PathBuf, Arc<str>>;

/// A system in which some files have another content, or are there though nobody saved them.
#[derive(Debug, Clone, Copy)]
pub struct Overlay<'a> {
    system: &'a dyn System,
    texts: &'a Texts,
}

impl<'a> Overlay<'a> {
    /// Lays texts over a system.
    #[must_use]
    pub fn new(system: &'a dyn System, texts: &'a Texts) -> Self {
        Self { system, texts }
    }

    /// The texts that lie in a folder, or below it, by their path from there.
    fn below(&self, folder: &'a Path) -> impl Iterator<Item = &'a Path> {
        let from = self.texts.range(folder.to_owned()..);
        from.map_while(move |(path, _)| path.strip_prefix(folder).ok()).filter(|rest| *rest != Path::new(""))
    }

    fn holds(&self, folder: &Path) -> bool {
        self.texts.range(folder.to_owned()..).next().is_some_and(|(path, _)| path.starts_with(folder))
    }
}

impl System for Overlay<'_> {
    fn read(&self, path: &Path) -> Result<Vec<u8>, SystemError> {
        match self.texts.get(path) {
            Some(text) => Ok(text.as_bytes().to_vec()),
            None => self.system.read(path),
        }
    }

    fn shared_text(&self, path: &Path) -> Option<Arc<str>> {
        self.texts.get(path).cloned().or_else(|| self.system.shared_text(path))
    }

    fn list(&self, path: &Path) -> Result<Vec<(String, bool)>, SystemError> {
        let on_disk = self.system.list(path);
        if !self.holds(path) {
            return on_disk;
        }
        let mut all: BTreeMap<String, bool> = on_disk.unwrap_or_default().into_iter().collect();
        let overlay = Overlay { system: self.system, texts: self.texts };
        for rest in overlay.below(path) {
            let mut parts = rest.components();
            let name = parts.next().map(|part| part.as_os_str().to_string_lossy().into_owned());
            let is_folder = parts.next().is_some();
            all.entry(name.unwrap_or_default()).or_insert(is_folder);
        }
        Ok(all.into_iter().collect())
    }

    fn exists(&self, path: &Path) -> bool {
        self.holds(path) || self.system.exists(path)
    }

    fn is_folder(&self, path: &Path) -> bool {
        !self.texts.contains_key(path) && (self.system.is_folder(path) || self.holds(path))
    }

    handed_on!(system);
}
