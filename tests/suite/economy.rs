//! What an apply reads and writes, in counts: nothing that does not change, and few commits.

use std::sync::atomic::{AtomicIsize, AtomicUsize, Ordering};

use stackc::state::Backend;
use stackc::store::{Format, Store, StoreError};

use crate::hand_made::{STACK, Wanted, backend, bring_about, cloud, quick_folder, wanted};
use crate::mortal::{Mortal, When};

/// Roles, and functions that need them.
fn pairs(count: usize) -> Vec<Wanted> {
    let pair = |number: usize| {
        let (role, function) = (format!("r{number}"), format!("f{number}"));
        let role_address = format!("role.{role}");
        [
            wanted(&role_address, &role, &[("trust", "lambda")], &[]),
            wanted(&format!("function.{function}"), &function, &[("memory", "128")], &[&role_address]),
        ]
    };
    (0..count).flat_map(pair).collect()
}

#[test]
fn commits_grow_with_depth_and_batches_not_with_resources() {
    let folder = quick_folder();
    let (left, commits) = (AtomicIsize::new(isize::MAX), AtomicUsize::new(0));
    let state = Mortal { inner: backend(folder.path()), left: &left, when: When::Before, commits: &commits };
    let provider = Mortal { inner: cloud(folder.path()), left: &left, when: When::Before, commits: &commits };
    let desired = pairs(1_000);
    let applied = bring_about(&desired, &state, &provider, 2).unwrap();
    assert_eq!(applied.summary, [2_000, 0, 0, 0, 0]);
    // Two a batch, and three for the lock, the generation and the lock again; two levels of 1,000 are two batches.
    let commits = commits.load(Ordering::SeqCst);
    assert_eq!(commits, 2 * 2 + 3);
}

#[test]
fn an_apply_writes_at_most_three_times_what_is_there_in_the_end() {
    let folder = quick_folder();
    let size = |name: &str| std::fs::metadata(folder.path().join(name)).map_or(0, |file| file.len());
    let (state, provider) = (backend(folder.path()), cloud(folder.path()));
    bring_about(&pairs(1_000), &state, &provider, 1).unwrap();
    // Nothing was moved out of the logs yet, so they hold whatever was written.
    let logs = [size("state.db-wal"), size("world.db-wal")];
    drop((state, provider));
    for (log, name) in logs.into_iter().zip(["state.db", "world.db"]) {
        let whole = size(name);
        assert!(log > 0 && log + whole <= 3 * whole, "{name} has {whole} bytes, and {log} were logged");
    }
}

/// Runs a statement on a file of ours without going through what wrote it.
fn tamper(path: &std::path::Path, format: &'static Format, sql: &str) -> usize {
    Store::at(path, format).write(|rows| rows.run(sql, &[])).unwrap()
}

#[test]
fn a_change_of_one_resource_touches_the_contents_of_no_other() {
    static STATE: Format = Format { application: 0x7374_6163, steps: &["", "", ""] };
    static WORLD: Format = Format { application: 0x7374_776f, steps: &["", "", ""] };
    let folder = quick_folder();
    let mut desired = pairs(20);
    bring_about(&desired, &backend(folder.path()), &cloud(folder.path()), 1).unwrap();
    // Whoever reads one of these fails, and whoever writes one mends it.
    let (state, world) = (folder.path().join("state.db"), folder.path().join("world.db"));
    assert_eq!(tamper(&state, &STATE, "UPDATE contents SET inputs = 'torn'"), 40);
    assert_eq!(tamper(&world, &WORLD, "UPDATE contents SET inputs = 'torn'"), 40);
    if let Some(last) = desired.last_mut() {
        last.inputs.insert("memory".into(), "256".into());
    }
    let applied = bring_about(&desired, &backend(folder.path()), &cloud(folder.path()), 1).unwrap();
    assert_eq!(applied.summary, [0, 1, 0, 0, 0]);
    // One row was added to the state for the new version, and its old one was kept for the history.
    let torn = |path: &std::path::Path, format| {
        let sql = "SELECT count(*), sum(inputs = 'torn') FROM contents";
        let count = Store::at(path, format)
            .read(|rows| rows.first(sql, &[], |row| Ok::<_, StoreError>((row.whole(0)?, row.whole(1)?))));
        count.unwrap().flatten()
    };
    assert_eq!(torn(&state, &STATE), Some((41, 40)));
    assert_eq!(torn(&world, &WORLD), Some((40, 39)));
    assert_eq!(backend(folder.path()).snapshot(STACK).unwrap().generation, 2);
}

#[test]
fn what_stacks_consist_of_stays_small() {
    use stackc::model::{Map, Resource, Value};
    use stackc::syntax::ast::{Entry, Expr};
    let sizes = [
        ("a value", size_of::<Value>(), 24),
        ("a map", size_of::<Map>(), 16),
        ("a resource", size_of::<Resource>(), 208),
        ("an expression", size_of::<Expr>(), 40),
        ("an entry", size_of::<Entry>(), 168),
    ];
    for (what, size, most) in sizes {
        assert!(size <= most, "{what} takes {size} bytes, {most} at most");
    }
}

#[test]
fn copies_of_a_map_share_their_entries() {
    use stackc::model::{Map, Value};
    let one: Map = [("name".into(), Value::from("a")), ("size".into(), Value::from("b"))].into();
    let mut other = one.clone();
    let first = |map: &Map| std::ptr::from_ref(map.iter().next().unwrap().1);
    assert_eq!(first(&one), first(&other));
    other.insert("size".into(), Value::from("c"));
    assert_ne!(first(&one), first(&other));
    assert_eq!((one.get("size"), other.get("size")), (Some(&Value::from("b")), Some(&Value::from("c"))));
}
