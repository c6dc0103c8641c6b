//! The whole front, from text to findings, without a disk.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use stackc::base::{System, SystemError};
use stackc::session::{Analysis, Options, analyse, load};

/// What `file("./motd.txt")` reads.
const BESIDE: (&str, &str) = ("motd.txt", "Welcome.\n");

/// A few files, and nothing else in the world.
#[derive(Debug)]
struct FewFiles {
    texts: BTreeMap<PathBuf, String>,
}

impl FewFiles {
    /// The files of a text in which each but the first begins with a line `// ---- path`. What stands before a file
    /// is blank in it, so that lines and bytes count through.
    fn of(text: &str) -> Self {
        let mut texts = BTreeMap::new();
        let (mut path, mut start, mut at) = (PathBuf::from("example.stack"), 0, 0);
        for line in text.split_inclusive('\n') {
            if let Some(next) = line.trim().strip_prefix("// ---- ") {
                texts.insert(path, Self::blank(text, start, at));
                (path, start) = (PathBuf::from(next), at);
            }
            at += line.len();
        }
        texts.insert(path, Self::blank(text, start, at));
        texts.insert(BESIDE.0.into(), BESIDE.1.into());
        Self { texts }
    }

    fn blank(text: &str, start: usize, end: usize) -> String {
        let before = text[..start].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' });
        before.chain(text[start..end].chars()).collect()
    }

    fn missing(action: &'static str, path: &Path) -> SystemError {
        SystemError { action, path: path.to_owned(), reason: "not here".into(), missing: true }
    }
}

impl System for FewFiles {
    fn read(&self, path: &Path) -> Result<Vec<u8>, SystemError> {
        let text = self.texts.get(&clean(path)).cloned();
        text.map(String::into_bytes).ok_or_else(|| Self::missing("cannot read", path))
    }

    fn list(&self, path: &Path) -> Result<Vec<(String, bool)>, SystemError> {
        let folder = clean(path);
        let below = self.texts.keys().filter_map(|file| file.strip_prefix(&folder).ok());
        let mut names: Vec<(String, bool)> = below
            .filter_map(|rest| rest.iter().next().map(|name| (name, rest.components().count() > 1)))
            .map(|(name, is_folder)| (name.to_string_lossy().into_owned(), is_folder))
            .collect();
        names.sort();
        names.dedup();
        if names.is_empty() { Err(Self::missing("cannot list", path)) } else { Ok(names) }
    }

    fn exists(&self, path: &Path) -> bool {
        self.texts.contains_key(&clean(path)) || self.is_folder(path)
    }

    fn is_folder(&self, path: &Path) -> bool {
        let folder = clean(path);
        self.texts.keys().any(|file| *file != folder && file.starts_with(&folder))
    }

    fn absolute(&self, path: &Path) -> PathBuf {
        Path::new("/here").join(path)
    }

    fn write(&self, path: &Path, _: &[u8]) -> Result<(), SystemError> {
        Err(Self::missing("cannot write", path))
    }

    fn now(&self) -> i64 {
        0
    }

    fn variable(&self, _: &str) -> Option<String> {
        None
    }

    fn variables(&self, _: &str) -> Vec<(String, String)> {
        Vec::new()
    }
}

/// A path without `.`.
fn clean(path: &Path) -> PathBuf {
    path.components().filter(|part| *part != Component::CurDir).collect()
}

/// What is found in a text that is a whole stack; files after the first begin with a line `// ---- path`.
pub(crate) fn analysed(text: &str) -> Analysis {
    analysed_with(text, &Options::default())
}

/// The same, under options.
pub(crate) fn analysed_with(text: &str, options: &Options) -> Analysis {
    let system = FewFiles::of(text);
    let loaded = load(&system, Path::new("example.stack")).unwrap();
    analyse(&system, &stackc::kinds::builtin(), loaded, options)
}
