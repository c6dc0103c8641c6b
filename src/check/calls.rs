//! What leads to what by a port, and what keeps it out.

use std::fmt;

use super::cx::{Cx, Known};
use super::firewalls::{firewalls, openings};
use super::grants;
use super::networks::network;
use crate::base::Span;
use crate::catalog::{DEFAULT_RANGE, Doors, Kind, Through, can_mount, mounted};
use crate::diag::Diagnostic;
use crate::model::{Address, Origin, Resource, Value};

/// That something calls something else by a port: by an arrow, a `uses` line or a mount.
#[derive(Debug, Clone, Copy)]
pub(super) struct Call<'a> {
    /// Who calls.
    pub(super) by: &'a Resource,
    /// What is called.
    pub(super) on: &'a Resource,
    /// Where it listens.
    pub(super) doors: &'static Doors,
    /// The port that the arrow names.
    pub(super) port: Option<i64>,
    /// What says so.
    pub(super) span: Span,
    /// Whether it is a mount.
    pub(super) mount: bool,
}

/// What a resource calls, or, of an arrow, what its source calls by it.
pub(super) fn calls<'a>(cx: &Cx<'a>, (resource, kind): Known<'a>) -> Vec<Call<'a>> {
    let mut all = Vec::new();
    let mut add = |by: &'a Resource, on: &Address, port, span, mount| {
        let Some(on) = cx.get(on) else { return };
        let doors = cx.catalog.kind(&on.kind).and_then(|kind| kind.doors);
        let doors = doors.filter(|doors| !doors.ports.is_empty());
        all.extend(doors.map(|doors| Call { by, on, doors, port, span, mount }));
    };
    if let Some(ends) = resource.flow() {
        let port = resource.input("port").and_then(Value::as_whole);
        if let Some(source) = cx.source(ends) {
            add(source, &ends.target, port, ends.span, false);
        }
        return all;
    }
    for need in resource.needs.iter().filter(|need| need.actions.is_empty()) {
        need.on.iter().for_each(|on| add(resource, on, None, need.span, false));
    }
    if can_mount(kind.shape) {
        for (from, path) in mounted(kind.shape, &resource.inputs) {
            add(resource, from, None, resource.place(&path), true);
        }
    }
    all
}

/// Where something is in a network.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place<'a> {
    /// There, by itself.
    Itself(&'a Resource),
    /// With something there that the stack says nothing of.
    Somewhere,
    /// Not in the network.
    Outside,
}

/// Where something is in a network.
pub(super) fn place<'a>(cx: &Cx<'a>, resource: &'a Resource) -> Place<'a> {
    let Some(doors) = cx.catalog.kind(&resource.kind).and_then(|kind| kind.doors) else {
        return Place::Somewhere;
    };
    match (doors.stands_itself(&resource.inputs), doors.through) {
        (true, _) => Place::Itself(resource),
        (false, Through::Nothing) => Place::Outside,
        (false, through) => match stands_on(cx, resource, through) {
            Some(next) if next.address != resource.address => place(cx, next),
            _ => Place::Somewhere,
        },
    }
}

/// What stands in a network in the place of something.
fn stands_on<'a>(cx: &Cx<'a>, resource: &'a Resource, through: Through) -> Option<&'a Resource> {
    let (Through::Named(attr) | Through::Only(attr, _)) = through else { return None };
    if let Some(named) = resource.input(attr) {
        return cx.get(named.as_address()?);
    }
    let Through::Only(_, by) = through else { return None };
    match cx.hosts().get(resource.input(by)?.as_address()?)?.as_slice() {
        [only] => Some(only),
        _ => None,
    }
}

/// Ports from the first to the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ports(i64, i64);

impl Ports {
    /// Whether one of them is chosen by somebody else.
    pub(super) const fn are_chosen(self) -> bool {
        self.0 != self.1
    }

    /// With the word before them.
    pub(super) fn named(self) -> String {
        if self.are_chosen() { format!("one of the ports {self}") } else { format!("port {self}") }
    }
}

/// As the language writes them.
impl fmt::Display for Ports {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == self.1 { write!(f, "{}", self.0) } else { write!(f, "{}..{}", self.0, self.1) }
    }
}

/// The ports of TCP on which a call arrives.
fn ports(call: &Call<'_>) -> Vec<Ports> {
    let hosted = call.doors.hosted.filter(|_| !call.doors.stands_itself(&call.on.inputs));
    if let Some(hosted) = hosted {
        let open = hosted.open(&call.on.inputs, call.port).into_iter();
        return open.filter(|(_, spoken)| *spoken == "tcp").map(|((a, b), _)| Ports(a, b)).collect();
    }
    if let Some(port) = call.port {
        return vec![Ports(port, port)];
    }
    let open = call.doors.open(&call.on.inputs).into_iter();
    open.filter(|one| one.protocol == "tcp")
        .filter_map(|one| one.port)
        .map(|port| Ports(port, port))
        .collect()
}

/// What keeps a call out: the firewalls that the target names, or what it stands on, if none of them lets
/// the caller to a port; with the port.
pub(super) fn closed<'a>(cx: &Cx<'a>, call: &Call<'a>) -> Option<(Ports, &'a Resource)> {
    let Place::Itself(target) = place(cx, call.on) else { return None };
    if cx.in_doubt(call.on) || cx.in_doubt(target) {
        return None;
    }
    let behind: Vec<&Resource> = firewalls(target).filter_map(|address| cx.get(address)).collect();
    let named = target.input("firewalls").and_then(Value::as_list).map_or(0, <[Value]>::len);
    // Of one outside the stack nothing is known, and what is made by itself is open where it must be.
    let known = |firewall: &&Resource| matches!(firewall.origin, Origin::Written) && !cx.in_doubt(firewall);
    if behind.len() < named || !behind.iter().all(known) {
        return None;
    }
    let callers: Vec<&Address> = match place(cx, call.by) {
        Place::Itself(caller) if network(cx, caller) == network(cx, target) => firewalls(caller).collect(),
        Place::Somewhere => Vec::new(),
        // It does not get as far as that.
        Place::Itself(_) | Place::Outside => return None,
    };
    let first = behind.first()?;
    let shut = |port: i64| !behind.iter().any(|firewall| lets_in(firewall, port, &callers));
    ports(call).into_iter().find(|ports| shut(ports.0) || shut(ports.1)).map(|port| (port, *first))
}

/// Whether a firewall lets one of these callers to a port. A range of addresses may be where they stand.
fn lets_in(firewall: &Resource, port: i64, callers: &[&Address]) -> bool {
    let own = firewall.input("members") == Some(&Value::Bool(true)) && callers.contains(&&firewall.address);
    own || openings(firewall).filter(|opening| opening.has(port)).flat_map(|opening| opening.from).any(
        |peer| match peer.as_address() {
            Some(address) => callers.contains(&address),
            None => true,
        },
    )
}

/// The line that would let the caller in.
fn opening_for<'a>(cx: &Cx<'a>, call: &Call<'a>, port: Ports) -> String {
    let caller = match place(cx, call.by) {
        Place::Itself(caller) => firewalls(caller).filter_map(|at| cx.get(at)).next(),
        Place::Somewhere | Place::Outside => None,
    };
    if let Some(firewall) = caller.filter(|firewall| matches!(firewall.origin, Origin::Written)) {
        return format!("open {port} from {}", firewall.address);
    }
    let target = match place(cx, call.on) {
        Place::Itself(target) => target,
        Place::Somewhere | Place::Outside => call.on,
    };
    let network = network(cx, target).and_then(Value::as_address).and_then(|at| cx.get(at));
    let range = network.and_then(|network| network.input("cidr")).and_then(Value::as_str);
    format!("open {port} from \"{}\"", range.unwrap_or(DEFAULT_RANGE))
}

/// Adds how the caller is let in, with the line that does it.
pub(super) fn let_in<'a>(
    cx: &Cx<'a>,
    diagnostic: Diagnostic,
    call: &Call<'a>,
    (port, firewall): (Ports, &Resource),
) -> Diagnostic {
    let line = opening_for(cx, call, port);
    let mut diagnostic = diagnostic.help(format!("write `{line}` in `{}`", firewall.address));
    let last = openings(firewall).filter_map(|one| firewall.places.get(&format!("open[{}]", one.at))).last();
    let title = format!("let `{}` in", call.by.address);
    diagnostic.fixes.extend(grants::added_after(firewall, last, title, &[line]));
    diagnostic
}

/// Whether a kind can call anything by a port.
pub(super) fn can_call(kind: &Kind) -> bool {
    kind.name == "flow" || kind.carrier.is_some() || can_mount(kind.shape)
}
