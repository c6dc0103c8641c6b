//! What a body mounts, whatever kind it is of.

use super::{BlockBody, Label, Meaning, Shape};
use crate::model::{Address, Map, Value};

/// Everything in the stack that a resource mounts, itself or by its blocks, with the path of the line that says so.
#[must_use]
pub fn mounted<'a>(shape: &Shape, inputs: &'a Map) -> Vec<(&'a Address, String)> {
    let mut found = Vec::new();
    within(shape, inputs, "", &mut found);
    for block in shape.blocks {
        let BlockBody::Shape(inner) = block.body else { continue };
        let has_some = has_mounts(inner);
        let Some(body) = has_some.then(|| inputs.get(block.word)).flatten().and_then(Value::as_map) else {
            continue;
        };
        if block.label == Label::None {
            within(inner, body, &format!("{}.", block.word), &mut found);
            continue;
        }
        for (label, body) in body.iter().filter_map(|(label, body)| Some((label, body.as_map()?))) {
            within(inner, body, &format!("{}.{label}.", block.word), &mut found);
        }
    }
    found
}

/// Whether a resource of that shape can mount anything.
#[must_use]
pub fn can_mount(shape: &Shape) -> bool {
    let inner = |body: BlockBody| matches!(body, BlockBody::Shape(inner) if has_mounts(inner));
    has_mounts(shape) || shape.blocks.iter().any(|block| inner(block.body))
}

fn has_mounts(shape: &Shape) -> bool {
    shape.statements.iter().any(|statement| statement.meaning == Meaning::Mount)
}

/// Adds the mounts of one body.
fn within<'a>(shape: &Shape, inputs: &'a Map, path: &str, found: &mut Vec<(&'a Address, String)>) {
    for statement in shape.statements.iter().filter(|statement| statement.meaning == Meaning::Mount) {
        let items = inputs.get(statement.word).and_then(Value::as_list).unwrap_or_default();
        for (at, item) in items.iter().enumerate() {
            let from = item.as_map().and_then(|fields| fields.get("from")).and_then(Value::as_address);
            found.extend(from.map(|from| (from, format!("{path}{}[{at}]", statement.word))));
        }
    }
}
