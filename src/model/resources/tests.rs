//! Tests of resources by address.

use std::collections::BTreeMap;

use super::*;
use crate::base::{FileId, Span};
use crate::model::{Few, Lifecycle, Origin};

fn one(address: &str) -> Resource {
    let here = Span::new(FileId(0), 0, 0);
    Resource {
        address: address.into(),
        kind: "bucket".into(),
        origin: Origin::Written,
        doc: None,
        span: here,
        head: here,
        known_fingerprint: std::sync::OnceLock::new(),
        inputs: crate::model::Map::new(),
        outputs: crate::model::Map::new(),
        places: crate::model::Places::default(),
        edges: Few::new(),
        needs: Few::new(),
        statements: Few::new(),
        lifecycle: Lifecycle::default(),
    }
}

#[test]
fn they_stand_in_the_order_of_their_addresses_whatever_these_are() {
    let written = [
        "bucket.b",
        "bucket.a_very_long_name_that_others_begin_with.log_group",
        "bucket.a_very_long_name_that_others_begin_with",
        "bucket_policy.a",
        "bucket.ä",
        "bucket",
        "bucket.",
        "(bucket.a created -> queue.b).permission",
        "module.m[\"x.y\"].bucket.a",
        "module.m.bucket.a",
        "bucket.a created -> queue.b",
        "queue.of_pictures_9",
        "queue.of_pictures_10",
        "queue.of_pictures_10\0",
        "queue.of_pictures_1",
        "queue.of_pictures",
        "queue.of_pictures_that_nobody_has_looked_at_for_a_very_long_time_but_all_want_kept.b",
        "queue.of_pictures_that_nobody_has_looked_at_for_a_very_long_time_but_all_want_kept.a.a",
        "queue.of_pictures_that_nobody_has_looked_at_for_a_very_long_time_but_all_want_kept.a",
        "queue.of_pictures_that_nobody_has_looked_at_for_a_very_long_time_but_all_want_kept",
    ];
    let mut all: Resources = written.iter().map(|address| one(address)).collect();
    let added = |all: &Resources| -> Vec<String> {
        all.as_added().filter_map(|at| all.at(at)).map(|one| one.address.to_string()).collect()
    };
    assert_eq!(added(&all), written);
    all.insert(one("queue.b"));
    all.sort_behind(written.len());
    assert_eq!(added(&all), [&written[..], &["queue.b"]].concat());
    let mut written = [&written[..], &["queue.b"]].concat();
    written.sort_unstable();
    let stand: Vec<&str> = all.keys().map(Address::as_str).collect();
    assert_eq!(stand, written);
    assert!(all.keys().enumerate().all(|(at, address)| all.position(address) == Some(at)));
}

/// Whether they are these, in order, each found at its address, and all of them gone through.
fn assert_are(all: &Resources, these: &BTreeMap<String, &str>) {
    let stand: Vec<(&str, &str)> =
        all.values().map(|one| (one.address.as_str(), one.kind.as_str())).collect();
    let told: Vec<(&str, &str)> = these.iter().map(|(address, kind)| (address.as_str(), *kind)).collect();
    assert_eq!(stand, told);
    assert_eq!(all.len(), these.len());
    assert!(all.keys().enumerate().all(|(at, address)| all.position(address) == Some(at)));
    let mut added: Vec<usize> = all.as_added().collect();
    added.sort_unstable();
    assert!(added.into_iter().eq(0..these.len()));
}

#[test]
fn what_is_kept_of_others_stands_among_what_is_new() {
    let names: Vec<String> = (0..400).map(|at| format!("bucket.b{:03}", at * 7 % 400)).collect();
    let mut all: Resources = names.iter().map(|name| one(name)).collect();
    let mut these: BTreeMap<String, &str> = names.iter().map(|name| (name.clone(), "bucket")).collect();
    // As if typed by somebody who takes much back; at last so much is new that all is put into one list.
    for round in 0..40 {
        let mut next = Resources::after(&all);
        for place in 0..all.len() {
            if (place + round) % 11 != 3 {
                next.keep(&all, place);
            }
        }
        these = next
            .keys()
            .filter_map(|known| these.get_key_value(known.as_str()))
            .map(|(a, b)| (a.clone(), *b))
            .collect();
        let kept = next.len();
        for at in 0..3 + round {
            let name = format!("bucket.b{:03}", (at * 31 + round * 17) % 450);
            these.entry(name.clone()).or_insert("bucket");
            if !next.contains_key(&name.as_str().into()) {
                next.insert(one(&name));
            }
        }
        for place in (round..kept).step_by(37) {
            let changed = next.at_mut(place).unwrap();
            changed.kind = "changed".into();
            these.insert(changed.address.to_string(), "changed");
        }
        let again = next.at(round).unwrap().address.to_string();
        next.insert(one(&again));
        these.insert(again, "bucket");
        next.sort_behind(kept);
        assert_are(&next, &these);
        assert_eq!(next.get(&"bucket.none".into()).map(|one| &one.address), None);
        all = next;
    }
}

#[test]
fn who_keeps_others_changes_none_of_them() {
    let all: Resources = ["bucket.a", "bucket.b"].iter().map(|name| one(name)).collect();
    let mut next = Resources::after(&all);
    next.keep(&all, 1);
    next.at_mut(0).unwrap().kind = "changed".into();
    next.insert(one("bucket.a"));
    next.sort();
    let stand: Vec<&str> = next.values().map(|one| one.kind.as_str()).collect();
    assert_eq!(stand, ["bucket", "changed"]);
    assert!(all.values().all(|one| one.kind == "bucket"));
    assert_eq!(all.len(), 2);
}
