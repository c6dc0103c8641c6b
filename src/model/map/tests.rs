//! What maps promise.

use super::*;

fn map(names: &[&str]) -> Map {
    names.iter().map(|name| (EcoString::from(*name), Value::from(*name))).collect()
}

fn names(map: &Map) -> Vec<&str> {
    map.keys().map(EcoString::as_str).collect()
}

fn hash(map: &Map) -> u64 {
    use std::hash::BuildHasher;
    rustc_hash::FxBuildHasher.hash_one(map)
}

#[test]
fn a_value_takes_no_more_for_standing_in_a_map() {
    assert_eq!((size_of::<Value>(), size_of::<Slot>()), (24, 24));
}

#[test]
fn maps_with_the_same_names_share_them_until_one_gets_another_name() {
    let mut names = Names::default();
    let (mut one, mut other) = (map(&["a", "b"]), map(&["b", "a"]));
    one.settle(&mut names);
    other.settle(&mut names);
    assert!(std::ptr::eq(one.parts().0, other.parts().0));
    assert_eq!((&one, hash(&one)), (&other, hash(&other)));
    one.insert("aa".into(), Value::None);
    other.remove("b");
    let mut shares = map(&["c"]);
    shares.share(&map(&["b"]));
    shares.settle(&mut names);
    assert_eq!((super::tests::names(&one), one.get("b")), (vec!["a", "aa", "b"], Some(&Value::from("b"))));
    assert_eq!((super::tests::names(&other), other.get("b"), other.len()), (vec!["a"], None, 1));
    assert_eq!(shares, map(&["b", "c"]));
    let mut nothing = Map::new();
    nothing.settle(&mut names);
    assert!(nothing.is_empty() && nothing == Map::with_capacity(3));
}

#[test]
fn a_list_of_names_and_values_is_put_into_order() {
    let mut names = Names::default();
    let mut list: Vec<(EcoString, Value)> =
        ["c", "a", "b"].iter().map(|name| (EcoString::from(*name), Value::from(*name))).collect();
    let one = Map::settled(&mut list, &mut names);
    let mut other = map(&["a", "b", "c"]);
    other.settle(&mut names);
    assert_eq!((&one, one.get("b"), list.len()), (&other, Some(&Value::from("b")), 0));
    assert!(std::ptr::eq(one.parts().0, other.parts().0));
    assert!(Map::settled(&mut list, &mut names).is_empty());
}

#[test]
fn what_is_shared_is_read_as_what_is_not() {
    let plain = map(&["a", "b", "c", "d", "e"]);
    for (own, shared) in [
        (&["a", "c"][..], &["b", "d", "e"][..]),
        (&[], &["a", "b", "c", "d", "e"]),
        (&["b", "e"], &["a", "c", "d"]),
        (&["a", "b", "c"], &["c", "d", "e"]),
    ] {
        let mut half = map(own);
        half.share(&map(shared));
        assert_eq!((&half, hash(&half), half.len()), (&plain, hash(&plain), 5));
        assert_eq!(names(&half), ["a", "b", "c", "d", "e"]);
        assert_eq!(half.keys().rev().map(EcoString::as_str).collect::<String>(), "edcba");
        assert!(plain.iter().all(|(name, value)| half.get(name) == Some(value)));
        assert_eq!(half.into_iter().collect::<Vec<_>>(), plain.clone().into_iter().collect::<Vec<_>>());
    }
}

#[test]
fn a_change_is_of_one_map_and_not_of_those_it_shares_with() {
    let shared = map(&["b", "d"]);
    let (mut one, mut other) = (map(&["c"]), map(&["a"]));
    one.share(&shared);
    other.share(&shared);
    assert_eq!(one.insert("d".into(), Value::Bool(true)), Some(Value::from("d")));
    assert_eq!(one.insert("e".into(), Value::None), None);
    assert_eq!(one.remove("b"), Some(Value::from("b")));
    assert_eq!(other.remove("x"), None);
    if let Some(value) = other.get_mut("b") {
        *value = Value::None;
    }
    other.share(&map(&["a", "z"]));
    assert_eq!((names(&one), one.get("d")), (vec!["c", "d", "e"], Some(&Value::Bool(true))));
    assert_eq!((names(&other), other.get("a")), (vec!["a", "b", "d", "z"], Some(&Value::from("a"))));
    assert_eq!(shared, map(&["b", "d"]));
}
