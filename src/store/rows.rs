//! Statements and the rows they give.

use std::path::Path;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection, ErrorCode, ToSql};

use super::StoreError;

/// One value of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Absent.
    Null,
    /// A whole number.
    Whole(i64),
    /// Text.
    Text(&'a str),
    /// Bytes.
    Bytes(&'a [u8]),
}

impl ToSql for Cell<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Whole(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// Statements that are done together.
#[derive(Debug)]
pub struct Transaction<'s> {
    connection: &'s Connection,
    path: &'s Path,
}

impl<'s> Transaction<'s> {
    pub(super) fn new(connection: &'s Connection, path: &'s Path) -> Self {
        Self { connection, path }
    }

    /// Whether something was begun and neither committed nor rolled back.
    pub(super) fn is_open(&self) -> bool {
        !self.connection.is_autocommit()
    }

    /// How many rows were ever changed through this connection.
    pub(super) fn changes(&self) -> u64 {
        self.connection.total_changes()
    }

    /// Runs a statement; how many rows it changed.
    ///
    /// # Errors
    /// When SQLite refuses it.
    pub fn run(&self, sql: &str, cells: &[Cell<'_>]) -> Result<usize, StoreError> {
        self.connection
            .prepare_cached(sql)
            .and_then(|mut statement| statement.execute(rusqlite::params_from_iter(cells)))
            .map_err(|error| failed("cannot write", self.path, &error))
    }

    /// Inserts a row; its row id.
    ///
    /// # Errors
    /// When SQLite refuses it.
    pub fn insert(&self, sql: &str, cells: &[Cell<'_>]) -> Result<i64, StoreError> {
        self.run(sql, cells).map(|_| self.connection.last_insert_rowid())
    }

    /// Inserts a row by a statement that leaves out what is taken; its row id, or `None` if it was left out.
    ///
    /// # Errors
    /// When SQLite refuses it.
    pub fn insert_new(&self, sql: &str, cells: &[Cell<'_>]) -> Result<Option<i64>, StoreError> {
        Ok((self.run(sql, cells)? > 0).then(|| self.connection.last_insert_rowid()))
    }

    /// A statement that is run for many rows, one after the other.
    ///
    /// # Errors
    /// When SQLite does not understand it.
    pub fn prepare(&self, sql: &str) -> Result<Prepared<'_>, StoreError> {
        let statement = self.connection.prepare_cached(sql);
        let statement = statement.map_err(|error| failed("cannot write", self.path, &error))?;
        Ok(Prepared { statement, connection: self.connection, path: self.path })
    }

    /// Calls `with` for each row of a query, in its order.
    ///
    /// # Errors
    /// When SQLite refuses it, or whatever `with` fails with, which ends the query.
    pub fn each<E: From<StoreError>>(
        &self,
        sql: &str,
        cells: &[Cell<'_>],
        mut with: impl FnMut(&Row<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let broken = |error: rusqlite::Error| failed("cannot read", self.path, &error);
        let mut statement = self.connection.prepare_cached(sql).map_err(broken)?;
        let mut rows = statement.query(rusqlite::params_from_iter(cells)).map_err(broken)?;
        while let Some(row) = rows.next().map_err(broken)? {
            with(&Row { row, path: self.path })?;
        }
        Ok(())
    }

    /// The first row of a query, as `with` reads it; `None` if there is none.
    ///
    /// # Errors
    /// As [`Transaction::each`].
    pub fn first<T, E: From<StoreError>>(
        &self,
        sql: &str,
        cells: &[Cell<'_>],
        with: impl Fn(&Row<'_>) -> Result<T, E>,
    ) -> Result<Option<T>, E> {
        let mut first = None;
        self.each(sql, cells, |row| {
            if first.is_none() {
                first = Some(with(row)?);
            }
            Ok::<(), E>(())
        })?;
        Ok(first)
    }
}

/// A statement that is ready to be run.
pub struct Prepared<'t> {
    statement: CachedStatement<'t>,
    connection: &'t Connection,
    path: &'t Path,
}

impl Prepared<'_> {
    /// Inserts a row; its row id.
    ///
    /// # Errors
    /// When SQLite refuses it.
    pub fn insert(&mut self, cells: &[Cell<'_>]) -> Result<i64, StoreError> {
        self.statement
            .execute(rusqlite::params_from_iter(cells))
            .map_err(|error| failed("cannot write", self.path, &error))?;
        Ok(self.connection.last_insert_rowid())
    }
}

/// One row of a query.
#[derive(Debug)]
pub struct Row<'r> {
    row: &'r rusqlite::Row<'r>,
    path: &'r Path,
}

impl<'r> Row<'r> {
    /// A whole number.
    ///
    /// # Errors
    /// When that column holds something else.
    pub fn whole(&self, column: usize) -> Result<i64, StoreError> {
        self.cell(column)?.as_i64().map_err(|_| self.unreadable(&format!("column {column} holds no number")))
    }

    /// A whole number that is not negative.
    ///
    /// # Errors
    /// When that column holds something else.
    pub fn count(&self, column: usize) -> Result<u64, StoreError> {
        u64::try_from(self.whole(column)?)
            .map_err(|_| self.unreadable(&format!("column {column} is negative")))
    }

    /// Text.
    ///
    /// # Errors
    /// When that column holds something else.
    pub fn text(&self, column: usize) -> Result<&'r str, StoreError> {
        self.cell(column)?.as_str().map_err(|_| self.unreadable(&format!("column {column} holds no text")))
    }

    /// Text, or nothing.
    ///
    /// # Errors
    /// When that column holds something else.
    pub fn optional_text(&self, column: usize) -> Result<Option<&'r str>, StoreError> {
        self.cell(column)?
            .as_str_or_null()
            .map_err(|_| self.unreadable(&format!("column {column} holds no text")))
    }

    /// Bytes.
    ///
    /// # Errors
    /// When that column holds something else.
    pub fn bytes(&self, column: usize) -> Result<&'r [u8], StoreError> {
        self.cell(column)?.as_blob().map_err(|_| self.unreadable(&format!("column {column} holds no bytes")))
    }

    /// Says that the row makes no sense.
    #[must_use]
    pub fn unreadable(&self, reason: &str) -> StoreError {
        StoreError::Unreadable { path: self.path.display().to_string(), reason: reason.to_owned() }
    }

    fn cell(&self, column: usize) -> Result<ValueRef<'r>, StoreError> {
        self.row.get_ref(column).map_err(|error| failed("cannot read", self.path, &error))
    }
}

/// What SQLite said, as an error of ours.
pub(super) fn failed(action: &'static str, path: &Path, error: &rusqlite::Error) -> StoreError {
    let (path, reason) = (path.display().to_string(), error.to_string());
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => StoreError::Unreadable { path, reason },
        _ => StoreError::Failed { action, path, reason },
    }
}
