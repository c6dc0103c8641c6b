//! What is mounted by whom, wherever in a body it says so.

use crate::base::Span;
use crate::catalog::{BlockBody, Kind, Label, Meaning, Shape};
use crate::model::{Address, Map, Resource, Value};

/// One `mount "/path" from …` of a volume or file system in the stack.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mount<'a> {
    /// Who mounts.
    pub(super) by: &'a Resource,
    /// What is mounted.
    pub(super) from: &'a Address,
    /// Where it says so.
    pub(super) span: Span,
}

/// Whether a kind can mount anything.
pub(super) fn can_mount(kind: &Kind) -> bool {
    has_mounts(kind.shape)
        || kind.shape.blocks.iter().any(|block| match block.body {
            BlockBody::Shape(inner) => has_mounts(inner),
            BlockBody::Table(_) => false,
        })
}

/// The mounts of a resource: of itself and of its containers.
pub(super) fn mounts<'a>(resource: &'a Resource, kind: &Kind) -> Vec<Mount<'a>> {
    let mut found = Vec::new();
    add(resource, kind.shape, &resource.inputs, "", &mut found);
    for block in kind.shape.blocks {
        let BlockBody::Shape(inner) = block.body else { continue };
        let Some(body) = resource.input(block.word).and_then(Value::as_map).filter(|_| has_mounts(inner))
        else {
            continue;
        };
        if block.label == Label::None {
            add(resource, inner, body, &format!("{}.", block.word), &mut found);
            continue;
        }
        for (label, body) in body.iter().filter_map(|(label, body)| Some((label, body.as_map()?))) {
            add(resource, inner, body, &format!("{}.{label}.", block.word), &mut found);
        }
    }
    found
}

fn has_mounts(shape: &Shape) -> bool {
    shape.statements.iter().any(|statement| statement.meaning == Meaning::Mount)
}

/// Adds the mounts of one body.
fn add<'a>(by: &'a Resource, shape: &Shape, inputs: &'a Map, path: &str, found: &mut Vec<Mount<'a>>) {
    for statement in shape.statements.iter().filter(|statement| statement.meaning == Meaning::Mount) {
        let items = inputs.get(statement.word).and_then(Value::as_list).unwrap_or_default();
        for (at, item) in items.iter().enumerate() {
            let from = item.as_map().and_then(|fields| fields.get("from")).and_then(Value::as_address);
            let Some(from) = from else { continue };
            found.push(Mount { by, from, span: by.place(&format!("{path}{}[{at}]", statement.word)) });
        }
    }
}
