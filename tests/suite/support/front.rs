//! The whole front, from text to findings, without a disk.

use std::path::{Path, PathBuf};

use stackc::base::{System, SystemError};
use stackc::session::{Analysis, Options, analyse, load};

/// What `file("./motd.txt")` reads.
const BESIDE: (&str, &str) = ("motd.txt", "Welcome.\n");

/// One stack and one text beside it, and nothing else in the world.
#[derive(Debug)]
struct OneFile {
    path: PathBuf,
    text: String,
}

impl OneFile {
    fn missing(action: &'static str, path: &Path) -> SystemError {
        SystemError { action, path: path.to_owned(), reason: "not here".into(), missing: true }
    }
}

impl System for OneFile {
    fn read(&self, path: &Path) -> Result<Vec<u8>, SystemError> {
        if path.strip_prefix(".").unwrap_or(path) == Path::new(BESIDE.0) {
            return Ok(BESIDE.1.into());
        }
        let here = path == self.path;
        here.then(|| self.text.clone().into_bytes()).ok_or_else(|| Self::missing("cannot read", path))
    }

    fn list(&self, path: &Path) -> Result<Vec<(String, bool)>, SystemError> {
        Err(Self::missing("cannot list", path))
    }

    fn exists(&self, path: &Path) -> bool {
        path == self.path
    }

    fn is_folder(&self, _: &Path) -> bool {
        false
    }

    fn absolute(&self, path: &Path) -> PathBuf {
        path.to_owned()
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

/// What is found in a text that is a whole stack.
pub(crate) fn analysed(text: &str) -> Analysis {
    analysed_with(text, &Options::default())
}

/// The same, under options.
pub(crate) fn analysed_with(text: &str, options: &Options) -> Analysis {
    let path = PathBuf::from("example.stack");
    let system = OneFile { path: path.clone(), text: text.to_owned() };
    let loaded = load(&system, &path).unwrap();
    analyse(&system, &stackc::kinds::builtin(), loaded, options)
}
