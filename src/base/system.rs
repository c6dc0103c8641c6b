//! The outside world, as far as stackc may touch it.

use std::fmt::Debug;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use thiserror::Error;

/// The outside world failed; nothing was changed by the failed call.
#[derive(Debug, Error)]
#[error("{action} `{}`: {reason}", path.display())]
pub struct SystemError {
    /// What was tried, such as `cannot read`.
    pub action: &'static str,
    /// On which file or folder.
    pub path: PathBuf,
    /// What the operating system said.
    pub reason: String,
    /// Whether the thing was simply not there.
    pub missing: bool,
}

/// What tells one content of a file from another without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// When it was last written: nanoseconds since 1970 in UTC.
    pub written: u128,
    /// How long it is.
    pub bytes: u64,
}

/// What a system that lies over another one asks it as it is; stamps only if it does not know them itself.
macro_rules! handed_on {
    ($under:ident) => {
        fn stamp(&self, path: &std::path::Path) -> Option<$crate::base::Stamp> {
            self.$under.stamp(path)
        }

        $crate::base::handed_on!($under, but stamps);
    };
    ($under:ident, but stamps) => {
        fn is_special(&self, path: &std::path::Path) -> bool {
            self.$under.is_special(path)
        }

        fn absolute(&self, path: &std::path::Path) -> std::path::PathBuf {
            self.$under.absolute(path)
        }

        fn real(&self, path: &std::path::Path) -> std::path::PathBuf {
            self.$under.real(path)
        }

        fn write(&self, path: &std::path::Path, content: &[u8]) -> Result<(), $crate::base::SystemError> {
            self.$under.write(path, content)
        }

        fn now(&self) -> i64 {
            self.$under.now()
        }

        fn variable(&self, name: &str) -> Option<String> {
            self.$under.variable(name)
        }

        fn variables(&self, prefix: &str) -> Vec<(String, String)> {
            self.$under.variables(prefix)
        }
    };
}

pub(crate) use handed_on;

/// Files, clock and variables. One implementation is the operating system, one lives in memory for tests.
pub trait System: Debug + Sync {
    /// The bytes of a file.
    ///
    /// # Errors
    /// When the file is missing or cannot be read.
    fn read(&self, path: &Path) -> Result<Vec<u8>, SystemError>;

    /// The text of a file, if it is at hand to be shared; else it has to be read.
    fn shared_text(&self, _: &Path) -> Option<Arc<str>> {
        None
    }

    /// Names of the files and folders in a folder, sorted, with whether each is a folder; devices and pipes are left
    /// out.
    ///
    /// # Errors
    /// When the folder is missing or cannot be read.
    fn list(&self, path: &Path) -> Result<Vec<(String, bool)>, SystemError>;

    /// Whether something is at that path.
    fn exists(&self, path: &Path) -> bool;

    /// Whether a folder is at that path.
    fn is_folder(&self, path: &Path) -> bool;

    /// Whether what is at that path is neither a file nor a folder: a device or a pipe, which may never end.
    fn is_special(&self, _: &Path) -> bool {
        false
    }

    /// The path from the root of the file system; the path itself where that cannot be said.
    fn absolute(&self, path: &Path) -> PathBuf;

    /// The path from the root of the file system with every link followed; as [`Self::absolute`], without `..`,
    /// where that cannot be said.
    fn real(&self, path: &Path) -> PathBuf {
        let mut real = PathBuf::new();
        for part in self.absolute(path).components() {
            match part {
                Component::CurDir => {}
                Component::ParentDir if real.file_name().is_some() => {
                    real.pop();
                }
                part => real.push(part),
            }
        }
        real
    }

    /// What changes whenever a file does; `None` where there is no file, or the system cannot say.
    fn stamp(&self, _: &Path) -> Option<Stamp> {
        None
    }

    /// What tells this very program from every other build of it; `None` where the system cannot say.
    fn program(&self) -> Option<String> {
        None
    }

    /// Writes a whole file so that a reader sees the old or the new content, never a part; makes missing folders.
    ///
    /// # Errors
    /// When the file cannot be written; the old content then stands.
    fn write(&self, path: &Path, content: &[u8]) -> Result<(), SystemError>;

    /// Seconds since 1970 in UTC.
    fn now(&self) -> i64;

    /// An environment variable, if set and valid Unicode.
    fn variable(&self, name: &str) -> Option<String>;

    /// All environment variables whose name begins with `prefix`, sorted by name.
    fn variables(&self, prefix: &str) -> Vec<(String, String)>;
}
