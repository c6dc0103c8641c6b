//! What every backend promises, tried on each.

use std::collections::BTreeMap;
use std::path::Path;

use stackc::model::{Address, Fingerprint, Identity, Map, Remembered, ReplaceOrder, Value};
use stackc::state::backends::{Memory, Sqlite};
use stackc::state::{
    Backend, Generation, Intent, IntentKind, LockInfo, Outcome, Recorded, RowChange, StateError,
};
use stackc::store::{Cell, Format, Store, StoreError};

const STACK: &str = "shop/eu";

/// Runs one test over handles to the same states: what the second call gives is another handle.
fn over_each(test: impl Fn(&dyn Fn() -> Box<dyn Backend>)) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("inner/state.db");
    test(&|| Box::new(Sqlite::at(&path)));
    let memory = Memory::default();
    test(&|| Box::new(memory.clone()));
}

fn info(what: &str) -> LockInfo {
    LockInfo { who: "ann@desk".to_owned(), process: 11, since: 5, what: what.to_owned() }
}

fn inputs(value: &str) -> Map {
    Map::from([("text".into(), Value::from(value)), ("$odd".into(), Value::List([Value::None].into()))])
}

fn row(address: &str, id: &str, value: &str) -> Recorded {
    Recorded {
        address: address.into(),
        kind: "function".into(),
        physical_id: id.into(),
        fingerprint: Fingerprint::of("function", &inputs(value)),
        depends_on: vec!["bucket.b created under \"a\nb\" -> function.f".into()],
        replace: ReplaceOrder::CreateFirst,
        tainted: false,
        remembered: remembered(value),
    }
}

/// Something for every second row.
fn remembered(value: &str) -> Option<Box<Remembered>> {
    let identity = Identity { name: Some(value.into()), made_as: Some("function.old".into()), id: None };
    (value.len() % 2 == 1)
        .then(|| Box::new(Remembered { protected: true, identity: Some(identity), watched: inputs(value) }))
}

fn intent(kind: IntentKind, token: &str, row: Recorded, value: &str) -> Intent {
    let inputs = if kind == IntentKind::Delete { Map::new() } else { inputs(value) };
    Intent { address: row.address.clone(), kind, token: token.into(), row, inputs }
}

fn done(token: &str) -> Outcome {
    Outcome { token: token.into(), change: RowChange::Done }
}

fn generation(time: i64) -> Generation {
    Generation { number: 0, time, command: "apply".into(), summary: [1, 2, 3, 4, 5], desired: "aa".into() }
}

fn contents(backend: &dyn Backend, address: &str) -> Option<Map> {
    backend.contents(STACK, &[&Address::from(address)]).unwrap().remove(&Address::from(address))
}

#[test]
fn a_stack_that_was_never_applied_is_empty_at_generation_0() {
    over_each(|open| {
        let backend = open();
        let snapshot = backend.snapshot(STACK).unwrap();
        assert_eq!((snapshot.stack.as_str(), snapshot.generation, snapshot.rows.len()), (STACK, 0, 0));
        assert!(backend.history(STACK).unwrap().is_empty());
        assert!(backend.at(STACK, 0).unwrap().is_empty());
        let missing = backend.at(STACK, 1).unwrap_err();
        assert!(matches!(missing, StateError::NoGeneration { wanted: 1, last: 0, .. }), "{missing:?}");
    });
}

#[test]
fn reading_makes_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let backend = Sqlite::at(folder.path().join("inner/state.db"));
    backend.snapshot(STACK).unwrap();
    backend.contents(STACK, &[&"a.b".into()]).unwrap();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn an_intent_becomes_its_row_or_nothing() {
    over_each(|open| {
        let backend = open();
        backend.lock(STACK, &info("apply")).unwrap();
        let first = intent(IntentKind::Create, "t1", row("function.a", "id-a", "one"), "one");
        let second = intent(IntentKind::Create, "t2", row("function.b", "id-b", "two"), "two");
        backend.record(STACK, &[], &[first.clone(), second.clone()]).unwrap();
        let snapshot = open().snapshot(STACK).unwrap();
        assert_eq!(snapshot.intents, [first.clone(), second]);
        assert!(snapshot.rows.is_empty());

        let failed = Outcome { token: "t2".into(), change: RowChange::None };
        backend.record(STACK, &[done("t1"), failed], &[]).unwrap();
        let snapshot = open().snapshot(STACK).unwrap();
        assert!(snapshot.intents.is_empty());
        assert_eq!(snapshot.rows.into_values().collect::<Vec<_>>(), [first.row]);
        assert_eq!(contents(&*open(), "function.a"), Some(inputs("one")));
        assert_eq!(contents(&*open(), "function.b"), None);
        backend.unlock(STACK).unwrap();
    });
}

#[test]
fn each_generation_stays_as_it_was() {
    over_each(|open| {
        let backend = open();
        backend.lock(STACK, &info("apply")).unwrap();
        let create = intent(IntentKind::Create, "t1", row("function.a", "id-a", "one"), "one");
        let other = intent(IntentKind::Create, "t2", row("function.z", "id-z", "same"), "same");
        backend.record(STACK, &[], &[create, other]).unwrap();
        assert_eq!(backend.close(STACK, &[done("t1"), done("t2")], &generation(10)).unwrap(), 1);

        // Changed twice in one generation: only the last one is kept.
        let update = intent(IntentKind::Update, "t3", row("function.a", "id-a", "two"), "two");
        backend.record(STACK, &[], &[update]).unwrap();
        let put = RowChange::Put(Box::new(row("function.a", "id-a", "three")), inputs("three"));
        let put = Outcome { token: "".into(), change: put };
        assert_eq!(backend.close(STACK, &[done("t3"), put], &generation(20)).unwrap(), 2);

        let delete = intent(IntentKind::Delete, "t4", row("function.a", "id-a", "three"), "");
        backend.record(STACK, &[], &[delete]).unwrap();
        assert_eq!(backend.close(STACK, &[done("t4")], &generation(30)).unwrap(), 3);
        backend.unlock(STACK).unwrap();

        let at = |number: u64| {
            let rows = open().at(STACK, number).unwrap();
            rows.into_iter().map(|(address, (_, map))| (address.to_string(), map)).collect::<Vec<_>>()
        };
        let z = ("function.z".to_owned(), inputs("same"));
        assert_eq!(at(0), []);
        assert_eq!(at(1), [("function.a".to_owned(), inputs("one")), z.clone()]);
        assert_eq!(at(2), [("function.a".to_owned(), inputs("three")), z.clone()]);
        assert_eq!(at(3), [z]);
        let history = open().history(STACK).unwrap();
        let times: Vec<_> = history.iter().map(|generation| (generation.number, generation.time)).collect();
        assert_eq!(times, [(1, 10), (2, 20), (3, 30)]);
        assert_eq!(history.first().unwrap().summary, [1, 2, 3, 4, 5]);
    });
}

#[test]
fn what_is_replaced_is_deposed_until_it_is_deleted() {
    over_each(|open| {
        let backend = open();
        backend.lock(STACK, &info("apply")).unwrap();
        let old = intent(IntentKind::Create, "t1", row("function.a", "id-1", "one"), "one");
        let new = intent(IntentKind::Create, "t2", row("function.a", "id-2", "two"), "two");
        backend.record(STACK, &[], std::slice::from_ref(&old)).unwrap();
        backend.record(STACK, &[done("t1")], std::slice::from_ref(&new)).unwrap();
        let delete = intent(IntentKind::Delete, "t3", old.row.clone(), "");
        backend.record(STACK, &[done("t2")], &[delete]).unwrap();
        let snapshot = backend.snapshot(STACK).unwrap();
        assert_eq!(snapshot.rows.values().collect::<Vec<_>>(), [&new.row]);
        assert_eq!(snapshot.deposed, [old.row]);
        assert_eq!(contents(&*backend, "function.a"), Some(inputs("two")));
        backend.close(STACK, &[done("t3")], &generation(1)).unwrap();
        let snapshot = backend.snapshot(STACK).unwrap();
        assert_eq!((snapshot.rows.values().next(), snapshot.deposed.len()), (Some(&new.row), 0));
        backend.unlock(STACK).unwrap();
    });
}

#[test]
fn a_second_lock_is_refused_with_who_holds_the_first() {
    over_each(|open| {
        let (first, second) = (open(), open());
        first.lock(STACK, &info("apply --yes")).unwrap();
        for handle in [&first, &second] {
            match handle.lock(STACK, &info("destroy")) {
                Err(StateError::Locked { info: holder, .. }) => assert_eq!(holder, info("apply --yes")),
                other => panic!("{other:?}"),
            }
        }
        // Another stack is nobody's business, readers are not held up, and only the holder writes.
        second.lock("other", &info("apply")).unwrap();
        assert_eq!(second.snapshot(STACK).unwrap().generation, 0);
        let refused = second.close(STACK, &[], &generation(1)).unwrap_err();
        assert!(matches!(refused, StateError::NotLocked { .. }), "{refused:?}");
        let stale = first.close(STACK, &[], &Generation { number: 7, ..generation(1) }).unwrap_err();
        assert!(matches!(stale, StateError::Stale { expected: 6, found: 0, .. }), "{stale:?}");
        assert_eq!(first.history(STACK).unwrap(), []);

        first.unlock(STACK).unwrap();
        second.lock(STACK, &info("destroy")).unwrap();
        drop(second);
        // The lock went with its owner.
        first.lock(STACK, &info("apply")).unwrap();
        first.unlock(STACK).unwrap();
    });
}

static TWO_STEPS: Format = Format {
    application: 99,
    steps: &["CREATE TABLE t (a TEXT) STRICT", "ALTER TABLE t ADD COLUMN b INTEGER NOT NULL DEFAULT 5"],
};
static ONE_STEP: Format = Format { application: 99, steps: &["CREATE TABLE t (a TEXT) STRICT"] };
static OTHER: Format = Format { application: 98, steps: &["CREATE TABLE t (a TEXT) STRICT"] };

fn put(path: &Path, format: &'static Format, text: &str) -> Result<usize, StoreError> {
    Store::at(path, format).write(|rows| rows.run("INSERT INTO t (a) VALUES (?1)", &[Cell::Text(text)]))
}

fn count(path: &Path, format: &'static Format, sql: &str) -> Result<Option<i64>, StoreError> {
    let read = Store::at(path, format).read(|rows| rows.first(sql, &[], |row| row.whole(0)))?;
    Ok(read.flatten())
}

#[test]
fn an_older_file_is_brought_up_to_date_with_a_backup_beside() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    put(&path, &ONE_STEP, "x").unwrap();
    assert_eq!(count(&path, &TWO_STEPS, "SELECT b FROM t").unwrap(), Some(5));
    let backup = folder.path().join("a.db.v1.backup");
    assert_eq!(count(&backup, &ONE_STEP, "SELECT count(*) FROM t").unwrap(), Some(1));
    // A clean end leaves one file, besides the backup.
    let mut names: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["a.db", "a.db.v1.backup"]);
}

/// A state of version 2, of an apply that was cut off.
static SECOND: Format =
    Format { application: 0x7374_6163, steps: &["", include_str!("../fixtures/state_of_version_2.sql")] };

#[test]
fn what_an_older_version_was_about_to_do_is_taken_up() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.db");
    assert_eq!(count(&path, &SECOND, "SELECT count(*) FROM intents").unwrap(), None);
    Store::at(&path, &SECOND).write(|rows| rows.run("DELETE FROM locks", &[])).unwrap();
    let text = |value: &str| Map::from([("text".into(), Value::from(value))]);
    let addresses = |rows: BTreeMap<Address, Recorded>| rows.into_keys().collect::<Vec<_>>();

    let backend = Sqlite::at(&path);
    let snapshot = backend.snapshot(STACK).unwrap();
    let intents: Vec<_> = snapshot.intents.iter().map(|one| (one.token.as_str(), one.kind)).collect();
    let wanted = [("t3", IntentKind::Update), ("t4", IntentKind::Delete), ("t5", IntentKind::Create)];
    assert_eq!(intents, wanted);
    let inputs: Vec<_> = snapshot.intents.iter().map(|one| one.inputs.clone()).collect();
    assert_eq!(inputs, [text("two"), Map::new(), text("new")]);
    assert_eq!(snapshot.intents.get(1).map(|one| &one.row), snapshot.rows.get(&"function.b".into()));
    assert_eq!(addresses(snapshot.rows), ["function.a".into(), "function.b".into()]);
    assert_eq!(contents(&backend, "function.a"), Some(text("one")));

    backend.lock(STACK, &info("apply")).unwrap();
    let failed = Outcome { token: "t5".into(), change: RowChange::None };
    assert_eq!(backend.close(STACK, &[done("t3"), done("t4"), failed], &generation(20)).unwrap(), 2);
    backend.unlock(STACK).unwrap();
    let snapshot = backend.snapshot(STACK).unwrap();
    assert!(snapshot.intents.is_empty() && snapshot.deposed.is_empty(), "{snapshot:?}");
    assert_eq!(addresses(snapshot.rows), ["function.a".into()]);
    assert_eq!(contents(&backend, "function.a"), Some(text("two")));
    let then = backend.at(STACK, 1).unwrap();
    assert_eq!(then.into_values().map(|(_, map)| map).collect::<Vec<_>>(), [text("one"), text("gone")]);
    drop(backend);
    static THIRD: Format = Format { application: 0x7374_6163, steps: &["", "", ""] };
    assert_eq!(count(&path, &THIRD, "SELECT count(*) FROM contents").unwrap(), Some(3));
}

#[test]
fn a_file_that_is_newer_or_not_ours_is_refused_and_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    put(&path, &TWO_STEPS, "x").unwrap();
    let before = std::fs::read(&path).unwrap();
    for (format, newer) in [(&ONE_STEP, true), (&OTHER, false)] {
        for error in [put(&path, format, "y").unwrap_err(), count(&path, format, "SELECT 1").unwrap_err()] {
            assert_eq!(matches!(error, StoreError::Newer { found: 2, known: 1, .. }), newer, "{error}");
            assert_eq!(matches!(error, StoreError::Unreadable { .. }), !newer, "{error}");
        }
    }
    assert_eq!(std::fs::read(&path).unwrap(), before);

    let text = folder.path().join("notes.txt");
    std::fs::write(&text, "not a database, but long enough to be taken for one by its size alone").unwrap();
    let error = Sqlite::at(&text).snapshot(STACK).unwrap_err();
    assert!(matches!(error, StateError::Corrupt { .. }), "{error}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn contents_that_are_damaged_are_said_to_be() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.db");
    let backend = Sqlite::at(&path);
    backend.lock(STACK, &info("apply")).unwrap();
    let create = intent(IntentKind::Create, "t1", row("function.a", "id-a", "one"), "one");
    backend.record(STACK, &[], &[create]).unwrap();
    backend.close(STACK, &[done("t1")], &generation(1)).unwrap();
    backend.unlock(STACK).unwrap();
    // A number is no value of ours; the application id is that of states.
    static STATE: Format = Format { application: 0x7374_6163, steps: &["", "", ""] };
    let sql = "UPDATE contents SET inputs = '{\"text\":1}'";
    assert_eq!(Store::at(&path, &STATE).write(|rows| rows.run(sql, &[])), Ok(1));
    let error = backend.contents(STACK, &[&"function.a".into()]).unwrap_err();
    assert!(matches!(error, StateError::Corrupt { .. }), "{error}");
    assert_eq!(backend.snapshot(STACK).unwrap().rows.len(), 1);
}
