//! Blocks and tables, written out in the language.

use std::fmt::Write as _;

use serde_json::Value;

use super::literal::{is_computed, quoted};
use super::paths::{find_list, joined, paths, within};
use super::props::Wording;
use crate::catalog::{Block, BlockBody, Shape};

/// What CloudFormation calls the label of one of several.
const LABELS: [&str; 4] = ["Name", "Key", "Namespace", "IndexName"];

impl Wording<'_> {
    /// A block, or one for each of several.
    pub(super) fn block(&mut self, block: &Block, at: &Value, path: &str, prefix: &str) {
        for cfn in paths(block.cfn) {
            let Some(own) = (if prefix.is_empty() { within(cfn, self.kind, self.ty) } else { Some(cfn) })
            else {
                continue;
            };
            match block.body {
                BlockBody::Table(_) => self.table(block.word, at, own, path),
                BlockBody::Shape(inner) => {
                    if own.is_empty() {
                        self.bodies(block, inner, at, path);
                        return;
                    }
                    let Some((value, place)) = find_list(at, own) else { continue };
                    self.bodies(block, inner, value, &joined(path, &place));
                }
            }
            return;
        }
    }

    /// One block for each element.
    fn bodies(&mut self, block: &Block, inner: &Shape, value: &Value, place: &str) {
        let items: Vec<&Value> = match value {
            Value::Array(items) => items.iter().collect(),
            one => vec![one],
        };
        for (number, item) in
            items.into_iter().enumerate().filter(|(_, item)| item.is_object() && !is_computed(item))
        {
            let name = LABELS.iter().find_map(|label| Some((*label, item.get(label)?)));
            if let Some((label, _)) = name {
                self.known.insert(joined(place, label));
            }
            let name = name.and_then(|(label, name)| Some((label, name.as_str()?)));
            let name = match name {
                Some((_, name)) if is_word(name) => name.to_owned(),
                Some((_, name)) => quoted(name),
                None => format!("part_{number}"),
            };
            let label =
                if block.label == crate::catalog::Label::None { String::new() } else { format!(" {name}") };
            let _ = writeln!(self.text, "{}{label} {{", block.word);
            self.shape(inner, item, place, "inside");
            self.text.push_str("}\n");
        }
    }

    /// A table of free keys, which CloudFormation writes as an object, or as a list of keys and values.
    pub(super) fn table(&mut self, word: &str, at: &Value, own: &str, path: &str) {
        let Some((value, place)) = find_list(at, own) else { return };
        self.known.insert(joined(path, &place));
        let pairs: Vec<(String, String)> = match value {
            Value::Object(fields) => {
                fields.iter().filter_map(|(key, value)| Some((key.clone(), text(value)?))).collect()
            }
            Value::Array(items) => items.iter().filter_map(pair).collect(),
            _ => return self.problems.push(("type-mismatch", format!("`{place}` must be keys and values"))),
        };
        if pairs.is_empty() {
            return;
        }
        let _ = writeln!(self.text, "{word} {{");
        for (key, value) in pairs {
            let _ = writeln!(self.text, "{} = {}", quoted(&key), quoted(&value));
        }
        self.text.push_str("}\n");
    }
}

fn is_word(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

fn pair(item: &Value) -> Option<(String, String)> {
    let key = item.get("Key").or_else(|| item.get("Name"))?;
    Some((text(key)?, text(item.get("Value")?)?))
}
