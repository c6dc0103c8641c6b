//! The collection of facts beside the project, by the keys that the catalog names.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use toml::{Table, Value};

/// All files of the collection.
pub(super) struct Book {
    files: BTreeMap<String, Table>,
    /// IAM actions, as `service:Action`.
    pub(super) actions: Vec<String>,
    /// ARNs that an action takes, with `${Placeholders}`; none of one that takes only `*`.
    pub(super) taken: BTreeMap<String, Vec<String>>,
    /// Services of which only some actions are collected.
    pub(super) subsets: Vec<String>,
    /// ARNs of resource types, with `${Placeholders}`.
    pub(super) arns: Vec<String>,
    /// Every action with the ARNs of what it is done to, names as `*`.
    pub(super) sorts: Vec<(String, Vec<String>)>,
}

impl Book {
    /// Reads the collection; says so and gives `None` where it is not there.
    pub(super) fn open() -> Option<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/facts");
        if !folder.is_dir() {
            // Written past the test harness, which would keep it to itself.
            let text = format!("skipped: no facts at {}\n", folder.display());
            std::io::stderr().write_all(text.as_bytes()).unwrap();
            return None;
        }
        let mut files = BTreeMap::new();
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "toml") {
                let name = path.file_name().unwrap().to_str().unwrap().to_owned();
                files.insert(name, fs::read_to_string(&path).unwrap().parse().unwrap());
            }
        }
        let text = fs::read_to_string(folder.join("iam_actions.json")).unwrap();
        let document: serde_json::Value = serde_json::from_str(&text).unwrap();
        let services = document["services"].as_object().unwrap();
        let subsets = services.iter().filter(|(_, known)| known["subset"] == true);
        Some(Self {
            files,
            actions: actions(services),
            taken: services.iter().flat_map(|(service, known)| taken(service, known)).collect(),
            subsets: subsets.map(|(service, _)| service.clone()).collect(),
            arns: services.values().flat_map(arns).collect(),
            sorts: services.iter().flat_map(|(name, service)| sorts(name, service)).collect(),
        })
    }

    /// The value at a key.
    pub(super) fn get(&self, file: &str, key: &str) -> Option<&Value> {
        find(self.files.get(file)?, key)
    }

    /// The files with what stands in them, by name.
    pub(super) fn files(&self) -> impl Iterator<Item = (&str, &Table)> {
        self.files.iter().map(|(name, file)| (name.as_str(), file))
    }

    /// Whether the file's own list, or the row itself, leaves that key unconfirmed.
    pub(super) fn is_unconfirmed(&self, file: &str, key: &str) -> bool {
        if self.get(file, key).and_then(|row| row.get("unconfirmed")).is_some() {
            return true;
        }
        let Some(list) = self.files.get(file).and_then(|file| file.get("unconfirmed")) else { return false };
        let key = without_rows(key);
        list.as_array().unwrap().iter().any(|pattern| covers(pattern.as_str().unwrap(), &key))
    }
}

/// What each action of a service takes.
fn taken(service: &str, known: &serde_json::Value) -> Vec<(String, Vec<String>)> {
    let arn = |name: &serde_json::Value| {
        let name = name.as_str().unwrap().trim_end_matches('*');
        known["resources"][name].as_str().map(str::to_owned)
    };
    let of = |(name, row): (&String, &serde_json::Value)| {
        (format!("{service}:{name}"), row[1].as_array().unwrap().iter().filter_map(arn).collect())
    };
    known["actions"].as_object().unwrap().iter().map(of).collect()
}

fn actions(services: &serde_json::Map<String, serde_json::Value>) -> Vec<String> {
    let of = |(service, known): (&String, &serde_json::Value)| -> Vec<String> {
        let names = known["actions"].as_object().unwrap().keys();
        names.map(|name| format!("{service}:{name}")).collect()
    };
    services.iter().flat_map(of).collect()
}

fn arns(service: &serde_json::Value) -> Vec<String> {
    let types = service["resources"].as_object().unwrap().values();
    types.map(|arn| arn.as_str().unwrap().to_owned()).collect()
}

/// Follows a key; names that hold dots are found since every name is tried.
fn find<'a>(table: &'a Table, key: &str) -> Option<&'a Value> {
    if let Some(value) = table.get(key) {
        return Some(value);
    }
    table.iter().find_map(|(name, value)| {
        let rest = key.strip_prefix(name.as_str())?;
        if let Some(rest) = rest.strip_prefix('.') {
            return find(value.as_table()?, rest);
        }
        let (row, below) = rest.strip_prefix('[')?.split_once(']')?;
        let (field, wanted) = row.split_once('=')?;
        let is_it = |row: &&Value| match row.get(field) {
            Some(Value::String(text)) => text == wanted,
            Some(Value::Integer(number)) => number.to_string() == wanted,
            _ => false,
        };
        let row = value.as_array()?.iter().find(is_it)?;
        if below.is_empty() { Some(row) } else { find(row.as_table()?, below.strip_prefix('.')?) }
    })
}

/// A key with every row in `[…]`, as the `unconfirmed` lists write them.
fn without_rows(key: &str) -> String {
    let mut parts = key.split('[');
    let mut text = parts.next().unwrap().to_owned();
    for part in parts {
        text.push_str("[]");
        text.push_str(part.split_once(']').unwrap().1);
    }
    text
}

/// Whether a pattern of an `unconfirmed` list covers a key or something that holds it; `*` stands for any text,
/// and `except` takes names out.
fn covers(pattern: &str, key: &str) -> bool {
    let (pattern, remark) = pattern.split_once(' ').unwrap_or((pattern, ""));
    if remark
        .strip_prefix("except ")
        .is_some_and(|names| names.split(", ").any(|name| key.rsplit('.').next() == Some(name)))
    {
        return false;
    }
    // Of rows, any or one is meant: `row[].field`, `row[name].field`.
    if let Some((rows, field)) = pattern.split_once("].") {
        let Some((table, name)) = rows.split_once('[') else { return false };
        let Some((row, of)) = key.split_once("].") else { return false };
        let same = name.is_empty() || row.ends_with(&format!("={name}"));
        return same && row.starts_with(&format!("{table}[")) && covers_field(field, of);
    }
    covers_field(pattern, key)
}

/// The same, without rows.
fn covers_field(pattern: &str, key: &str) -> bool {
    if let Some((head, tail)) = pattern.split_once('*') {
        return key.len() >= head.len() + tail.len() && key.starts_with(head) && key.ends_with(tail);
    }
    key == pattern || key.strip_prefix(pattern).is_some_and(|rest| rest.starts_with('.'))
}

/// Every action of a service with the ARNs of what it is done to.
fn sorts(name: &str, service: &serde_json::Value) -> Vec<(String, Vec<String>)> {
    let arn = |sort: &str| {
        let text = service["resources"][sort.trim_end_matches('*')].as_str().unwrap();
        let mut parts = text.split("${");
        let head = parts.next().unwrap().to_owned();
        parts.fold(head, |arn, part| arn + "*" + part.split_once('}').unwrap().1)
    };
    let sorts = |row: &serde_json::Value| {
        let listed = row[1].as_array().unwrap().iter();
        let mut arns: Vec<String> = listed.map(|sort| arn(sort.as_str().unwrap())).collect();
        arns.sort();
        arns
    };
    let actions = service["actions"].as_object().unwrap().iter();
    actions.map(|(action, row)| (format!("{name}:{action}"), sorts(row))).collect()
}
