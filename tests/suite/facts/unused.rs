//! What the collection has and nothing here names: told with `-- --nocapture unused`, file by file.
#![expect(clippy::print_stdout, reason = "the report is for whoever asks for it with `--nocapture`")]

use std::collections::{BTreeMap, BTreeSet};

use stackc::kinds::builtin;
use toml::{Table, Value};

use super::book::Book;
use super::every_fact;

/// Files of which nothing is named yet, each with the reason.
const NOT_YET: &[(&str, &str)] = &[("pricing.toml", "prices come with the bill")];

/// Files that are data for a table of the crate, which a test of its own holds against them entry by entry.
const TABLES_OF_THEIR_OWN: &[&str] =
    &["ec2_instance_types.toml", "managed_policies.toml", "metrics.toml", "update_behavior.toml"];

/// The entries of a file: keys of its tables, two levels deep, but for what is about the file itself.
fn entries(file: &Table) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for (name, value) in file {
        match value {
            _ if ["schema_version", "sources", "unconfirmed"].contains(&name.as_str()) => {}
            Value::Table(inner) => all.extend(inner.keys().map(|key| format!("{name}.{key}"))),
            _ => {
                all.insert(name.clone());
            }
        }
    }
    all
}

/// Whether what is named is the entry, lies in it, or holds it.
fn touches(named: &str, entry: &str) -> bool {
    let within = |inner: &str, outer: &str| {
        inner == outer || inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with(['.', '[']))
    };
    within(named, entry) || within(entry, named)
}

#[test]
fn what_the_facts_have_and_nothing_uses_is_told_file_by_file() {
    let Some(book) = Book::open() else { return };
    let catalog = builtin();
    let mut used: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let of_kinds = every_fact(&catalog).into_iter().map(|(_, fact)| fact);
    let rules = stackc::session::rules();
    for fact in of_kinds.chain(rules.iter().flat_map(|rule| rule.facts).copied()) {
        used.entry(fact.file).or_default().insert(fact.key);
    }
    let (mut silent, mut sum, mut left) = (Vec::new(), 0, 0);
    for (name, file) in book.files() {
        if TABLES_OF_THEIR_OWN.contains(&name) {
            continue;
        }
        let named = used.get(name);
        let is_used = |entry: &&String| named.is_some_and(|keys| keys.iter().any(|key| touches(key, entry)));
        let entries = entries(file);
        let unused: Vec<&String> = entries.iter().filter(|entry| !is_used(entry)).collect();
        println!("{name}: {} of {} entries are named", entries.len() - unused.len(), entries.len());
        unused.iter().for_each(|entry| println!("    {entry}"));
        (sum, left) = (sum + entries.len(), left + unused.len());
        if unused.len() == entries.len() {
            silent.push(name);
        }
    }
    println!("{} of {sum} entries are named", sum - left);
    assert!(sum > 300, "only {sum} entries were looked at");
    let excused: Vec<&str> = NOT_YET.iter().map(|(file, _)| *file).collect();
    silent.retain(|name| !excused.contains(name));
    assert_eq!(silent, [""; 0], "nothing of these files is named");
}
