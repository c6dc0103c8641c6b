//! Firewalls that are made by themselves: what leads from one thing to another in a network opens the port that it needs.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use ecow::EcoString;
use rust_decimal::Decimal;

use super::cx::{Cx, add_edge};
use super::flows::ARROW;
use super::joins;
use super::parts::{implicit, is_left_out, only_word, part_inputs};
use super::waits::part_name;
use crate::catalog::{DEFAULT_RANGE, Doors, Kind, Part, PartWhen, Through, can_mount, mounted};
use crate::model::{Address, Map, Origin, Reference, Resource, Stack, Value};

/// The lines of firewalls that are made, by what they are made for.
type Lines = BTreeMap<Address, BTreeSet<Line>>;

/// The first and the last port, if it is not open on every one, and what is spoken there.
type At = (Option<(i64, i64)>, EcoString);

/// One line of a firewall.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    at: At,
    from: Guest,
}

/// Who gets in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Guest {
    /// Those who have one of these addresses.
    Range(EcoString),
    /// Those who stand behind the firewall that is made for this.
    Made(Address),
    /// Those who stand behind that firewall.
    Behind(Option<Address>, EcoString),
}

/// That one thing calls another one.
#[derive(Debug)]
struct Connection {
    by: Address,
    on: Address,
    port: Option<i64>,
}

/// A firewall that is made.
struct Made {
    reference: Reference,
    /// What is made with what it is made for.
    parts: &'static [Part],
    /// The list of which it is the only element.
    attr: &'static str,
}

impl Made {
    /// The firewall as a value.
    fn value(&self) -> Value {
        Value::Reference(Box::new(self.reference.clone()))
    }
}

/// Where something is in a network.
enum Place<'s> {
    /// There, by itself.
    Itself(&'s Resource, &'static Doors, &'static Part),
    /// With something there that the stack says nothing of.
    Somewhere,
    /// Not in the network.
    Outside,
}

/// The ports that there are.
const PORTS: RangeInclusive<i64> = 1..=65_535;

/// Everybody.
const WORLD: &str = "0.0.0.0/0";

/// Makes the firewalls of what names none, as soon as something leads there or from there; then what joins firewalls.
pub(super) fn openings(cx: &mut Cx<'_>, stack: &mut Stack) {
    let mut lines = Lines::new();
    open_doors(cx, stack, &mut lines);
    let connections = connections(cx, stack);
    for connection in &connections {
        connect(cx, stack, connection, &mut lines);
    }
    if !lines.is_empty() {
        if cx.settled_count() > 0 {
            // Whoever is let in anywhere may be settled.
            cx.go_wide();
            return;
        }
        let ends = connections.iter().flat_map(|connection| [connection.by.clone(), connection.on.clone()]);
        cx.keep_opened(lines.keys().cloned().chain(ends));
    }
    let owners: Vec<Address> = lines.keys().cloned().collect();
    let mut made: BTreeMap<Address, Made> = BTreeMap::new();
    for owner in owners {
        if let Some(one) = make(cx, stack, &owner) {
            made.insert(owner, one);
        }
    }
    hand_on(stack, &made);
    for (owner, lines) in lines {
        let Some(firewall) = made.get(&owner).and_then(|made| made.reference.address.as_ref()) else {
            continue;
        };
        let open: Vec<Value> = lines.iter().filter_map(|line| said(line, &made)).collect();
        if let Some(firewall) = stack.resources.get_mut(firewall).filter(|_| !open.is_empty()) {
            firewall.inputs.insert("open".into(), Value::List(open.into()));
        }
    }
    joins::joins(cx, stack);
}

/// Opens what is open to everybody, or to everybody in its network.
fn open_doors(cx: &mut Cx<'_>, stack: &Stack, lines: &mut Lines) {
    for (place, kind) in cx.of_kinds(stack, |kind| kind.doors.is_some_and(|doors| doors.public.is_some())) {
        let (Some(resource), Some(doors)) = (stack.resources.at(place), kind.doors) else { continue };
        let Some((attr, value)) = doors.public else { continue };
        if !names_none(cx, resource) {
            continue;
        }
        let public = resource.inputs.get(attr).and_then(Value::as_str) == Some(value);
        let Some(from) = (if public { Some(WORLD.into()) } else { range(stack, resource) }) else { continue };
        let own = lines.entry(resource.address.clone()).or_default();
        let line = |at| Line { at, from: Guest::Range(EcoString::clone(&from)) };
        own.extend(opened(resource, doors, None).into_iter().map(line));
    }
}

/// What calls what: arrows to what listens, `uses` lines without an action, and mounts.
fn connections(cx: &mut Cx<'_>, stack: &Stack) -> Vec<Connection> {
    let arrow = cx.catalog.kind(ARROW);
    let leads =
        |kind: &'static Kind| arrow.is_some_and(|arrow| std::ptr::eq(arrow, kind)) || can_mount(kind.shape);
    let places = cx.of_kinds(stack, leads);
    let listens = |address: &Address| {
        let doors = stack.get(address).and_then(|one| cx.catalog.kind(&one.kind)).and_then(|kind| kind.doors);
        doors.is_some_and(|doors| !doors.ports.is_empty())
    };
    let mut all = Vec::new();
    for (place, kind) in places {
        let Some(resource) = stack.resources.at(place) else { continue };
        if let Some(ends) = resource.flow() {
            if listens(&ends.target) {
                let port = resource.inputs.get("port").and_then(Value::as_whole);
                all.push(Connection { by: ends.source.clone(), on: ends.target.clone(), port });
            }
            continue;
        }
        for (from, _) in mounted(kind.shape, &resource.inputs).into_iter().filter(|(from, _)| listens(from)) {
            all.push(Connection { by: resource.address.clone(), on: from.clone(), port: None });
        }
    }
    for used in &cx.besides.uses {
        let (Some(kind), Some(on)) = (cx.kind_of(used.on), cx.address_at(used.on)) else { continue };
        let plain = |word: &EcoString| kind.verb(word).is_some_and(|verb| verb.grants.is_empty());
        if used.verbs.iter().any(|(word, _)| plain(word)) && listens(on) {
            all.push(Connection { by: used.by.clone(), on: on.clone(), port: None });
        }
    }
    all
}

/// Opens what a connection needs, where its end names no firewalls.
fn connect(cx: &Cx<'_>, stack: &Stack, connection: &Connection, lines: &mut Lines) {
    let Place::Itself(target, doors, _) = place(cx, stack, &connection.on) else { return };
    if doors.public.is_some() || !names_none(cx, target) {
        return;
    }
    let opened = match hosted(cx, stack, connection) {
        Some(opened) => opened,
        None => opened(target, doors, connection.port),
    };
    let guest = match place(cx, stack, &connection.by) {
        Place::Itself(caller, _, part) if network(caller) == network(target) => {
            guest(stack, caller, part, target)
        }
        Place::Somewhere => range(stack, target).map(Guest::Range),
        Place::Itself(..) | Place::Outside => None,
    };
    let Some(from) = guest.filter(|_| !opened.is_empty()) else { return };
    if let Guest::Made(caller) = &from {
        lines.entry(caller.clone()).or_default();
    }
    let own = lines.entry(target.address.clone()).or_default();
    own.extend(opened.into_iter().map(|at| Line { at, from: from.clone() }));
}

/// How a firewall knows somebody who stands in a network: by one of the firewalls that are named, or the one that is made.
fn guest(stack: &Stack, caller: &Resource, part: &Part, target: &Resource) -> Option<Guest> {
    let PartWhen::Reached(attr) = part.when else { return None };
    if is_left_out(caller, attr) {
        return Some(Guest::Made(caller.address.clone()));
    }
    let named = caller.inputs.get(attr).and_then(Value::as_list).unwrap_or_default();
    match named.first() {
        Some(Value::Reference(one)) => Some(Guest::Behind(one.address.clone(), one.arn.clone())),
        _ => range(stack, target).map(Guest::Range),
    }
}

/// Where something is in a network.
fn place<'s>(cx: &'s Cx<'_>, stack: &'s Stack, address: &Address) -> Place<'s> {
    let Some(resource) = stack.get(address) else { return Place::Outside };
    let Some(kind) = cx.catalog.kind(&resource.kind) else { return Place::Outside };
    let Some(doors) = kind.doors else { return Place::Somewhere };
    let part = kind.parts.iter().find(|part| matches!(part.when, PartWhen::Reached(_)));
    match (doors.stands_itself(&resource.inputs), part, doors.through) {
        (true, Some(part), _) => Place::Itself(resource, doors, part),
        (true, None, _) => Place::Somewhere,
        (false, _, Through::Nothing) => Place::Outside,
        (false, _, through) => match stands_on(cx, stack, resource, through) {
            Some(next) if next != address => place(cx, stack, next),
            _ => Place::Somewhere,
        },
    }
}

/// What others stand on who do not say so, by its kind and by what both belong to.
pub(super) type Fellows = BTreeMap<(&'static str, Address), Vec<Address>>;

/// All of that.
fn fellows(cx: &Cx<'_>, stack: &Stack) -> Fellows {
    let rows = cx.catalog.kinds().filter_map(|kind| match kind.doors?.through {
        Through::Only(kind, by) => Some((kind, by)),
        Through::Nothing | Through::Named(_) => None,
    });
    let rows: BTreeSet<(&'static str, &'static str)> = rows.collect();
    let mut all = Fellows::new();
    for resource in stack.resources.values() {
        for (kind, by) in rows.iter().filter(|(kind, _)| resource.kind == *kind) {
            let of = resource.inputs.get(by).and_then(Value::as_address).cloned();
            of.into_iter().for_each(|of| all.entry((kind, of)).or_default().push(resource.address.clone()));
        }
    }
    all
}

/// What stands in a network in the place of something.
fn stands_on<'s>(
    cx: &'s Cx<'_>,
    stack: &Stack,
    resource: &'s Resource,
    through: Through,
) -> Option<&'s Address> {
    let (Through::Named(attr) | Through::Only(attr, _)) = through else { return None };
    if let Some(named) = resource.inputs.get(attr) {
        return named.as_address();
    }
    let Through::Only(kind, by) = through else { return None };
    let same = resource.inputs.get(by)?.as_address()?.clone();
    match cx.fellows.get_or_init(|| fellows(cx, stack)).get(&(kind, same))?.as_slice() {
        [only] => Some(only),
        _ => None,
    }
}

/// Whether it says nothing of its firewalls, not even in a way that could not be read.
fn names_none(cx: &Cx<'_>, resource: &Resource) -> bool {
    let parts = cx.catalog.kind(&resource.kind).map_or(&[][..], |kind| kind.parts);
    parts.iter().any(|part| matches!(part.when, PartWhen::Reached(attr) if is_left_out(resource, attr)))
}

/// On which ports something is called; on its own if nothing else is said.
fn opened(resource: &Resource, doors: &Doors, said: Option<i64>) -> Vec<At> {
    let alone = |port| (port, port);
    match said {
        // One that there is not is said to be wrong where it stands.
        Some(port) if !PORTS.contains(&port) => Vec::new(),
        Some(port) => vec![(Some(alone(port)), "tcp".into())],
        None => {
            let all = doors.open(&resource.inputs).into_iter();
            all.map(|one| (one.port.map(alone), one.protocol.into())).collect()
        }
    }
}

/// On which ports something is called on what it stands on; `None` if it is called by itself.
fn hosted(cx: &Cx<'_>, stack: &Stack, connection: &Connection) -> Option<Vec<At>> {
    let on = stack.get(&connection.on)?;
    let doors = cx.catalog.kind(&on.kind)?.doors.filter(|doors| !doors.stands_itself(&on.inputs))?;
    let open = doors.hosted?.open(&on.inputs, connection.port);
    Some(open.into_iter().map(|(ports, spoken)| (Some(ports), spoken.into())).collect())
}

/// The network in which something stands; `None` for the default VPC.
fn network(of: &Resource) -> Option<&Value> {
    of.inputs.get("network")
}

/// The addresses of the network in which something stands; `None` if they are not known.
fn range(stack: &Stack, of: &Resource) -> Option<EcoString> {
    match network(of) {
        None => is_left_out(of, "network").then(|| DEFAULT_RANGE.into()),
        Some(network) => stack.get(network.as_address()?)?.inputs.get("cidr")?.as_text().cloned(),
    }
}

/// Makes the firewall of something that names none.
fn make(cx: &mut Cx<'_>, stack: &mut Stack, owner: &Address) -> Option<Made> {
    let resource = stack.get(owner)?;
    let parts = cx.catalog.kind(&resource.kind)?.parts;
    let (part, attr) = parts.iter().find_map(|part| match part.when {
        PartWhen::Reached(attr) => Some((part, attr)),
        _ => None,
    })?;
    let address = owner.part(part.name);
    let kind = cx.catalog.kind(part.kind)?;
    let inputs = part_inputs(cx, kind, part.inputs, resource, None)?;
    let mut firewall = implicit(cx, kind, address.clone(), resource, inputs)?;
    let needed: Vec<Address> = firewall.inputs.values().filter_map(Value::as_address).cloned().collect();
    needed.into_iter().for_each(|other| add_edge(&mut firewall.edges, other, resource.head));
    let reference = Reference { address: Some(address.clone()), arn: firewall.arn()?.clone() };
    stack.resources.insert(firewall);
    let made = Made { reference, parts, attr };
    let resource = stack.resources.get_mut(owner)?;
    let head = resource.head;
    add_edge(&mut resource.edges, address, head);
    resource.inputs.insert(attr.into(), Value::List([made.value()].into()));
    Some(made)
}

/// Gives parts that stand behind the firewalls of their owner what that has by now.
fn hand_on(stack: &mut Stack, all: &BTreeMap<Address, Made>) {
    let takes = |part: &Part, attr: &str| {
        let named = |template| only_word(template).and_then(|word| word.strip_suffix('?')) == Some(attr);
        part.inputs.iter().find(|input| named(input.template))
    };
    if !all.values().any(|made| made.parts.iter().any(|part| takes(part, made.attr).is_some())) {
        return;
    }
    for at in 0..stack.resources.len() {
        let Some(resource) = stack.resources.at(at) else { continue };
        let Origin::Implicit(owner) = &resource.origin else { continue };
        let Some(made) = all.get(owner) else { continue };
        let row = made.parts.iter().find(|part| part_name(owner, &resource.address) == Some(part.name));
        let input = row.and_then(|part| takes(part, made.attr));
        if let (Some(input), Some(resource)) = (input, stack.resources.at_mut(at)) {
            let list = Value::List([made.value()].into());
            resource.inputs.insert(input.name.into(), list);
        }
    }
}

/// A line as `open` says it.
fn said(line: &Line, made: &BTreeMap<Address, Made>) -> Option<Value> {
    let from = match &line.from {
        Guest::Range(range) => Value::String(range.clone()),
        Guest::Made(owner) => made.get(owner)?.value(),
        Guest::Behind(address, arn) => {
            Value::Reference(Box::new(Reference { address: address.clone(), arn: arn.clone() }))
        }
    };
    let mut fields = Map::with_capacity(3);
    let (port, protocol) = &line.at;
    if let Some((first, last)) = *port {
        let ends = [first, last].map(|port| Value::Number(Decimal::from(port)));
        let [first, last] = ends;
        fields.insert("ports".into(), Value::Range(Box::new((first, last))));
    }
    fields.insert("from".into(), Value::List([from].into()));
    if protocol != "tcp" {
        fields.insert("protocol".into(), Value::String(protocol.clone()));
    }
    Some(Value::Map(fields))
}
