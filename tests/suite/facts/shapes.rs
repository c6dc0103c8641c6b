//! The shapes of CloudFormation's types against what the collection says of them.

use std::collections::{BTreeMap, BTreeSet};

use toml::Value;

use super::book::Book;

/// The table, a property to a line.
const SHAPES: &str = include_str!("../../../src/session/schema/types.txt");

/// The properties of each type, with `!` if they must be written and `-` if only AWS writes them.
fn shapes() -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let mut all: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let (mut ty, mut own) = ("", false);
    for line in SHAPES.lines().filter(|line| !line.starts_with('#')) {
        if let Some(property) = line.strip_prefix(' ') {
            let name = property.split(' ').next().unwrap();
            if own && !name.starts_with('=') {
                all.get_mut(ty).unwrap().insert(name);
            }
        } else if line.starts_with('@') {
            own = false;
        } else {
            (ty, own) = (line, true);
            assert!(all.insert(ty, BTreeSet::new()).is_none(), "{ty} is there twice");
        }
    }
    all
}

#[test]
fn properties_are_asked_for_and_given_as_the_facts_say() {
    let Some(book) = Book::open() else { return };
    let shapes = shapes();
    let mut compared = 0;
    let (_, rows) = book.files().find(|(name, _)| *name == "update_behavior.toml").unwrap();
    for (ty, row) in rows {
        let Some(row) = row.as_table() else { continue };
        let Some(shape) = shapes.get(ty.as_str()) else { continue };
        let listed = |key: &str| -> BTreeSet<&str> {
            let list = row.get(key).and_then(Value::as_array);
            let names = list.into_iter().flatten().filter_map(Value::as_str);
            names.filter(|name| !name.contains('/')).collect()
        };
        let ours = |mark: char| -> BTreeSet<&str> {
            shape.iter().filter_map(|name| name.strip_suffix(mark)).collect()
        };
        assert_eq!(ours('!'), listed("required"), "{ty}");
        // What is written once and read ever after is both.
        let given: BTreeSet<&str> = listed("read_only").difference(&listed("create_only")).copied().collect();
        assert_eq!(ours('-'), given, "{ty}");
        let exist =
            |name: &&str| ["", "!", "-"].iter().any(|mark| shape.contains(format!("{name}{mark}").as_str()));
        for name in listed("create_only") {
            assert!(exist(&name), "{ty}.{name}");
        }
        compared += 1;
    }
    assert!(compared > 100, "{compared}");
}
