//! An apply that dies at any call is carried on by the next one to the world that an undisturbed one reaches.

use std::path::Path;
use std::sync::atomic::{AtomicIsize, AtomicUsize};

use stackc::cloud::Listed;
use stackc::model::{Map, ReplaceOrder};
use stackc::state::{Backend, Recorded};

use crate::hand_made::{STACK, Wanted, backend, bring_about, cloud, quick_folder, wanted, world};
use crate::mortal::{Mortal, When};

/// Each stack of the sequence changes, replaces in both orders, adds and removes.
fn sequence() -> [Vec<Wanted>; 3] {
    let first = vec![
        wanted("role.r", "r", &[("trust", "lambda")], &[]),
        wanted("bucket.b", "b", &[], &[]),
        wanted("function.f", "f", &[("memory", "128")], &["role.r", "bucket.b"]),
        wanted("function.g", "g", &[("memory", "128")], &["role.r"]),
        wanted("cluster.c", "c", &[], &[]),
        wanted("service.s", "s", &[("count", "2")], &["cluster.c"]),
    ];
    let second = vec![
        wanted("role.r", "r", &[("trust", "lambda, ecs")], &[]),
        Wanted { replace: ReplaceOrder::DeleteFirst, ..wanted("bucket.b", "b2", &[], &[]) },
        wanted("bucket.n", "n", &[], &[]),
        wanted("function.f", "f2", &[("memory", "256")], &["role.r", "bucket.b"]),
        wanted("cluster.c", "c2", &[], &[]),
        wanted("service.s", "s", &[("count", "3")], &["cluster.c"]),
    ];
    [first, second, Vec::new()]
}

/// What is compared: the world, and what the state says of it.
fn result(folder: &Path) -> (Vec<Listed>, Vec<(Recorded, Map)>) {
    let backend = backend(folder);
    let snapshot = backend.snapshot(STACK).unwrap();
    assert!(snapshot.intents.is_empty() && snapshot.deposed.is_empty(), "{snapshot:?}");
    let last = backend.at(STACK, snapshot.generation).unwrap();
    assert!(last.values().map(|(row, _)| row).eq(snapshot.rows.values()));
    (world(&cloud(folder)), last.into_values().collect())
}

/// How an apply dies, and how often in a row.
#[derive(Debug, Clone, Copy)]
struct Fate {
    when: When,
    deaths: usize,
    threads: usize,
}

/// Lets applies die at their n-th call, and the next one finish; whether the first one did die.
fn die_and_go_on(folder: &Path, desired: &[Wanted], calls: isize, fate: Fate) -> bool {
    let die = || {
        let (left, commits) = (AtomicIsize::new(calls), AtomicUsize::new(0));
        // With the values goes what the process had not made durable.
        let state = Mortal { inner: backend(folder), left: &left, when: fate.when, commits: &commits };
        let provider = Mortal { inner: cloud(folder), left: &left, when: fate.when, commits: &commits };
        bring_about(desired, &state, &provider, fate.threads).is_err()
    };
    let died = die();
    for _ in 1..fate.deaths {
        die();
    }
    let again = bring_about(desired, &backend(folder), &cloud(folder), fate.threads).unwrap();
    assert_eq!(again.summary[4], 0, "{again:?}");
    died
}

#[test]
fn death_at_any_call_and_another_apply_reach_the_world_of_no_death() {
    let sequence = sequence();
    let before = quick_folder();
    for desired in &sequence {
        let straight = quick_folder();
        copy(before.path(), straight.path());
        bring_about(desired, &backend(straight.path()), &cloud(straight.path()), 1).unwrap();
        let wanted = result(straight.path());
        assert_eq!(wanted.0.len(), desired.len());
        let fates = [
            Fate { when: When::Before, deaths: 1, threads: 3 },
            Fate { when: When::After, deaths: 2, threads: 1 },
        ];
        for fate in fates {
            let mut calls = 1;
            loop {
                let folder = quick_folder();
                copy(before.path(), folder.path());
                let died = die_and_go_on(folder.path(), desired, calls, fate);
                assert_eq!(result(folder.path()), wanted, "call {calls}, {fate:?}");
                if !died {
                    break;
                }
                calls += 1;
            }
            assert!(calls > 20, "only {calls} calls were tried");
        }
        copy(straight.path(), before.path());
    }
}

/// Copies the files of a state and a world that nobody has open.
fn copy(from: &Path, to: &Path) {
    for name in ["state.db", "world.db"] {
        if from.join(name).exists() {
            std::fs::copy(from.join(name), to.join(name)).unwrap();
        }
    }
}
