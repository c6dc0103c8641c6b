//! IAM's names against the collection.

use std::collections::BTreeSet;

use stackc::iam::{Standing, all_managed, arn_fault, is_managed, is_principal, managed, sorts_of, standing};

use super::book::Book;

/// The names that are built in, as `service:Action`.
fn built_in() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut service = "";
    for line in include_str!("../../../src/iam/actions.txt").lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split_whitespace();
        if !line.starts_with(' ') {
            service = words.next().unwrap();
        }
        if service != "*" {
            names.extend(words.map(|word| format!("{service}:{word}")));
        }
    }
    names
}

#[test]
fn actions_are_those_of_the_collection() {
    let Some(book) = Book::open() else { return };
    let unknown: Vec<&String> =
        book.actions.iter().filter(|action| standing(action) != Standing::Known).collect();
    assert!(unknown.is_empty(), "not built in: {unknown:?}");
    let collected: BTreeSet<&String> = book.actions.iter().collect();
    // Of some services the collection has only what is of use for resources that stackc knows.
    let whole = |name: &&String| !book.subsets.iter().any(|service| name.starts_with(&format!("{service}:")));
    let built_in = built_in();
    let more: Vec<&String> = built_in.iter().filter(whole).filter(|name| !collected.contains(name)).collect();
    assert!(more.is_empty(), "not in the collection: {more:?}");
}

#[test]
fn sorts_of_resources_are_those_of_the_collection() {
    let Some(book) = Book::open() else { return };
    assert!(book.sorts.len() > 1_000);
    for (action, expected) in &book.sorts {
        let mut found = sorts_of(action).unwrap_or_else(|| panic!("{action} is not built in")).to_vec();
        found.sort_unstable();
        assert_eq!(&found, expected, "{action}");
    }
}

#[test]
fn no_arn_of_a_resource_type_is_refused() {
    let Some(book) = Book::open() else { return };
    let refused: Vec<String> = book
        .arns
        .iter()
        .filter_map(|arn| Some((arn, arn_fault(&filled(arn)).filter(|fault| fault.certain)?)))
        .map(|(arn, fault)| format!("{arn}: {}", fault.message))
        .collect();
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

/// An ARN for a template such as `arn:${Partition}:s3:::${BucketName}`.
fn filled(template: &str) -> String {
    let known = template
        .replace("${Partition}", "aws")
        .replace("${Region}", "us-east-1")
        .replace("${Account}", "111122223333");
    let mut text = String::new();
    let mut rest = known.as_str();
    while let Some((before, after)) = rest.split_once("${") {
        text.push_str(before);
        text.push('x');
        rest = after.split_once('}').unwrap().1;
    }
    text + rest
}

#[test]
fn principals_of_the_collection_are_known() {
    let Some(book) = Book::open() else { return };
    let table = book.get("iam.toml", "trust_principals").unwrap().as_table().unwrap();
    let names = table.values().filter_map(|name| name.as_str()?.strip_suffix(".amazonaws.com"));
    let unknown: Vec<&str> = names.filter(|name| !is_principal(name)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn managed_policies_are_those_of_the_collection() {
    let Some(book) = Book::open() else { return };
    let theirs = book.get("managed_policies.toml", "policy").unwrap().as_array().unwrap();
    for policy in theirs {
        let text = |key: &str| policy[key].as_str().unwrap();
        let ours = managed(text("arn")).unwrap_or_else(|| panic!("{} is not built in", text("arn")));
        let document = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!((ours.name(), ours.version), (text("name"), text("default_version")));
        assert_eq!(document(ours.document), document(text("document")), "{}", ours.arn);
    }
    // What is built in besides comes from the same source, and none of it stands alone.
    assert!(all_managed().len() > theirs.len());
    assert!(all_managed().iter().all(|policy| is_managed(policy.arn)));
}
