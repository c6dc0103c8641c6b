//! Rows in one SQLite file: opening, format versions with a backup, transactions, and a lock between processes.
//!
//! Knows nothing of what the rows mean. Nothing is opened or made before it is needed: reading where there is no
//! file finds nothing and leaves nothing behind.

mod error;
mod file;
mod format;
mod rows;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;

pub use error::StoreError;
pub use file::FileLock;
pub use format::Format;
pub use rows::{Cell, Prepared, Row, Transaction};

/// One file of rows. Safe to use from several threads, and from several processes at once.
///
/// Every commit is synced to disk before it returns. Readers see the last commit and wait for nobody.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    format: &'static Format,
    connection: Mutex<Option<Connection>>,
    /// Whether SQLite threw away what `extend` did and nobody has been told by `commit` yet.
    lost: AtomicBool,
}

impl Store {
    /// The store at a path; touches nothing yet.
    #[must_use]
    pub fn at(path: impl Into<PathBuf>, format: &'static Format) -> Self {
        Self { path: path.into(), format, connection: Mutex::new(None), lost: AtomicBool::new(false) }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads one consistent state; `None` if there is no file.
    ///
    /// What [`Store::extend`] has not committed yet is seen, if it was done through this same value.
    ///
    /// # Errors
    /// When the file cannot be read, or is of a newer format; or whatever `work` fails with.
    pub fn read<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<Option<T>, E> {
        let mut slot = self.slot();
        let Some(connection) = self.existing(&mut slot)? else { return Ok(None) };
        let transaction = Transaction::new(connection, &self.path);
        if transaction.is_open() {
            return work(&transaction).map(Some);
        }
        transaction.run("BEGIN", &[])?;
        let result = work(&transaction);
        transaction.run("COMMIT", &[])?;
        result.map(Some)
    }

    /// Does `work` and commits it, or, if it fails, nothing of it. The file is made if it is missing. What
    /// [`Store::extend`] did is committed before.
    ///
    /// # Errors
    /// When the file cannot be written; or whatever `work` fails with.
    pub fn write<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut slot = self.slot();
        let connection = self.writable(&mut slot)?;
        let transaction = Transaction::new(connection, &self.path);
        if transaction.is_open() {
            commit(&transaction)?;
        }
        let result = whole(&transaction, work);
        match result {
            Ok(value) => commit(&transaction).map(|()| value).map_err(E::from),
            Err(error) => {
                if transaction.is_open() {
                    transaction.run("ROLLBACK", &[])?;
                }
                Err(error)
            }
        }
    }

    /// Does `work` whole or not at all, in a transaction that stays open until [`Store::commit`]. It should decide
    /// whether it can be done before it writes: if it fails afterwards, all that was not committed yet is lost with
    /// it, and [`Store::commit`] says so.
    ///
    /// If the process ends before that, everything since the last commit is lost. Others cannot write meanwhile.
    ///
    /// # Errors
    /// As [`Store::write`].
    pub fn extend<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut slot = self.slot();
        if self.lost.load(Ordering::Relaxed) {
            return Err(self.rolled_back().into());
        }
        let transaction = Transaction::new(self.writable(&mut slot)?, &self.path);
        let result = whole(&transaction, work);
        // INVARIANT: what was lost is never followed by a commit that succeeds.
        if !transaction.is_open() {
            self.lost.store(true, Ordering::Relaxed);
        }
        result
    }

    /// Makes what [`Store::extend`] did durable; does nothing if there is nothing.
    ///
    /// # Errors
    /// When the file cannot be written; everything since the last commit is then lost.
    pub fn commit(&self) -> Result<(), StoreError> {
        let slot = self.slot();
        let Some(connection) = slot.as_ref() else { return Ok(()) };
        if self.lost.swap(false, Ordering::Relaxed) {
            return Err(self.rolled_back());
        }
        let transaction = Transaction::new(connection, &self.path);
        if transaction.is_open() { commit(&transaction) } else { Ok(()) }
    }

    fn rolled_back(&self) -> StoreError {
        let reason = "a write failed before, and everything since the last commit was lost".to_owned();
        StoreError::Failed { action: "cannot write", path: self.path.display().to_string(), reason }
    }

    /// The connection, or its place. A thread that died inside left at worst an open transaction.
    fn slot(&self) -> MutexGuard<'_, Option<Connection>> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Opens the file if there is one.
    fn existing<'s>(&self, slot: &'s mut Option<Connection>) -> Result<Option<&'s Connection>, StoreError> {
        if slot.is_none() {
            *slot = file::open(&self.path, self.format)?;
        }
        Ok(slot.as_ref())
    }

    /// Opens the file, or makes it.
    fn writable<'s>(&self, slot: &'s mut Option<Connection>) -> Result<&'s Connection, StoreError> {
        match slot {
            Some(connection) => Ok(connection),
            None => Ok(slot.insert(file::open_or_make(&self.path, self.format)?)),
        }
    }
}

/// Does `work` inside a transaction that is begun if none is open. If it fails after it wrote something, everything
/// since the last commit is rolled back: a savepoint for each work would cost a copy of every page that it touches,
/// and only a broken store fails so late.
fn whole<T, E: From<StoreError>>(
    transaction: &Transaction<'_>,
    work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
) -> Result<T, E> {
    if !transaction.is_open() {
        transaction.run("BEGIN IMMEDIATE", &[])?;
    }
    let before = transaction.changes();
    let result = work(transaction);
    // SQLite rolls everything back by itself when the disk is full or broken.
    if result.is_err() && transaction.is_open() && transaction.changes() != before {
        transaction.run("ROLLBACK", &[])?;
    }
    result
}

/// Commits, or rolls back if that fails, so that nothing half-done is committed later.
fn commit(transaction: &Transaction<'_>) -> Result<(), StoreError> {
    let result = transaction.run("COMMIT", &[]);
    if result.is_err() {
        // The failure that is reported is that of the commit.
        let _ = transaction.run("ROLLBACK", &[]);
    }
    result.map(|_| ())
}
