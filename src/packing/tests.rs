//! The arithmetic of packing.

use super::*;

const GB: i64 = 1 << 30;

fn amounts(vcpus: i64, memory: i64) -> Amounts {
    Amounts { cpu: vcpus * 1024, memory: memory * GB, ..Amounts::default() }
}

fn demand(name: &str, vcpus: i64, memory: i64, count: u64) -> Demand<'_> {
    Demand { name, takes: amounts(vcpus, memory), count, ..Demand::default() }
}

fn host(name: &str, vcpus: i64, memory: i64, count: u64) -> Host<'_> {
    Host { name, has: amounts(vcpus, memory), count, ..Host::default() }
}

#[test]
fn the_largest_is_placed_first_and_the_small_ones_fill_up() {
    let hosts = [host("m5.large", 2, 8, 2)];
    let packed = pack(&[demand("small", 1, 1, 2), demand("large", 2, 8, 1)], &hosts);
    assert_eq!(packed, Packed { left: vec![0, 0], used: vec![2] });
    let packed = pack(&[demand("small", 1, 1, 3), demand("large", 2, 8, 1)], &hosts);
    assert_eq!(packed.left, [1, 0]);
}

#[test]
fn a_million_tasks_are_counted_and_not_listed() {
    let hosts = [host("m5.large", 2, 8, 1_000_000_000)];
    let packed = pack(&[demand("a", 1, 3, 1_000_001), demand("b", 1, 1, 7)], &hosts);
    assert_eq!(packed, Packed { left: vec![0, 0], used: vec![500_004] });
    assert_eq!(hosts_needed(&[demand("a", 1, 3, 5)], &hosts[0]), Some(3));
    assert_eq!(hosts_needed(&[demand("a", 3, 3, 5)], &hosts[0]), None);
}

#[test]
fn ports_and_being_apart_keep_one_to_a_host() {
    let hosts = [host("m5.large", 2, 8, 3)];
    let web = Demand { ports: vec![80], ..demand("web", 0, 1, 2) };
    let other = Demand { ports: vec![443, 80], ..demand("other", 0, 1, 2) };
    assert_eq!(pack(&[web.clone(), other], &hosts).left, [0, 1]);
    let apart = Demand { apart: Apart::Yes, ..demand("apart", 0, 1, 4) };
    assert_eq!(pack(&[apart, web], &hosts).left, [1, 0]);
}

#[test]
fn what_a_demand_wants_a_host_must_be() {
    let arm = Host { is: vec!["arm64", "a"], ..host("m7g.large", 2, 8, 1) };
    let x86 = Host { is: vec!["x86_64", "a"], ..host("m5.large", 2, 8, 1) };
    let wants = Demand { wants: vec!["x86_64", "a"], ..demand("web", 1, 1, 3) };
    let packed = pack(std::slice::from_ref(&wants), &[arm.clone(), x86]);
    assert_eq!(packed, Packed { left: vec![1], used: vec![0, 1] });
    let why = misfits(&wants, &[arm]).unwrap();
    assert_eq!(why[0].to_string(), "m7g.large is not x86_64");
}

#[test]
fn a_refusal_names_what_each_host_lacks_and_the_least_change() {
    let hosts = [host("c5.large", 2, 4, 9), host("m5.large", 2, 8, 9)];
    let big = demand("big", 2, 16, 1);
    let why: Vec<String> = misfits(&big, &hosts).unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(why, ["c5.large has 4 GB of memory", "m5.large has 8 GB of memory"]);
    assert_eq!(less(&big, &hosts), Some((Room::Memory, 8 * GB)));
    assert_eq!(less(&demand("both", 4, 16, 1), &hosts), None);
    assert_eq!(misfits(&demand("fits", 2, 4, 1), &hosts), None);
    assert_eq!(misfits(&big, &[]), Some(vec![]));
}

#[test]
fn what_fills_a_host_to_the_brim_leaves_nothing_for_the_host_itself() {
    let hosts = [host("t3.small", 2, 2, 1), host("t3.medium", 2, 4, 1)];
    let full = |takes: &Demand<'_>, hosts: &[Host<'_>]| {
        filled(takes, hosts, &[Room::Memory]).map(|(host, room)| (host.name.to_owned(), room))
    };
    let small = demand("db", 1, 2, 1);
    assert_eq!(full(&small, &hosts[..1]), Some(("t3.small".to_owned(), Room::Memory)));
    assert_eq!(full(&small, &hosts), None, "t3.medium has room for it");
    assert_eq!(full(&demand("db", 2, 1, 1), &hosts), None, "of CPU nothing is kept");
    assert_eq!(full(&demand("db", 1, 8, 1), &hosts), None, "it fits on none");
    assert_eq!(hosts[0].has.first_out(&amounts(1, 2)), Some(Room::Memory));
}

#[test]
fn more_than_all_hosts_have_is_a_proof() {
    let hosts = [host("m5.large", 2, 8, 2)];
    let three = [demand("a", 1, 5, 3)];
    // Five fits once on each host: a heuristic says so, a sum does not.
    assert_eq!(pack(&three, &hosts).left, [1]);
    assert_eq!(short_in_total(&three, &hosts), None);
    assert_eq!(short_in_total(&[demand("a", 1, 6, 3)], &hosts), Some((Room::Memory, 18 * GB, 16 * GB)));
}

#[test]
fn nothing_overflows() {
    let odd = Demand {
        takes: Amounts { cpu: i64::MAX, ..Amounts::default() },
        count: u64::MAX,
        ..Demand::default()
    };
    let hosts = [Host { has: odd.takes, count: u64::MAX, ..Host::default() }];
    assert_eq!(pack(std::slice::from_ref(&odd), &hosts), Packed { left: vec![0], used: vec![u64::MAX] });
    assert_eq!(pack(&[Demand { count: u64::MAX, ..Demand::default() }], &hosts).left, [0]);
    assert_eq!(short_in_total(&[odd], &hosts), None);
}
