//! Metrics of the catalog against those of the collection.

use std::collections::BTreeSet;

use stackc::catalog::{MetricTable, STATISTICS};
use stackc::kinds::builtin;
use toml::Value;

use super::Book;

#[test]
fn metrics_are_those_of_the_facts_and_all_of_them() {
    let Some(book) = Book::open() else { return };
    let mut wrong = Vec::new();
    let mut compared = 0;
    for kind in builtin().kinds() {
        for table in kind.metrics {
            let said = book.get("metrics.toml", table.fact.key).unwrap();
            compared += table.rows.len();
            wrong.extend(judge(table, said).into_iter().map(|why| format!("{}: {why}", kind.name)));
        }
        let known: BTreeSet<&str> =
            kind.metrics.iter().flat_map(|table| table.rows).map(|row| row.name).collect();
        for table in kind.metrics {
            let said = book.get("metrics.toml", table.fact.key).unwrap();
            let missing = rows(said).filter(|row| is_of(table, said, row) && !known.contains(name(row)));
            wrong.extend(missing.map(|row| format!("{}: lacks {}", kind.name, name(row))));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(compared > 80, "only {compared} metrics were compared");
}

/// What is wrong with a table.
fn judge(table: &MetricTable, said: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    if said["namespace"].as_str() != Some(table.namespace) {
        wrong.push(format!("namespace is {}", said["namespace"]));
    }
    if said.get("period_s").is_some_and(|seconds| seconds.as_integer() != Some(table.seconds)) {
        wrong.push(format!("every {} s", said["period_s"]));
    }
    for row in table.rows {
        let Some(theirs) = rows(said).find(|theirs| name(theirs) == row.name) else {
            wrong.push(format!("no {}", row.name));
            continue;
        };
        let aws = STATISTICS.iter().find(|(word, _)| *word == row.usual).map(|(_, aws)| *aws);
        let same = theirs["unit"].as_str() == Some(row.unit)
            && theirs["statistic"].as_str() == aws
            && theirs.get("unconfirmed").is_none() == row.confirmed;
        if !same || !is_of(table, said, theirs) {
            wrong.push(format!("{}: {theirs}", row.name));
        }
    }
    wrong
}

fn rows(section: &Value) -> impl Iterator<Item = &Value> {
    section["metrics"].as_array().unwrap().iter()
}

fn name(row: &Value) -> &str {
    row["name"].as_str().unwrap()
}

/// Whether a metric that the language can name is kept under just the dimensions of a table.
fn is_of(table: &MetricTable, section: &Value, row: &Value) -> bool {
    let sets = row.get("dimension_sets").unwrap_or(&section["dimension_sets"]);
    let ours = table.dimensions.iter().map(|(name, _)| *name).chain(table.over.iter().copied());
    let ours: BTreeSet<&str> = ours.collect();
    let same = |set: &Value| {
        set.as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect::<BTreeSet<_>>() == ours
    };
    name(row).chars().all(|c| c.is_alphanumeric() || c == '_') && sets.as_array().unwrap().iter().any(same)
}

#[test]
fn statistics_are_those_of_alarms() {
    let Some(book) = Book::open() else { return };
    let said = book.get("cloudwatch.toml", "alarm.statistics").unwrap().as_array().unwrap();
    let theirs: BTreeSet<&str> = said.iter().filter_map(Value::as_str).collect();
    assert_eq!(STATISTICS.iter().map(|(_, aws)| *aws).collect::<BTreeSet<_>>(), theirs);
}
