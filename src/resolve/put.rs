//! Things of their own that AWS puts between the ends of an arrow, such as a group of targets.

use ecow::EcoString;
use rust_decimal::Decimal;

use super::between::{Ends, fill_between, refer};
use super::cx::{Cx, add_edge};
use super::parts::{implicit, only_word};
use super::ranks;
use crate::catalog::{Kind, PartInput, PutPart, Side, Type};
use crate::model::{Address, FlowEnds, Map, Resource, Stack, Value};

/// Makes one, unless it is there already or is not meant for these ends. `None` too where something that it is made with
/// is not known, which is said elsewhere.
pub(super) fn thing(
    cx: &mut Cx<'_>,
    stack: &Stack,
    ends: Ends<'_>,
    row: &'static PutPart,
    made: &[Resource],
) -> Option<Resource> {
    let Ends { flow, source, target, .. } = ends;
    let address = flow.address.part(row.part.name);
    if made.iter().any(|one| one.address == address) || !fits(row, source, target) {
        return None;
    }
    let kind = cx.catalog.kind(row.part.kind)?;
    let mut inputs = Map::with_room(row.part.inputs.len() + row.with.len() + 2, &mut cx.names);
    for input in row.part.inputs.iter().chain(row.with) {
        match word(cx, stack, ends, input, made) {
            Word::Value(Value::String(text)) => {
                drop(inputs.insert(input.name.into(), typed(kind, input, text)?))
            }
            Word::Value(value) => drop(inputs.insert(input.name.into(), value)),
            Word::Absent => {}
            Word::Unknown => return None,
            Word::Template => {
                let text = fill_between(cx, input.template, &address, ends, made)?;
                inputs.insert(input.name.into(), typed(kind, input, text)?);
            }
        }
    }
    let mut one = implicit(cx, kind, address, flow, inputs)?;
    one.places = flow.places.clone();
    let named: Vec<Address> = one.inputs.values().filter_map(Value::as_address).cloned().collect();
    named.into_iter().for_each(|other| add_edge(&mut one.edges, other, flow.head));
    Some(one)
}

/// Whether a row is meant for these ends.
pub(super) fn fits(row: &PutPart, source: &Resource, target: &Resource) -> bool {
    row.only.iter().all(|(side, attr, values)| {
        let of = if *side == Side::Source { source } else { target };
        of.inputs.get(attr).and_then(Value::as_str).is_some_and(|value| values.contains(&value))
    })
}

/// A text as the value that an attribute of the thing takes.
fn typed(kind: &Kind, input: &PartInput, text: EcoString) -> Option<Value> {
    match kind.shape.attr(input.name).map(|attr| attr.ty) {
        Some(Type::Whole) => text.parse().ok().map(Value::Number),
        Some(Type::List(_)) => Some(Value::List([Value::String(text)].into())),
        _ => Some(Value::String(text)),
    }
}

/// What a template is that is one word.
enum Word {
    Value(Value),
    /// Nothing stands there.
    Absent,
    /// Something should stand there, and nobody knows what.
    Unknown,
    /// It is more than a word, or a word like any other.
    Template,
}

impl Word {
    fn or_absent(value: Option<Value>) -> Self {
        value.map_or(Self::Absent, Self::Value)
    }

    fn or_unknown(value: Option<Value>) -> Self {
        value.map_or(Self::Unknown, Self::Value)
    }
}

/// What a template stands for that is one word.
fn word(cx: &mut Cx<'_>, stack: &Stack, ends: Ends<'_>, input: &PartInput, made: &[Resource]) -> Word {
    let Some(word) = only_word(input.template) else { return Word::Template };
    let Some(between) = ends.flow.flow() else { return Word::Unknown };
    if let Some(path) = word.strip_suffix('?') {
        return Word::or_absent(match path.split_once('.') {
            Some(("source", attr)) => ends.source.inputs.get(attr).cloned(),
            Some(("target", attr)) => ends.target.inputs.get(attr).cloned(),
            None if path == "host" => halves(between).0.map(Value::from),
            _ => ends.flow.inputs.get(path).cloned(),
        });
    }
    match word {
        "port" => Word::or_unknown(port(cx, ends)),
        "pattern" => Word::Value(Value::from(halves(between).1)),
        "rank" => Word::or_unknown(ranks::rank(cx, between).map(|rank| Value::Number(Decimal::from(rank)))),
        _ => match word.rsplit_once('.') {
            Some(("source" | "target", _)) | None => Word::Template,
            Some((name, output)) => {
                let told = |part: &Resource| match output {
                    "arn" => refer(part),
                    output => part.output(output).map(Value::from),
                };
                Word::or_unknown(part(stack, ends, name, made).and_then(told))
            }
        },
    }
}

/// A part of an arrow, or, after `source.`, of its source.
fn part<'s>(stack: &'s Stack, ends: Ends<'_>, name: &str, made: &'s [Resource]) -> Option<&'s Resource> {
    if let Some(name) = name.strip_prefix("source.") {
        return stack.get(&ends.source.address.part(name));
    }
    let address = ends.flow.address.part(name);
    made.iter().find(|one| one.address == address)
}

/// Host and path of an arrow that sends requests; everything if it says nothing.
fn halves(ends: &FlowEnds) -> (Option<&str>, &str) {
    let (host, path) = ends.event.split_at(ends.event.find('/').unwrap_or(ends.event.len()));
    ((!host.is_empty()).then_some(host), if path.is_empty() { "/*" } else { path })
}

/// Where the target listens: as the arrow says, or on the only port that it opens.
fn port(cx: &Cx<'_>, ends: Ends<'_>) -> Option<Value> {
    if let Some(said) = ends.flow.inputs.get("port") {
        return Some(said.clone());
    }
    let doors = cx.catalog.kind(&ends.target.kind)?.doors?;
    let opened = doors.open(&ends.target.inputs);
    let first = opened.first()?.port?;
    opened.iter().all(|one| one.port == Some(first)).then(|| Value::Number(Decimal::from(first)))
}
