//! A value as it is shown.

use std::fmt::Write as _;

use crate::model::{Map, Value, to_plain_json};
use serde::{Serialize, Serializer};

/// A value in the forms in which it is shown.
#[derive(Debug, Clone)]
pub struct Shown {
    /// As the language writes it, on one line; `None` if absent.
    pub text: Option<String>,
    /// Of text with line breaks, the text itself.
    pub lines: Option<String>,
    /// Of a list of statements or blocks, each item as the language writes it; empty otherwise.
    pub items: Vec<String>,
}

/// A value for programs; `null` if absent or secret.
#[derive(Debug)]
pub(super) struct Plain<'a>(pub(super) &'a Value);

impl Serialize for Plain<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to_plain_json(self.0).serialize(to)
    }
}

/// The statements or blocks, if the value is a list of them and has any.
pub(super) fn items(value: &Value) -> Option<&[Value]> {
    let items = value.as_list()?;
    (!items.is_empty() && items.iter().all(|item| item.as_map().is_some())).then_some(items)
}

/// As the language writes it, on one line; `None` if absent.
pub(super) fn text(value: &Value) -> Option<String> {
    (*value != Value::None).then(|| value.to_string())
}

pub(super) fn shown(value: &Value) -> Shown {
    Shown {
        text: text(value),
        lines: value.as_str().filter(|text| text.contains('\n')).map(str::to_owned),
        items: items(value).into_iter().flatten().map(item).collect(),
    }
}

/// Whether a secret is in it.
pub(super) fn secret(value: &Value) -> bool {
    match value {
        Value::Secret(_) => true,
        Value::List(items) => items.iter().any(secret),
        Value::Map(entries) => entries.values().any(secret),
        Value::Range(ends) => secret(&ends.0) || secret(&ends.1),
        _ => false,
    }
}

/// An item of a list of statements, on one line; a statement of a policy as the language says it.
pub(super) fn item(value: &Value) -> String {
    value.as_map().and_then(grant).unwrap_or_else(|| value.to_string())
}

/// `allow "s3:GetObject" on "arn:…" to … when { … }`; `None` if the map is no statement of a policy.
fn grant(map: &Map) -> Option<String> {
    let mut text = map.get("effect")?.as_str()?.to_owned();
    let lists = [
        ("actions", "not_actions", ""),
        ("resources", "not_resources", " on"),
        ("principals", "not_principals", " to"),
    ];
    for (field, negated, word) in lists {
        let (not, items) = match (map.get(field), map.get(negated)) {
            (Some(items), _) => ("", items),
            (None, Some(items)) => (" not", items),
            (None, None) => continue,
        };
        text.push_str(word);
        text.push_str(not);
        for (at, item) in items.as_list()?.iter().enumerate() {
            let _ = write!(text, "{} {item}", if at == 0 { "" } else { "," });
        }
    }
    if let Some(conditions) = map.get("conditions") {
        let lines: Vec<String> = conditions.as_list()?.iter().map(condition).collect::<Option<_>>()?;
        text.push_str(&format!(" when {{ {} }}", lines.join("  ")));
    }
    let known = [
        "effect",
        "actions",
        "resources",
        "principals",
        "conditions",
        "not_actions",
        "not_resources",
        "not_principals",
    ];
    map.keys().all(|key| known.contains(&key.as_str())).then_some(text)
}

fn condition(value: &Value) -> Option<String> {
    let map = value.as_map()?;
    let values = map.get("values")?;
    let shown = match values.as_list()? {
        [one] => one.to_string(),
        _ => values.to_string(),
    };
    Some(format!("{} {} = {shown}", map.get("operator")?.as_str()?, map.get("key")?))
}
