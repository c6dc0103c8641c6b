//! What joins resources that may name each other: a part for each that a line names, made after both.

use ecow::EcoString;

use super::cx::{Cx, add_edge};
use super::parts::{implicit, part_inputs};
use crate::catalog::{Kind, Part, PartWhen, Position, Statement};
use crate::model::{Address, Map, Resource, Stack, Value};

/// Adds these parts to every resource that has such lines.
pub(super) fn joins(cx: &mut Cx<'_>, stack: &mut Stack) {
    let word = |part: &Part| match part.when {
        PartWhen::Joins(word, _) => Some(word),
        _ => None,
    };
    let joining = |(place, kind): (usize, &'static Kind)| {
        let resource = stack.resources.at(place)?;
        let mut words = kind.parts.iter().filter_map(word);
        words.any(|word| resource.inputs.contains_key(word)).then(|| (resource.address.clone(), kind))
    };
    let places = cx.of_kinds(stack, |kind| kind.parts.iter().any(|part| word(part).is_some()));
    let owners: Vec<(Address, &'static Kind)> = places.into_iter().filter_map(joining).collect();
    for (owner, kind) in owners {
        for part in kind.parts {
            let PartWhen::Joins(word, field) = part.when else { continue };
            let Some(statement) = kind.shape.statement(word) else { continue };
            join(cx, stack, &owner, part, (statement, field));
        }
    }
}

/// Adds the parts of one row.
fn join(
    cx: &mut Cx<'_>,
    stack: &mut Stack,
    owner: &Address,
    part: &'static Part,
    (statement, field): (&'static Statement, &'static str),
) {
    let Some(resource) = stack.get(owner) else { return };
    let lines = resource.inputs.get(statement.word).and_then(Value::as_list).unwrap_or_default();
    let mut made: Vec<Resource> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(line) = line.as_map() else { continue };
        let named = line.get(field).and_then(Value::as_list).unwrap_or_default();
        for peer in named {
            let one = peer.as_address().and_then(|peer| stack.get(peer));
            let Some(to) = one else { continue };
            let place = resource.place(&ecow::eco_format!("{}[{at}]", statement.word));
            let key = Value::String(text(statement, field, line, to));
            let address = Address(ecow::eco_format!("{}[{key}]", owner.part(part.name)));
            if made.iter().any(|one| one.address == address) {
                continue;
            }
            let Some(mut one) = one_part(cx, (resource, part, address), line, (field, peer)) else {
                continue;
            };
            (one.head, one.span) = (place, place);
            add_edge(&mut one.edges, owner.clone(), place);
            add_edge(&mut one.edges, to.address.clone(), place);
            made.push(one);
        }
    }
    made.into_iter().for_each(|one| stack.resources.insert(one));
}

/// One part, with what the line says besides.
fn one_part(
    cx: &mut Cx<'_>,
    (owner, part, address): (&Resource, &'static Part, Address),
    line: &Map,
    (field, peer): (&'static str, &Value),
) -> Option<Resource> {
    let kind = cx.catalog.kind(part.kind)?;
    let mut inputs = part_inputs(cx, kind, part.inputs, owner, None)?;
    for (name, value) in line.iter().filter(|(name, _)| kind.shape.attr(name).is_some()) {
        inputs.insert(name.clone(), value.clone());
    }
    inputs.insert(field.into(), peer.clone());
    implicit(cx, kind, address, owner, inputs)
}

/// A line in few words, with the resource by its name, which it keeps when it is called otherwise in the stack.
fn text(statement: &Statement, field: &str, line: &Map, to: &Resource) -> EcoString {
    let mut words: Vec<String> = Vec::new();
    for slot in statement.slots {
        let value = match line.get(slot.field) {
            _ if slot.field == field => to.output("name").unwrap_or(to.address.as_str()).to_owned(),
            Some(Value::Range(ends)) if ends.0 == ends.1 => ends.0.to_string(),
            Some(Value::String(text)) => text.to_string(),
            Some(Value::List(_)) | None => continue,
            Some(other) => other.to_string(),
        };
        words.push(match slot.at {
            Position::Operand => value,
            Position::After(preposition) => format!("{preposition} {value}"),
        });
    }
    words.join(" ").into()
}
