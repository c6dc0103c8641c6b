//! Files on disk: the database, its backup, and the lock beside it.
#![expect(clippy::disallowed_methods, reason = "a store is a file that SQLite opens by its path")]

use std::fs::{self, File, TryLockError};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::rows::failed;
use super::{Format, StoreError};

/// How long a writer waits for another writer's commit.
const PATIENCE: Duration = Duration::from_secs(20);

/// A lock between processes and between handles; it goes with its value or its process, however that ends.
#[derive(Debug)]
pub struct FileLock {
    _file: File,
}

impl FileLock {
    /// Takes the lock; `None` if somebody has it. The file is made and left there.
    ///
    /// # Errors
    /// When the file cannot be made or the file system knows no locks.
    pub fn take(path: &Path) -> Result<Option<Self>, StoreError> {
        make_folder(path)?;
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path)
            .map_err(|error| broken("cannot open", path, &error))?;
        for _ in 0..ATTEMPTS {
            match file.try_lock() {
                Ok(()) => return Ok(Some(Self { _file: file })),
                Err(TryLockError::WouldBlock) => std::thread::sleep(BREATH),
                Err(TryLockError::Error(error)) => return Err(broken("cannot lock", path, &error)),
            }
        }
        Ok(None)
    }
}

/// How often a lock is asked for, and how long is waited in between. A program that is being started has the open
/// files of the one that starts it for a moment, and so a lock may outlive its owner by that.
const ATTEMPTS: usize = 20;
const BREATH: Duration = Duration::from_millis(5);

/// Opens the database if there is one; an older one is brought up to date.
pub(super) fn open(path: &Path, format: &Format) -> Result<Option<Connection>, StoreError> {
    let mut header = Vec::with_capacity(100);
    match File::open(path).and_then(|file| file.take(100).read_to_end(&mut header)) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(broken("cannot read", path, &error)),
        // A creation that was cut off before its first commit leaves an empty file.
        Ok(0) => Ok(None),
        Ok(_) => {
            format.admit(&header, path)?;
            connect(path, format).map(Some)
        }
    }
}

/// Opens the database, or makes it with its folder.
pub(super) fn open_or_make(path: &Path, format: &Format) -> Result<Connection, StoreError> {
    match open(path, format)? {
        Some(connection) => Ok(connection),
        None => {
            make_folder(path)?;
            connect(path, format)
        }
    }
}

fn connect(path: &Path, format: &Format) -> Result<Connection, StoreError> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let setting = |error: rusqlite::Error| failed("cannot open", path, &error);
    let connection = Connection::open_with_flags(path, flags).map_err(setting)?;
    connection.busy_timeout(PATIENCE).map_err(setting)?;
    connection.set_prepared_statement_cache_capacity(64);
    // Otherwise SQLite compiles some statements anew for each value that is bound to them.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(setting)?;
    // With a write-ahead log a commit is one sync instead of three, and readers never wait. The log is merged
    // into the one file when the last process closes it. A new file has larger pages than SQLite's own, since an apply
    // writes many rows one behind the other.
    connection
        .execute_batch("PRAGMA page_size = 8192; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 2000; PRAGMA cache_size = -64000; PRAGMA temp_store = MEMORY")
        .map_err(setting)?;
    format.bring_up_to_date(&connection, path, |version| back_up(path, version))?;
    connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(())).map_err(setting)?;
    Ok(connection)
}

/// Copies the database beside itself, through a connection of its own since the other one holds the write lock.
fn back_up(path: &Path, version: i64) -> Result<(), StoreError> {
    let copy = beside(path, &format!(".v{version}.backup"));
    let part = beside(path, &format!(".v{version}.part"));
    match fs::remove_file(&part) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(broken("cannot remove", &part, &error));
        }
        _ => {}
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(path, flags)
        .and_then(|connection| connection.execute("VACUUM INTO ?1", [part.to_string_lossy()]))
        .map_err(|error| failed("cannot back up", path, &error))?;
    File::open(&part)
        .and_then(|file| file.sync_all())
        .map_err(|error| broken("cannot write", &part, &error))?;
    fs::rename(&part, &copy).map_err(|error| broken("cannot write", &copy, &error))
}

/// The path with something after its name.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn make_folder(path: &Path) -> Result<(), StoreError> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => {
            fs::create_dir_all(folder).map_err(|error| broken("cannot make", folder, &error))
        }
        _ => Ok(()),
    }
}

fn broken(action: &'static str, path: &Path, error: &std::io::Error) -> StoreError {
    StoreError::Failed { action, path: path.display().to_string(), reason: error.to_string() }
}
