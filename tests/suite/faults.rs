//! Calls that go wrong on purpose, and what an apply makes of them.

use stackc::apply::{Applied, Status};
use stackc::cloud::{Call, CloudError, Effect, Fault, Provider, Simulated};
use stackc::state::Backend;

use crate::hand_made::{STACK, Wanted, backend, bring_about, cloud, wanted, world};

fn strike(cloud: &Simulated, call: Call, id: &str, times: u64, effect: Effect) {
    let fault = Fault { call, physical_id: id.into(), after: 0, times, effect };
    cloud.fault(&fault).unwrap();
}

fn small() -> Vec<Wanted> {
    vec![wanted("bucket.b", "b", &[], &[]), wanted("function.f", "f", &[("memory", "128")], &["bucket.b"])]
}

fn last(applied: &Applied) -> (&Status, u64, u64) {
    let operation = applied.operations.last().unwrap();
    (&operation.status, operation.start, operation.until)
}

#[test]
fn a_throttled_call_is_tried_again_after_longer_and_longer_waits() {
    let folder = tempfile::tempdir().unwrap();
    let (state, cloud) = (backend(folder.path()), cloud(folder.path()));
    strike(&cloud, Call::Create, "arn:function:f", 3, Effect::Throttle);
    let applied = bring_about(&small(), &state, &cloud, 2).unwrap();
    // The bucket takes two seconds; after waits of 1, 2 and 4 the function takes four.
    assert_eq!(last(&applied), (&Status::Done, 2_000, 2_000 + 7_000 + 4_000));
    assert_eq!(bring_about(&small(), &state, &cloud, 2).unwrap(), Applied::default());
}

#[test]
fn a_call_that_is_throttled_for_ever_fails() {
    let folder = tempfile::tempdir().unwrap();
    let (state, cloud) = (backend(folder.path()), cloud(folder.path()));
    strike(&cloud, Call::Create, "arn:function:f", 100, Effect::Throttle);
    let applied = bring_about(&small(), &state, &cloud, 2).unwrap();
    let failed = Status::Failed("ThrottlingException: Rate exceeded (tried 8 times)".to_owned());
    // 1 + 2 + 4 + 8 + 16 + 32 + 60 seconds.
    assert_eq!(last(&applied), (&failed, 2_000, 2_000 + 123_000));
    assert_eq!(applied.summary, [1, 0, 0, 0, 1]);
}

#[test]
fn a_fault_waits_for_its_turn_and_is_then_spent() {
    let folder = tempfile::tempdir().unwrap();
    let (state, cloud) = (backend(folder.path()), cloud(folder.path()));
    let id = "arn:function:f".into();
    cloud
        .fault(&Fault { call: Call::Update, physical_id: id, after: 1, times: 1, effect: Effect::Fail })
        .unwrap();
    let mut desired = small();
    let mut with = |memory: &str| {
        if let Some(function) = desired.last_mut() {
            function.inputs.insert("memory".into(), memory.into());
        }
        // Each apply is a process of its own: the fault outlives it.
        let applied = bring_about(&desired, &state, &crate::hand_made::cloud(folder.path()), 2).unwrap();
        applied.summary
    };
    drop(cloud);
    assert_eq!(with("128"), [2, 0, 0, 0, 0]);
    assert_eq!(with("256"), [0, 1, 0, 0, 0]);
    assert_eq!(with("512"), [0, 0, 0, 0, 1]);
    assert_eq!(with("512"), [0, 1, 0, 0, 0]);
}

#[test]
fn what_came_up_halfway_is_tainted_and_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let (state, cloud) = (backend(folder.path()), cloud(folder.path()));
    strike(&cloud, Call::Create, "arn:bucket:b", 1, Effect::HalfMade);
    let applied = bring_about(&small(), &state, &cloud, 2).unwrap();
    assert_eq!(last(&applied).0, &Status::Skipped);
    assert_eq!((applied.summary, world(&cloud).len()), ([0, 0, 0, 0, 1], 1));
    let snapshot = state.snapshot(STACK).unwrap();
    assert!(snapshot.rows.get(&"bucket.b".into()).unwrap().tainted);
    let applied = bring_about(&small(), &state, &cloud, 2).unwrap();
    assert_eq!(applied.summary, [1, 0, 1, 0, 0]);
    assert!(!state.snapshot(STACK).unwrap().rows.get(&"bucket.b".into()).unwrap().tainted);
    assert_eq!(bring_about(&small(), &state, &cloud, 2).unwrap(), Applied::default());
}

#[test]
fn only_a_creation_leaves_something_half_made() {
    let folder = tempfile::tempdir().unwrap();
    let cloud = cloud(folder.path());
    let fault =
        Fault { call: Call::Delete, physical_id: "x".into(), after: 0, times: 1, effect: Effect::HalfMade };
    assert!(matches!(cloud.fault(&fault), Err(CloudError::Refused { .. })));
}

#[test]
fn a_reset_world_is_empty_and_another_one() {
    let folder = tempfile::tempdir().unwrap();
    let (state, cloud) = (backend(folder.path()), cloud(folder.path()));
    bring_about(&small(), &state, &cloud, 2).unwrap();
    strike(&cloud, Call::Create, "arn:bucket:b", 1, Effect::Fail);
    let (revision, now) = (cloud.revision().unwrap(), cloud.now().unwrap());
    cloud.reset().unwrap();
    assert_eq!((world(&cloud).len(), cloud.now().unwrap()), (0, now));
    assert!(cloud.revision().unwrap() > revision);
    assert_eq!(bring_about(&small(), &state, &cloud, 2).unwrap().summary, [2, 0, 0, 0, 0]);
}
