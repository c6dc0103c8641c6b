//! Which file is ours, and how older ones are brought up to date.

use std::path::Path;

use rusqlite::Connection;

use super::StoreError;
use super::rows::failed;

/// A sort of file, with the way from each version to the next.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// SQLite's `application_id`: tells our files from others.
    pub application: i32,
    /// SQL that makes version 1 of nothing, version 2 of version 1, and so on.
    pub steps: &'static [&'static str],
}

impl Format {
    /// The newest version.
    #[must_use]
    pub fn version(&self) -> i64 {
        self.steps.len() as i64
    }

    /// Refuses what is not ours or newer, from the first bytes of the file, so that it is not touched.
    pub(super) fn admit(&self, header: &[u8], path: &Path) -> Result<(), StoreError> {
        let refuse = |reason: &str| {
            Err(StoreError::Unreadable { path: path.display().to_string(), reason: reason.to_owned() })
        };
        if !header.starts_with(b"SQLite format 3\0") {
            return refuse("it is not a SQLite file; nothing was changed");
        }
        let (Some(version), Some(application)) = (number(header, 60), number(header, 68)) else {
            return refuse("it is cut short; nothing was changed");
        };
        if application != self.application {
            return refuse("it was made by another program; nothing was changed");
        }
        self.known(i64::from(version), path)
    }

    /// Refuses a newer version.
    fn known(&self, version: i64, path: &Path) -> Result<(), StoreError> {
        if version <= self.version() {
            return Ok(());
        }
        let path = path.display().to_string();
        Err(StoreError::Newer { path, found: version, known: self.version() })
    }

    /// Takes the steps that are missing, all or none; `backup` is called before, with the version left behind.
    pub(super) fn bring_up_to_date(
        &self,
        connection: &Connection,
        path: &Path,
        backup: impl FnOnce(i64) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        if version_of(connection, path)? == self.version() {
            return Ok(());
        }
        let sql =
            |text: &str| connection.execute_batch(text).map_err(|error| failed("cannot write", path, &error));
        sql("BEGIN IMMEDIATE")?;
        let result = self.take_steps(connection, path, backup);
        sql(if result.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
        result
    }

    /// As [`Format::bring_up_to_date`], inside the transaction: another process may have been faster.
    fn take_steps(
        &self,
        connection: &Connection,
        path: &Path,
        backup: impl FnOnce(i64) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let from = version_of(connection, path)?;
        self.known(from, path)?;
        if from > 0 && from < self.version() {
            backup(from)?;
        }
        let done = usize::try_from(from).unwrap_or(0);
        let marks = format!(
            "PRAGMA application_id = {}; PRAGMA user_version = {};",
            self.application,
            self.version()
        );
        for step in self.steps.iter().skip(done).copied().chain([marks.as_str()]) {
            connection
                .execute_batch(step)
                .map_err(|error| failed("cannot bring up to date", path, &error))?;
        }
        Ok(())
    }
}

/// Four bytes, the most significant first.
fn number(header: &[u8], at: usize) -> Option<i32> {
    Some(i32::from_be_bytes(header.get(at..at + 4)?.try_into().ok()?))
}

fn version_of(connection: &Connection, path: &Path) -> Result<i64, StoreError> {
    connection
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .map_err(|error| failed("cannot read", path, &error))
}
