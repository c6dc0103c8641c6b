//! Applying made-up plans to the simulated cloud: order, failures, interruptions.

use std::path::Path;
use std::sync::atomic::{AtomicU8, Ordering};

use stackc::apply::{Applied, ApplyError, Event, Happened, Options, Status, apply, contents, refresh};
use stackc::cloud::Provider;
use stackc::model::{ReplaceOrder, Value};
use stackc::plan::OperationKind;
use stackc::state::{Actual, Backend, LockInfo, StateError};

use crate::hand_made::{STACK, Wanted, backend, bring_about, cloud, options, plan, wanted, world};

fn small() -> Vec<Wanted> {
    vec![
        wanted("role.r", "r", &[("trust", "lambda")], &[]),
        wanted("bucket.b", "b", &[], &[]),
        wanted("function.f", "f", &[("memory", "128")], &["role.r", "bucket.b"]),
        wanted("function.g", "g", &[("memory", "128")], &["role.r"]),
    ]
}

fn statuses(applied: &Applied) -> Vec<(&str, &Status)> {
    applied.operations.iter().map(|operation| (operation.address.as_str(), &operation.status)).collect()
}

fn applied(folder: &Path, desired: &[Wanted]) -> Applied {
    bring_about(desired, &backend(folder), &cloud(folder), 2).unwrap()
}

#[test]
fn after_an_apply_nothing_is_to_be_done_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let first = applied(folder.path(), &small());
    assert_eq!((first.generation, first.summary), (Some(1), [4, 0, 0, 0, 0]));
    let bytes = || ["state.db", "world.db"].map(|name| std::fs::read(folder.path().join(name)).unwrap());
    let before = bytes();
    assert_eq!(applied(folder.path(), &small()), Applied::default());
    assert!(bytes() == before);
    let snapshot = refresh(STACK, &backend(folder.path()), &cloud(folder.path())).unwrap();
    assert!(snapshot.actual.is_empty());
    assert_eq!(snapshot.data.len(), 4);
}

#[test]
fn times_are_virtual_and_wait_for_what_is_not_visible_yet() {
    let folder = tempfile::tempdir().unwrap();
    let done = applied(folder.path(), &small());
    let times: Vec<_> = done
        .operations
        .iter()
        .map(|operation| (operation.address.as_str(), operation.start, operation.until))
        .collect();
    // The role takes one second and is seen after eight more; a function takes four.
    assert_eq!(
        times,
        [
            ("role.r", 0, 1_000),
            ("bucket.b", 0, 2_000),
            ("function.f", 2_000, 13_000),
            ("function.g", 1_000, 13_000)
        ]
    );
    assert_eq!(cloud(folder.path()).now().unwrap(), 13_000);
}

#[test]
fn threads_change_neither_world_nor_events() {
    let many = || {
        let mut all = vec![wanted("role.r", "r", &[], &[])];
        for number in 0..600 {
            let name = format!("f{number}");
            all.push(wanted(&format!("function.{name}"), &name, &[("memory", "128")], &["role.r"]));
        }
        all
    };
    let run = |threads: usize| {
        let folder = tempfile::tempdir().unwrap();
        let (backend, cloud) = (backend(folder.path()), cloud(folder.path()));
        let snapshot = refresh(STACK, &backend, &cloud).unwrap();
        let mut events: Vec<Event> = Vec::new();
        let plan = plan(&many(), &snapshot);
        let applied =
            apply(&plan, &backend, &cloud, &options(threads), &mut |event| events.push(event.clone()))
                .unwrap();
        let things: Vec<_> =
            world(&cloud).into_iter().map(|thing| cloud.read(&thing.physical_id).unwrap()).collect();
        (applied, events, things, cloud.revision().unwrap(), cloud.now().unwrap())
    };
    let alone = run(1);
    assert_eq!(alone.1.len(), 2 * 601);
    assert!(alone == run(8));
}

#[test]
fn a_failure_stops_only_what_waits_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let (backend, cloud) = (backend(folder.path()), cloud(folder.path()));
    // Somebody else has the bucket's name.
    let foreign = wanted("bucket.b", "b", &[], &[]);
    bring_about(&[foreign], &stackc::state::backends::Memory::default(), &cloud, 1).unwrap();
    let mut events = Vec::new();
    let snapshot = refresh(STACK, &backend, &cloud).unwrap();
    let first = apply(&plan(&small(), &snapshot), &backend, &cloud, &options(2), &mut |event| {
        if matches!(event.what, Happened::Skipped | Happened::Failed(_)) {
            events.push((event.address.to_string(), event.what.clone()));
        }
    })
    .unwrap();
    let error = "BucketAlreadyOwnedByYou: S3 bucket `arn:bucket:b` exists already in your account".to_owned();
    let failed = Status::Failed(error.clone());
    assert_eq!(
        statuses(&first),
        [
            ("role.r", &Status::Done),
            ("bucket.b", &failed),
            ("function.f", &Status::Skipped),
            ("function.g", &Status::Done)
        ]
    );
    assert_eq!((first.generation, first.summary), (Some(1), [2, 0, 0, 0, 1]));
    let told =
        [("bucket.b".to_owned(), Happened::Failed(error)), ("function.f".to_owned(), Happened::Skipped)];
    assert_eq!(events, told);
    // When the way is free, the next apply makes the rest.
    cloud.remove("arn:bucket:b").unwrap();
    let second = bring_about(&small(), &backend, &cloud, 2).unwrap();
    assert_eq!(statuses(&second), [("bucket.b", &Status::Done), ("function.f", &Status::Done)]);
    assert_eq!(bring_about(&small(), &backend, &cloud, 2).unwrap(), Applied::default());
}

#[test]
fn a_replacement_that_fails_halfway_leaves_a_true_record() {
    let folder = tempfile::tempdir().unwrap();
    let (backend, cloud) = (backend(folder.path()), cloud(folder.path()));
    let with = |name: &str, order: ReplaceOrder| {
        vec![Wanted { replace: order, ..wanted("bucket.b", name, &[], &[]) }]
    };
    bring_about(&with("one", ReplaceOrder::DeleteFirst), &backend, &cloud, 1).unwrap();
    let foreign = wanted("bucket.x", "two", &[], &[]);
    bring_about(&[foreign], &stackc::state::backends::Memory::default(), &cloud, 1).unwrap();

    // Deleted first, then the new name is taken: the record knows that nothing is there.
    let half = bring_about(&with("two", ReplaceOrder::DeleteFirst), &backend, &cloud, 1).unwrap();
    assert_eq!(half.summary, [0, 0, 0, 1, 1]);
    assert!(backend.snapshot(STACK).unwrap().rows.is_empty());

    // Created first, then the old one refuses to go: both are known, and the next apply tries again.
    bring_about(&with("three", ReplaceOrder::CreateFirst), &backend, &cloud, 1).unwrap();
    cloud.set_data("arn:bucket:three", 1).unwrap();
    let half = bring_about(&with("four", ReplaceOrder::CreateFirst), &backend, &cloud, 1).unwrap();
    assert_eq!(half.summary, [1, 0, 0, 0, 1]);
    let snapshot = backend.snapshot(STACK).unwrap();
    let deposed: Vec<_> = snapshot.deposed.iter().map(|row| row.physical_id.as_str()).collect();
    assert_eq!(deposed, ["arn:bucket:three"]);
    assert_eq!(snapshot.rows.values().next().unwrap().physical_id, "arn:bucket:four");
    cloud.set_data("arn:bucket:three", 0).unwrap();
    let rest = bring_about(&with("four", ReplaceOrder::CreateFirst), &backend, &cloud, 1).unwrap();
    assert_eq!(rest.summary, [0, 0, 0, 1, 0]);
    assert!(backend.snapshot(STACK).unwrap().deposed.is_empty());
}

#[test]
fn what_changed_outside_is_found_and_put_right() {
    let folder = tempfile::tempdir().unwrap();
    let (backend, cloud) = (backend(folder.path()), cloud(folder.path()));
    bring_about(&small(), &backend, &cloud, 2).unwrap();
    cloud.set("arn:function:f", "memory", Value::from("512")).unwrap();
    cloud.remove("arn:function:g").unwrap();
    cloud.set_data("arn:bucket:b", 7).unwrap();
    let snapshot = refresh(STACK, &backend, &cloud).unwrap();
    let (f, g) = ("function.f".into(), "function.g".into());
    let Some(Actual::Changed(inputs)) = snapshot.actual.get(&f) else { panic!("{:?}", snapshot.actual) };
    assert_eq!(inputs.get("memory"), Some(&Value::from("512")));
    assert_eq!(snapshot.actual.get(&g), Some(&Actual::Missing));
    assert_eq!(snapshot.data.get(&"bucket.b".into()), Some(&7));
    let applied = contents(&backend, &snapshot, &[&f]).unwrap();
    assert_eq!(applied.get(&f).unwrap().get("memory"), Some(&Value::from("128")));
    let again = bring_about(&small(), &backend, &cloud, 2).unwrap();
    assert_eq!(again.summary, [1, 1, 0, 0, 0]);
    assert!(refresh(STACK, &backend, &cloud).unwrap().actual.is_empty());
    // What is gone and no longer wanted is only forgotten.
    cloud.remove("arn:function:g").unwrap();
    let mut fewer = small();
    fewer.pop();
    let applied = bring_about(&fewer, &backend, &cloud, 2).unwrap();
    assert_eq!(applied.operations.first().unwrap().kind, OperationKind::Forget);
    assert_eq!(backend.snapshot(STACK).unwrap().rows.len(), 3);
}

#[test]
fn what_is_gone_and_comes_back_under_another_name_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let (backend, cloud) = (backend(folder.path()), cloud(folder.path()));
    bring_about(&[wanted("bucket.b", "one", &[], &[])], &backend, &cloud, 1).unwrap();
    cloud.remove("arn:bucket:one").unwrap();
    bring_about(&[wanted("bucket.b", "two", &[], &[])], &backend, &cloud, 1).unwrap();
    let snapshot = backend.snapshot(STACK).unwrap();
    assert_eq!((snapshot.rows.len(), snapshot.deposed.len()), (1, 0));
}

#[test]
fn a_stale_plan_is_refused_and_says_what_moved() {
    let folder = tempfile::tempdir().unwrap();
    let (backend, cloud) = (backend(folder.path()), cloud(folder.path()));
    let early = plan(&small(), &refresh(STACK, &backend, &cloud).unwrap());
    bring_about(&small(), &backend, &cloud, 2).unwrap();
    let error = apply(&early, &backend, &cloud, &options(2), &mut |_| ()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the plan is stale: the state went from generation 0 to 1, and the world went from revision 0 to 4"
    );
    let late = plan(&[], &refresh(STACK, &backend, &cloud).unwrap());
    cloud.set_data("arn:bucket:b", 1).unwrap();
    let error = apply(&late, &backend, &cloud, &options(2), &mut |_| ()).unwrap_err();
    assert!(matches!(error, ApplyError::Stale { world_revision: (4, 5), .. }), "{error}");
    assert_eq!(backend.history(STACK).unwrap().len(), 1);
}

#[test]
fn an_apply_of_a_locked_stack_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = (backend(folder.path()), backend(folder.path()));
    let info = LockInfo { who: "ann@desk".to_owned(), process: 5, since: 3, what: "apply shop".to_owned() };
    first.lock(STACK, &info).unwrap();
    let error = bring_about(&small(), &second, &cloud(folder.path()), 2).unwrap_err();
    assert!(matches!(&error, ApplyError::State(StateError::Locked { .. })), "{error}");
    assert_eq!(error.to_string(), "state of `made` is locked by ann@desk (process 5) for `apply shop`");
    first.unlock(STACK).unwrap();
    bring_about(&small(), &second, &cloud(folder.path()), 2).unwrap();
}

#[test]
fn a_stopped_apply_goes_on_where_it_was() {
    let straight = tempfile::tempdir().unwrap();
    applied(straight.path(), &small());
    for (level, after) in [(1, 1), (1, 3), (2, 1), (2, 3)] {
        let folder = tempfile::tempdir().unwrap();
        let cancel = AtomicU8::new(0);
        let (state, world_file) = (backend(folder.path()), cloud(folder.path()));
        let plan = plan(&small(), &refresh(STACK, &state, &world_file).unwrap());
        let options = Options { cancel: &cancel, ..options(1) };
        let mut started = 0;
        let result = apply(&plan, &state, &world_file, &options, &mut |event| {
            started += usize::from(event.what == Happened::Started);
            if started == after {
                cancel.store(level, Ordering::Relaxed);
            }
        });
        match (level, result) {
            (1, Ok(applied)) => assert_eq!(applied.generation, Some(1)),
            (2, Err(ApplyError::Stopped)) => {}
            (_, other) => panic!("{other:?}"),
        }
        drop((state, world_file));
        let rest = applied_until_done(folder.path());
        assert!(rest > 0);
        assert_eq!(world(&cloud(folder.path())), world(&cloud(straight.path())));
        assert!(backend(folder.path()).snapshot(STACK).unwrap().intents.is_empty());
    }
}

/// Applies the small stack again; how many operations were done.
fn applied_until_done(folder: &Path) -> usize {
    let done = applied(folder, &small()).operations.len();
    assert_eq!(applied(folder, &small()), Applied::default());
    done
}
