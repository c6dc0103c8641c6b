//! The operating system: the one place that touches files, clock and variables.
#![expect(clippy::disallowed_methods, reason = "this is what everybody else is sent to")]

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::base::{Stamp, System, SystemError};

/// Bytes that are read of one file; a device may have no end.
const MOST_BYTES: u64 = 1 << 30;

/// The real world.
#[derive(Debug, Clone, Copy, Default)]
pub struct OsSystem;

/// Makes an error of ours from one of the operating system's.
fn failed(action: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> SystemError {
    move |error| SystemError {
        action,
        path: path.to_owned(),
        missing: error.kind() == std::io::ErrorKind::NotFound,
        reason: match error.kind() {
            std::io::ErrorKind::NotFound => "there is no such file or folder".into(),
            std::io::ErrorKind::PermissionDenied => "permission denied".into(),
            _ => error.to_string(),
        },
    }
}

impl System for OsSystem {
    fn read(&self, path: &Path) -> Result<Vec<u8>, SystemError> {
        let read = || {
            let file = std::fs::File::open(path)?;
            let length = file.metadata()?.len().min(MOST_BYTES);
            let mut content = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
            file.take(MOST_BYTES + 1).read_to_end(&mut content)?;
            if content.len() as u64 > MOST_BYTES {
                return Err(std::io::Error::other("it is longer than 1 GB, or has no end"));
            }
            Ok(content)
        };
        read().map_err(failed("cannot read", path))
    }

    fn list(&self, path: &Path) -> Result<Vec<(String, bool)>, SystemError> {
        let mut entries = Vec::new();
        for entry in std::fs::read_dir(path).map_err(failed("cannot read", path))? {
            let entry = entry.map_err(failed("cannot read", path))?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            // A link to a folder is not followed, so that no circle of links is walked.
            let is_folder = entry.file_type().is_ok_and(|sort| sort.is_dir());
            if is_folder || !self.is_special(&entry.path()) {
                entries.push((name, is_folder));
            }
        }
        entries.sort();
        Ok(entries)
    }

    fn exists(&self, path: &Path) -> bool {
        path.exists()
    }

    fn is_folder(&self, path: &Path) -> bool {
        path.is_dir()
    }

    fn is_special(&self, path: &Path) -> bool {
        std::fs::metadata(path).is_ok_and(|about| !about.is_file() && !about.is_dir())
    }

    fn absolute(&self, path: &Path) -> PathBuf {
        std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
    }

    fn real(&self, path: &Path) -> PathBuf {
        // Of what is not there, the folder that it would lie in says where it leads.
        let found = std::fs::canonicalize(path).ok();
        let above = || {
            let whole = std::path::absolute(path).ok()?;
            let folder =
                whole.ancestors().find_map(|above| std::fs::canonicalize(above).ok().zip(Some(above)));
            let (real, above) = folder?;
            Some(real.join(whole.strip_prefix(above).ok()?))
        };
        found.or_else(above).unwrap_or_else(|| path.to_owned())
    }

    fn stamp(&self, path: &Path) -> Option<Stamp> {
        let about = std::fs::metadata(path).ok()?;
        let written = about.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        Some(Stamp { written: written.as_nanos(), bytes: about.len() })
    }

    fn program(&self) -> Option<String> {
        let Stamp { written, bytes } = self.stamp(&std::env::current_exe().ok()?)?;
        Some(format!("{} {bytes} {written}", env!("CARGO_PKG_VERSION")))
    }

    fn write(&self, path: &Path, content: &[u8]) -> Result<(), SystemError> {
        // What a link leads to is written, and the link stays.
        let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let path = target.as_path();
        let folder = path.parent().filter(|parent| *parent != Path::new("")).unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder).map_err(failed("cannot make the folder", folder))?;
        // Written beside and renamed, so that nobody ever reads half a file.
        let mut beside = path.as_os_str().to_owned();
        beside.push(format!(".{}.tmp", std::process::id()));
        let beside = PathBuf::from(beside);
        let written = std::fs::File::create(&beside).and_then(|mut file| {
            // Who may read a file stays as it was.
            if let Ok(old) = std::fs::metadata(path) {
                file.set_permissions(old.permissions())?;
            }
            file.write_all(content)?;
            file.sync_all()
        });
        let renamed = written.and_then(|()| std::fs::rename(&beside, path));
        renamed.map_err(|error| {
            // The leftover is of no use; that it cannot be removed is no worse than that it is there.
            let _ = std::fs::remove_file(&beside);
            failed("cannot write", path)(error)
        })
    }

    fn now(&self) -> i64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
    }

    fn variable(&self, name: &str) -> Option<String> {
        std::env::var(name).ok()
    }

    fn variables(&self, prefix: &str) -> Vec<(String, String)> {
        let named = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        };
        let mut all: Vec<(String, String)> =
            std::env::vars_os().filter_map(named).filter(|(name, _)| name.starts_with(prefix)).collect();
        all.sort();
        all
    }
}
