//! The tables of a simulated cloud, and the statements over them.

use crate::store::Format;

/// `stwo` in ASCII; each step makes the next version.
pub(super) static FORMAT: Format = Format { application: 0x7374_776f, steps: &[FIRST, SECOND, THIRD] };

/// What a thing is like stands apart, so that listing things reads none of it. `unique_name` is its name with the
/// scope in which it must be the only one. `uses` has only what keeps the used thing from being deleted, or goes with it.
const FIRST: &str = "
CREATE TABLE clock (one INTEGER PRIMARY KEY CHECK (one = 1), now INTEGER NOT NULL, revision INTEGER NOT NULL) STRICT;
INSERT INTO clock VALUES (1, 0, 0);
CREATE TABLE things (
  id INTEGER PRIMARY KEY, physical_id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, fingerprint BLOB NOT NULL,
  data INTEGER NOT NULL, created INTEGER NOT NULL, visible INTEGER NOT NULL, token TEXT NOT NULL UNIQUE,
  unique_name TEXT UNIQUE, account TEXT NOT NULL
) STRICT;
CREATE TABLE contents (id INTEGER PRIMARY KEY, inputs TEXT NOT NULL, outputs TEXT NOT NULL) STRICT;
CREATE TABLE uses (used TEXT NOT NULL, user INTEGER NOT NULL, PRIMARY KEY (used, user)) STRICT, WITHOUT ROWID;
CREATE INDEX uses_user ON uses (user);
CREATE TABLE faults (
  id INTEGER PRIMARY KEY, physical_id TEXT NOT NULL, call TEXT NOT NULL, after INTEGER NOT NULL,
  times INTEGER NOT NULL, effect TEXT NOT NULL
) STRICT;
";

/// When things were changed of which AWS takes a number of changes in a time.
const SECOND: &str = "
CREATE TABLE changes (thing INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE INDEX changes_thing ON changes (thing);
";

/// What a token made is found by the physical id that was asked for with it.
const THIRD: &str = "
CREATE TABLE rebuilt (
  id INTEGER PRIMARY KEY, physical_id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, fingerprint BLOB NOT NULL,
  data INTEGER NOT NULL, created INTEGER NOT NULL, visible INTEGER NOT NULL, token TEXT NOT NULL,
  unique_name TEXT UNIQUE, account TEXT NOT NULL
) STRICT;
INSERT INTO rebuilt SELECT id, physical_id, kind, fingerprint, data, created, visible, token, unique_name, account FROM things;
DROP TABLE things;
ALTER TABLE rebuilt RENAME TO things;
";

/// The columns of a thing in the order in which they are decoded.
macro_rules! columns {
    () => {
        "physical_id, kind, fingerprint, data"
    };
}

pub(super) const CLOCK: &str = "SELECT now, revision FROM clock";
pub(super) const ADVANCE: &str = "UPDATE clock SET now = max(now, ?1)";
pub(super) const CHANGED: &str = "UPDATE clock SET revision = revision + ?1";
pub(super) const LIST: &str = concat!("SELECT ", columns!(), " FROM things");
pub(super) const OBSERVE: &str = concat!(
    "SELECT ",
    columns!(),
    ", inputs, outputs, created FROM things JOIN contents USING (id) WHERE physical_id = ?1"
);
pub(super) const BY_TOKEN: &str = concat!(
    "SELECT ",
    columns!(),
    ", inputs, outputs, created FROM things JOIN contents USING (id) WHERE physical_id = ?1 AND token = ?2"
);
pub(super) const FIND: &str =
    "SELECT id, kind, data, created, visible, token, account FROM things WHERE physical_id = ?1";
pub(super) const WITHIN: &str = "SELECT id, kind FROM things WHERE physical_id > ?1 AND physical_id < ?2";
pub(super) const NAMED: &str = "SELECT physical_id, account FROM things WHERE unique_name = ?1";
pub(super) const USERS: &str = "SELECT physical_id FROM uses JOIN things ON things.id = uses.user
    WHERE used = ?1 ORDER BY physical_id LIMIT 1";
pub(super) const ALL_USERS: &str =
    "SELECT things.id, physical_id, kind FROM uses JOIN things ON things.id = uses.user
    WHERE used = ?1 ORDER BY physical_id";
pub(super) const ADD: &str = "INSERT OR IGNORE INTO things
    (physical_id, kind, fingerprint, data, created, visible, token, unique_name, account)
    VALUES (?1, ?2, ?3, 0, ?4, ?5, ?6, ?7, ?8)";
pub(super) const ADD_CONTENTS: &str = "INSERT INTO contents VALUES (?1, ?2, ?3)";
pub(super) const CHANGE: &str = "UPDATE things SET fingerprint = ?2, unique_name = ?3 WHERE id = ?1";
pub(super) const CHANGE_FINGERPRINT: &str = "UPDATE things SET fingerprint = ?2 WHERE physical_id = ?1";
pub(super) const CHANGE_CONTENTS: &str = "UPDATE contents SET inputs = ?2, outputs = ?3 WHERE id = ?1";
pub(super) const CHANGE_INPUTS: &str =
    "UPDATE contents SET inputs = ?2 WHERE id = (SELECT id FROM things WHERE physical_id = ?1)";
pub(super) const CHANGE_DATA: &str = "UPDATE things SET data = ?2 WHERE physical_id = ?1";
pub(super) const ADD_USE: &str = "INSERT OR IGNORE INTO uses VALUES (?1, ?2)";
pub(super) const DROP_USES: &str = "DELETE FROM uses WHERE user = ?1";
pub(super) const ADD_FAULT: &str =
    "INSERT INTO faults (physical_id, call, after, times, effect) VALUES (?1, ?2, ?3, ?4, ?5)";
pub(super) const ANY_FAULT: &str = "SELECT id FROM faults LIMIT 1";
pub(super) const FIND_FAULT: &str =
    "SELECT id, after, times, effect FROM faults WHERE physical_id = ?1 AND call = ?2 ORDER BY id LIMIT 1";
pub(super) const FAULT_WAITED: &str = "UPDATE faults SET after = after - 1 WHERE id = ?1";
pub(super) const FAULT_STRUCK: &str = "UPDATE faults SET times = times - 1 WHERE id = ?1";
pub(super) const DROP_FAULT: &str = "DELETE FROM faults WHERE id = ?1";
pub(super) const ADD_CHANGE: &str = "INSERT INTO changes VALUES (?1, ?2)";
pub(super) const CHANGES: &str = "SELECT at FROM changes WHERE thing = ?1 ORDER BY at";
pub(super) const ALL_CHANGES: &str =
    "SELECT physical_id, at FROM changes JOIN things ON things.id = changes.thing ORDER BY physical_id, at";
pub(super) const DROP_CHANGES: &str = "DELETE FROM changes WHERE thing = ?1";
pub(super) const DROP_OLD_CHANGES: &str = "DELETE FROM changes WHERE thing = ?1 AND at <= ?2";
pub(super) const RESET: [&str; 5] = [
    "DELETE FROM things",
    "DELETE FROM contents",
    "DELETE FROM uses",
    "DELETE FROM faults",
    "DELETE FROM changes",
];
pub(super) const DROP: &str = "DELETE FROM things WHERE id = ?1";
pub(super) const DROP_CONTENTS: &str = "DELETE FROM contents WHERE id = ?1";
