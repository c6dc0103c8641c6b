//! The tables of a state, and the statements over them.

use crate::store::Format;

/// The columns of a row in the order in which they are decoded, after one of the statement's own.
macro_rules! columns {
    () => {
        "address, physical_id, kind, fingerprint, depends_on, replace_order, tainted, remembered"
    };
}

/// `stac` in ASCII; each step makes the next version.
pub(super) static FORMAT: Format = Format { application: 0x7374_6163, steps: &[FIRST, SECOND, THIRD] };

/// A row is never changed: what replaces it gets a row of its own, and the old one is marked with the generation
/// that ended it. Contents stand apart, so that listing rows reads none of them. The ids of rows are those of their
/// contents.
const FIRST: &str = "
CREATE TABLE contents (id INTEGER PRIMARY KEY, inputs TEXT NOT NULL) STRICT;
CREATE TABLE resources (
  id INTEGER PRIMARY KEY, stack TEXT NOT NULL, address TEXT NOT NULL, physical_id TEXT NOT NULL,
  kind TEXT NOT NULL, fingerprint BLOB NOT NULL, depends_on TEXT NOT NULL, replace_order TEXT NOT NULL,
  tainted INTEGER NOT NULL, born INTEGER NOT NULL, died INTEGER
) STRICT;
CREATE UNIQUE INDEX resources_now ON resources (stack, address, physical_id) WHERE died IS NULL;
CREATE TABLE intents (
  id INTEGER PRIMARY KEY, stack TEXT NOT NULL, token TEXT NOT NULL, operation TEXT NOT NULL, address TEXT NOT NULL,
  physical_id TEXT NOT NULL, kind TEXT NOT NULL, fingerprint BLOB NOT NULL, depends_on TEXT NOT NULL,
  replace_order TEXT NOT NULL, tainted INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX intents_token ON intents (stack, token);
CREATE TABLE generations (
  stack TEXT NOT NULL, number INTEGER NOT NULL, time INTEGER NOT NULL, command TEXT NOT NULL,
  created INTEGER NOT NULL, updated INTEGER NOT NULL, replaced INTEGER NOT NULL, deleted INTEGER NOT NULL,
  failed INTEGER NOT NULL, desired TEXT NOT NULL, PRIMARY KEY (stack, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE locks (
  stack TEXT PRIMARY KEY, who TEXT NOT NULL, process INTEGER NOT NULL, since INTEGER NOT NULL, what TEXT NOT NULL
) STRICT, WITHOUT ROWID;
";

/// What is remembered besides: nothing, for most rows.
const SECOND: &str = "
ALTER TABLE resources ADD COLUMN remembered TEXT;
ALTER TABLE intents ADD COLUMN remembered TEXT;
";

/// An intent to make or change something writes the row that will come of it, once: it is not there yet while the
/// intent is, and when the intent came true, that alone goes. The row of an intent to delete is the one that goes.
const THIRD: &str = concat!(
    "
DROP INDEX resources_now;
CREATE INDEX resources_at ON resources (stack, address) WHERE died IS NULL;
INSERT INTO resources (id, stack, ",
    columns!(),
    ", born) SELECT id, stack, ",
    columns!(),
    ", (SELECT coalesce(max(number), 0) + 1 FROM generations WHERE generations.stack = intents.stack)
  FROM intents WHERE operation <> 'delete';
CREATE TABLE rebuilt (
  id INTEGER PRIMARY KEY, stack TEXT NOT NULL, token TEXT NOT NULL, operation TEXT NOT NULL, resource INTEGER NOT NULL
) STRICT;
INSERT INTO rebuilt SELECT id, stack, token, operation, id FROM intents WHERE operation <> 'delete';
INSERT INTO rebuilt SELECT intents.id, stack, token, operation, resources.id
  FROM intents JOIN resources USING (stack, address, physical_id) WHERE operation = 'delete' AND died IS NULL;
DELETE FROM contents WHERE id IN (SELECT id FROM intents WHERE operation = 'delete');
DROP TABLE intents;
ALTER TABLE rebuilt RENAME TO intents;
"
);

pub(super) const LAST_GENERATION: &str = "SELECT coalesce(max(number), 0) FROM generations WHERE stack = ?1";
pub(super) const ROWS_NOW: &str =
    concat!("SELECT id, ", columns!(), " FROM resources WHERE stack = ?1 AND died IS NULL");
pub(super) const ROWS_THEN: &str = concat!(
    "SELECT resources.id, ",
    columns!(),
    ", inputs FROM resources JOIN contents USING (id)
     WHERE stack = ?1 AND born <= ?2 AND (died IS NULL OR died > ?2) ORDER BY resources.id"
);
pub(super) const INTENTS: &str = concat!(
    "SELECT resources.id, ",
    columns!(),
    ", inputs, token, operation
     FROM intents JOIN resources ON resources.id = intents.resource JOIN contents ON contents.id = resources.id
     WHERE intents.stack = ?1 ORDER BY intents.id"
);
pub(super) const OPEN_INTENTS: &str = "SELECT id, token, operation, resource FROM intents WHERE stack = ?1";
pub(super) const INPUTS: &str = "SELECT id, inputs FROM resources JOIN contents USING (id)
    WHERE stack = ?1 AND address = ?2 AND died IS NULL ORDER BY id";
pub(super) const HISTORY: &str =
    "SELECT number, time, command, created, updated, replaced, deleted, failed, desired
    FROM generations WHERE stack = ?1 ORDER BY number";
pub(super) const ADD_GENERATION: &str =
    "INSERT INTO generations VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
pub(super) const ADD_INPUTS: &str = "INSERT INTO contents (inputs) VALUES (?1)";
pub(super) const DROP_INPUTS: &str = "DELETE FROM contents WHERE id = ?1";
pub(super) const ADD_INTENT: &str =
    "INSERT INTO intents (stack, token, operation, resource) VALUES (?1, ?2, ?3, ?4)";
pub(super) const DROP_INTENT: &str = "DELETE FROM intents WHERE id = ?1";
pub(super) const DROP_INTENTS: &str = "DELETE FROM intents WHERE stack = ?1";
pub(super) const ADD_ROW: &str = concat!(
    "INSERT INTO resources (id, stack, ",
    columns!(),
    ", born) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
);
pub(super) const ANY_ROW: &str = "SELECT id FROM resources WHERE stack = ?1 AND died IS NULL LIMIT 1";
pub(super) const FIND_ROW: &str =
    "SELECT id FROM resources WHERE stack = ?1 AND address = ?2 AND died IS NULL AND physical_id = ?3";
pub(super) const FIND_BEFORE: &str = "SELECT before.id FROM resources JOIN resources AS before
    USING (stack, address, physical_id)
    WHERE resources.id = ?1 AND before.died IS NULL AND before.id <> resources.id";
pub(super) const END_ROW: &str = "UPDATE resources SET died = ?2 WHERE id = ?1 AND born < ?2";
pub(super) const DROP_ROW: &str = "DELETE FROM resources WHERE id = ?1";
pub(super) const FIND_LOCK: &str = "SELECT who, process, since, what FROM locks WHERE stack = ?1";
pub(super) const SET_LOCK: &str = "INSERT OR REPLACE INTO locks VALUES (?1, ?2, ?3, ?4, ?5)";
pub(super) const DROP_LOCK: &str = "DELETE FROM locks WHERE stack = ?1";
