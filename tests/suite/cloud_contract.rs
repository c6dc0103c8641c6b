//! What the simulated cloud promises: AWS's refusals, its times, and nothing made twice.

use std::path::Path;

use stackc::base::{Dimension, Quantity};
use stackc::cloud::{Caller, CloudError, Done, Provider, Request, Simulated};
use stackc::kinds;
use stackc::model::{Fingerprint, Map, Value};
use stackc::store::{Format, Store};

use crate::hand_made::cloud;

/// A request for a thing of that kind and name; its token is its physical id.
fn request(kind: &str, name: &str, needs: &[&str], at: u64) -> Request {
    let inputs = Map::from([("size".into(), Value::from("small"))]);
    Request {
        token: format!("{kind}:{name}").into(),
        kind: kind.into(),
        physical_id: format!("{kind}:{name}").into(),
        fingerprint: Fingerprint::of(kind, &inputs),
        inputs,
        outputs: Map::from([("name".into(), Value::from(name))]),
        needs: needs.iter().map(|need| (*need).into()).collect(),
        at,
    }
}

fn code(result: Result<Done, CloudError>) -> &'static str {
    match result {
        Err(CloudError::Refused { code, .. } | CloudError::Retry { code, .. }) => code,
        _ => "",
    }
}

fn elsewhere(folder: &Path, account: &str) -> Simulated {
    let caller = Caller { account: account.into(), region: "eu-west-1".into() };
    Simulated::at(folder.join("world.db"), kinds::builtin(), caller)
}

#[test]
fn a_world_without_a_file_is_empty_and_stays_without() {
    let folder = tempfile::tempdir().unwrap();
    let cloud = cloud(folder.path());
    assert_eq!((cloud.revision().unwrap(), cloud.now().unwrap()), (0, 0));
    assert_eq!(cloud.list().unwrap(), []);
    assert_eq!(cloud.read("x").unwrap(), None);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn what_was_not_flushed_is_lost_with_the_process() {
    let folder = tempfile::tempdir().unwrap();
    let first = cloud(folder.path());
    first.create(&request("bucket", "kept", &[], 0)).unwrap();
    first.flush(2_000).unwrap();
    first.create(&request("bucket", "lost", &[], 0)).unwrap();
    assert_eq!(first.list().unwrap().len(), 2);
    drop(first);
    let second = cloud(folder.path());
    let names: Vec<_> = second.list().unwrap().into_iter().map(|thing| thing.physical_id).collect();
    assert_eq!(names, ["bucket:kept"]);
    assert_eq!((second.revision().unwrap(), second.now().unwrap()), (1, 2_000));
    // The clock never goes back.
    second.flush(1_000).unwrap();
    assert_eq!(second.now().unwrap(), 2_000);
}

#[test]
fn one_token_makes_one_thing() {
    let folder = tempfile::tempdir().unwrap();
    let cloud = cloud(folder.path());
    let asked = request("bucket", "b", &[], 1_000);
    let done = cloud.create(&asked).unwrap();
    assert_eq!(done, Done { physical_id: "bucket:b".into(), until: 3_000 });
    assert_eq!(cloud.create(&Request { at: 9_000, ..asked.clone() }).unwrap(), done);
    assert_eq!(cloud.revision().unwrap(), 1);
    let made = cloud.by_token(&asked.token, "bucket:b").unwrap().unwrap();
    assert_eq!((made.inputs, made.outputs, made.created), (asked.inputs, asked.outputs, 3_000));
    assert_eq!(cloud.by_token("another", "bucket:b").unwrap(), None);
    assert_eq!(cloud.by_token(&asked.token, "bucket:other").unwrap(), None);
}

#[test]
fn names_are_unique_as_far_as_the_kind_says() {
    let folder = tempfile::tempdir().unwrap();
    let again = |kind: &str| Request { token: "2".into(), ..request(kind, "n", &[], 0) };
    let other_id = |kind: &str| Request { physical_id: "other".into(), ..again(kind) };
    let mine = cloud(folder.path());
    for (kind, code_for_own) in [
        ("bucket", "BucketAlreadyOwnedByYou"),
        ("role", "EntityAlreadyExists"),
        ("function", "ResourceConflictException"),
    ] {
        mine.create(&request(kind, "n", &[], 0)).unwrap();
        assert_eq!(code(mine.create(&again(kind))), code_for_own);
        assert_eq!(code(mine.create(&other_id(kind))), code_for_own);
    }
    mine.flush(0).unwrap();

    // Another region of the same account may have a function of that name, but no role and no bucket.
    let same = elsewhere(folder.path(), "123456789012");
    assert_eq!(code(same.create(&other_id("role"))), "EntityAlreadyExists");
    same.create(&other_id("function")).unwrap();
    same.delete(&other_id("function")).unwrap();
    same.flush(0).unwrap();
    // Another account may have the role, too.
    let foreign = elsewhere(folder.path(), "999999999999");
    assert_eq!(code(foreign.create(&other_id("bucket"))), "BucketAlreadyExists");
    foreign.create(&other_id("role")).unwrap();
    foreign.flush(0).unwrap();

    // A name is free again when its owner is gone.
    mine.delete(&request("bucket", "n", &[], 0)).unwrap();
    mine.create(&again("bucket")).unwrap();
}

#[test]
fn what_is_needed_must_exist_and_be_visible() {
    let folder = tempfile::tempdir().unwrap();
    let cloud = cloud(folder.path());
    let asked = request("function", "f", &["role:r"], 1_000);
    assert_eq!(code(cloud.create(&asked)), "InvalidParameterValueException");
    cloud.create(&request("role", "r", &[], 0)).unwrap();
    // A role is made in a second, and seen eight seconds later.
    let Err(CloudError::Retry { at, .. }) = cloud.create(&asked) else { panic!("it is not visible yet") };
    assert_eq!(at, 9_000);
    assert_eq!(cloud.list().unwrap().len(), 1);
    assert_eq!(cloud.create(&Request { at, ..asked }).unwrap().until, 13_000);
}

#[test]
fn a_bucket_with_objects_and_a_cluster_with_services_refuse_deletion() {
    let folder = tempfile::tempdir().unwrap();
    let cloud = cloud(folder.path());
    let bucket = request("bucket", "b", &[], 0);
    cloud.create(&bucket).unwrap();
    cloud.flush(0).unwrap();
    cloud.set_data("bucket:b", 3).unwrap();
    assert_eq!(cloud.read("bucket:b").unwrap().unwrap().listed.data, 3);
    let refused = cloud.delete(&bucket).unwrap_err();
    assert_eq!(refused.to_string(), "BucketNotEmpty: S3 bucket `bucket:b` still holds 3 objects");
    cloud.set_data("bucket:b", 0).unwrap();
    assert_eq!(cloud.delete(&bucket).unwrap().until, 1_000);
    assert_eq!(cloud.delete(&Request { at: 5_000, ..bucket }).unwrap().until, 5_000);

    let (one, two) = (request("cluster", "one", &[], 0), request("cluster", "two", &[], 0));
    cloud.create(&one).unwrap();
    cloud.create(&two).unwrap();
    let service = request("service", "s", &["cluster:one"], 60_000);
    cloud.create(&service).unwrap();
    assert_eq!(code(cloud.delete(&one)), "ClusterContainsServicesException");
    // A service that moved away no longer holds it.
    cloud.update(&Request { needs: vec!["cluster:two".into()], ..service.clone() }).unwrap();
    cloud.delete(&one).unwrap();
    assert_eq!(code(cloud.delete(&two)), "ClusterContainsServicesException");
    cloud.delete(&service).unwrap();
    cloud.delete(&two).unwrap();
    assert_eq!(cloud.list().unwrap(), []);
}

#[test]
fn a_change_takes_the_place_of_what_was() {
    let folder = tempfile::tempdir().unwrap();
    let cloud = cloud(folder.path());
    let asked = request("function", "f", &[], 0);
    assert_eq!(code(cloud.update(&asked)), "ResourceNotFoundException");
    cloud.create(&asked).unwrap();
    let before = cloud.read("function:f").unwrap().unwrap();
    let inputs = Map::from([("size".into(), Value::from("large"))]);
    let fingerprint = Fingerprint::of("function", &inputs);
    let done = cloud.update(&Request { inputs: inputs.clone(), fingerprint, at: 10_000, ..asked }).unwrap();
    assert_eq!(done.until, 13_000);
    let after = cloud.read("function:f").unwrap().unwrap();
    assert_eq!((after.inputs, after.created), (inputs, before.created));
    assert_ne!(after.listed.fingerprint, before.listed.fingerprint);
    assert_eq!(cloud.revision().unwrap(), 2);
}

#[test]
fn the_world_can_be_changed_behind_everybodys_back() {
    let folder = tempfile::tempdir().unwrap();
    let cloud = cloud(folder.path());
    let asked = request("function", "f", &[], 0);
    cloud.create(&asked).unwrap();
    cloud.flush(0).unwrap();
    let before = cloud.read("function:f").unwrap().unwrap();
    cloud.set("function:f", "env.TARGET", Value::from("x")).unwrap();
    cloud.set("function:f", "size", Value::None).unwrap();
    let text = Value::Map(cloud.read("function:f").unwrap().unwrap().inputs).to_string();
    assert_eq!(text, "{ env = { TARGET = \"x\" } }");
    assert_eq!(cloud.revision().unwrap(), 3);
    let refused = cloud.set("function:f", "env.TARGET.deeper", Value::from("x")).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "InvalidParameterValueException: `function:f` has no place for `env.TARGET.deeper`"
    );
    assert_ne!(cloud.list().unwrap().first().unwrap().fingerprint, before.listed.fingerprint);
    cloud.remove("function:f").unwrap();
    assert!(cloud.remove("function:f").is_err());
    assert_eq!((cloud.list().unwrap().len(), cloud.revision().unwrap()), (0, 4));
    // The token of what is gone makes it anew.
    cloud.create(&asked).unwrap();
    assert_eq!(cloud.read("function:f").unwrap(), Some(before));
}

/// A world of version 2.
static SECOND: Format =
    Format { application: 0x7374_776f, steps: &["", include_str!("../fixtures/world_of_version_2.sql")] };

#[test]
fn a_world_of_an_older_version_is_the_same_afterwards() {
    let folder = tempfile::tempdir().unwrap();
    Store::at(folder.path().join("world.db"), &SECOND)
        .write(|rows| rows.run("DELETE FROM faults", &[]))
        .unwrap();
    let cloud = cloud(folder.path());
    assert_eq!((cloud.revision().unwrap(), cloud.now().unwrap()), (7, 5_000));
    let ids: Vec<_> = cloud.list().unwrap().into_iter().map(|thing| thing.physical_id).collect();
    assert_eq!(ids, ["cluster:c", "service:s"]);
    let (cluster, service) = (request("cluster", "c", &[], 0), request("service", "s", &[], 0));
    assert_eq!(cloud.create(&cluster).unwrap().until, 10);
    assert_ne!(code(cloud.create(&Request { token: "2".into(), ..cluster.clone() })), "");
    assert_eq!(code(cloud.delete(&cluster)), "ClusterContainsServicesException");
    cloud.delete(&service).unwrap();
    cloud.delete(&cluster).unwrap();
    assert_eq!((cloud.list().unwrap().len(), cloud.revision().unwrap()), (0, 9));
}

/// A volume of that size with so many operations a second.
fn volume(gb: i64, iops: i64, at: u64) -> Request {
    let inputs = Map::from([
        ("size".into(), Value::Quantity(Quantity::whole(Dimension::Size, gb << 30))),
        ("iops".into(), Value::Number(iops.into())),
    ]);
    Request { inputs, ..request("volume", "v", &[], at) }
}

#[test]
fn what_can_only_grow_grows_four_times_in_a_day() {
    const HOUR: u64 = 3_600_000;
    let folder = tempfile::tempdir().unwrap();
    let cloud = cloud(folder.path());
    cloud.create(&volume(100, 3_000, 0)).unwrap();
    assert_eq!(code(cloud.update(&volume(99, 3_000, 0))), "InvalidParameterValue");
    for (hour, (gb, iops)) in [(200, 3_000), (200, 4_000), (300, 5_000), (400, 5_000)].into_iter().enumerate()
    {
        cloud.update(&volume(gb, iops, hour as u64 * HOUR)).unwrap();
    }
    // What changes nothing is no change; what was refused neither.
    cloud.update(&volume(400, 5_000, 4 * HOUR)).unwrap();
    let refused = cloud.update(&volume(500, 5_000, 24 * HOUR - 1)).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "VolumeModificationRateExceeded: `volume:v` was changed 4 times lately; another change is taken in 1s"
    );
    cloud.update(&volume(500, 5_000, 24 * HOUR)).unwrap();
    assert_eq!(code(cloud.update(&volume(600, 5_000, 24 * HOUR))), "VolumeModificationRateExceeded");
    let counted: Vec<u64> = cloud.changes().unwrap().into_iter().map(|(_, at)| at / HOUR).collect();
    assert_eq!(counted, [1, 2, 3, 24]);
    // Another one in its place has its own count.
    cloud.delete(&volume(500, 5_000, 25 * HOUR)).unwrap();
    assert_eq!(cloud.changes().unwrap(), []);
}
