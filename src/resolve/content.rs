//! What a path such as `code = "./resize"` names, as one hash.

use std::path::Path;

use ecow::EcoString;
use sha2::{Digest, Sha256};

use super::text::hex;
use crate::base::System;

/// Files and folders that are looked at for one path.
const MOST_FILES: usize = 50_000;

/// Bytes that are read for one path. The largest archive of code that a service takes, Elastic Beanstalk's, has as many.
const MOST_BYTES: u64 = 500 << 20;

/// What a path names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A file, or a folder with all that is in it; its hash in hexadecimal.
    Hash(EcoString),
    /// Nothing, or nothing that may be read.
    Missing,
    /// A device or a pipe.
    Special,
    /// More than is looked at; which limit that is.
    TooMuch(&'static str),
}

impl Content {
    /// The hash, if it has one.
    #[must_use]
    pub fn hash(&self) -> Option<&EcoString> {
        if let Self::Hash(hash) = self { Some(hash) } else { None }
    }
}

/// The hash of a file, or of a folder's files with their names, at a path that counts from a folder.
#[must_use]
pub fn content(system: &dyn System, folder: &Path, path: &str) -> Content {
    let full = folder.join(path);
    if system.is_special(&full) {
        return Content::Special;
    }
    let mut reader = Reader { system, hash: Sha256::new(), files: 0, bytes: 0 };
    let read = if system.is_folder(&full) { reader.folder(&full, "") } else { reader.file(&full) };
    match read {
        Ok(()) => Content::Hash(hex(&reader.hash.finalize()).into()),
        Err(why) => why,
    }
}

/// Reads files into one hash until there is too much.
struct Reader<'a> {
    system: &'a dyn System,
    hash: Sha256,
    files: usize,
    bytes: u64,
}

impl Reader<'_> {
    /// Adds the bytes of a file.
    fn file(&mut self, path: &Path) -> Result<(), Content> {
        let content = self.read(path)?.ok_or(Content::Missing)?;
        self.hash.update(content);
        Ok(())
    }

    /// Adds the files of a folder, each with its path in it, in the order of their names.
    fn folder(&mut self, folder: &Path, prefix: &str) -> Result<(), Content> {
        for (name, is_folder) in self.system.list(folder).map_err(|_| Content::Missing)? {
            // What stackc itself keeps there is no part of anybody's code.
            if name == ".stackc" {
                continue;
            }
            self.files += 1;
            if self.files > MOST_FILES {
                return Err(Content::TooMuch("50,000 files"));
            }
            let path = format!("{prefix}{name}");
            if is_folder {
                self.folder(&folder.join(&name), &format!("{path}/"))?;
                continue;
            }
            // A link to a folder, or what may not be read, counts by its name.
            let content = self.read(&folder.join(&name))?.unwrap_or_default();
            self.hash.update((path.len() as u64).to_le_bytes());
            self.hash.update(path.as_bytes());
            self.hash.update((content.len() as u64).to_le_bytes());
            self.hash.update(content);
        }
        Ok(())
    }

    /// The bytes of a file, if it may be read; what is too long is not even begun.
    fn read(&mut self, path: &Path) -> Result<Option<Vec<u8>>, Content> {
        let left = MOST_BYTES - self.bytes;
        if self.system.stamp(path).is_some_and(|stamp| stamp.bytes > left) {
            return Err(Content::TooMuch("500 MB"));
        }
        let Ok(content) = self.system.read(path) else { return Ok(None) };
        self.bytes += content.len() as u64;
        if self.bytes > MOST_BYTES {
            return Err(Content::TooMuch("500 MB"));
        }
        Ok(Some(content))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Stamp, SystemError};

    /// A folder of so many files of so many bytes, beside a device.
    #[derive(Debug)]
    struct Vast {
        files: usize,
        bytes: u64,
    }

    impl System for Vast {
        fn read(&self, path: &Path) -> Result<Vec<u8>, SystemError> {
            assert!(self.bytes <= MOST_BYTES && !self.is_special(path), "read {}", path.display());
            Ok(vec![b'x'])
        }
        fn list(&self, _: &Path) -> Result<Vec<(String, bool)>, SystemError> {
            Ok((0..self.files).map(|at| (format!("{at:09}"), false)).collect())
        }
        fn exists(&self, _: &Path) -> bool {
            true
        }
        fn is_folder(&self, path: &Path) -> bool {
            path.ends_with("code")
        }
        fn is_special(&self, path: &Path) -> bool {
            path.ends_with("zero")
        }
        fn absolute(&self, path: &Path) -> std::path::PathBuf {
            path.to_owned()
        }
        fn stamp(&self, _: &Path) -> Option<Stamp> {
            Some(Stamp { written: 0, bytes: self.bytes })
        }
        fn write(&self, _: &Path, _: &[u8]) -> Result<(), SystemError> {
            Ok(())
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

    #[test]
    fn what_is_vast_or_endless_is_not_read_to_its_end() {
        let of = |files, bytes, path| content(&Vast { files, bytes }, Path::new("stack"), path);
        assert!(of(MOST_FILES, 1, "code").hash().is_some());
        assert_eq!(of(MOST_FILES + 1, 1, "code"), Content::TooMuch("50,000 files"));
        assert_eq!(of(1, MOST_BYTES + 1, "code"), Content::TooMuch("500 MB"));
        assert_eq!(of(1, MOST_BYTES + 1, "code.zip"), Content::TooMuch("500 MB"));
        assert_eq!(of(1, 1, "zero"), Content::Special);
    }
}
