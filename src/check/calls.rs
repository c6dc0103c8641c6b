//! What leads to what by a port, and what keeps it out.

use super::cx::{Cx, Known};
use super::firewalls::{firewalls, openings};
use super::grants;
use super::networks::network;
use crate::base::Span;
use crate::catalog::{DEFAULT_RANGE, Doors, Kind, can_mount, mounted};
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
        if let Some(source) = cx.get(&ends.source) {
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
        (false, "") => Place::Outside,
        (false, attr) => match resource.input(attr).and_then(Value::as_address).and_then(|at| cx.get(at)) {
            Some(next) if next.address != resource.address => place(cx, next),
            _ => Place::Somewhere,
        },
    }
}

/// The ports of TCP on which a call arrives.
fn ports(call: &Call<'_>) -> Vec<i64> {
    if let Some(port) = call.port {
        return vec![port];
    }
    let open = call.doors.open(&call.on.inputs).into_iter();
    open.filter(|one| one.protocol == "tcp").filter_map(|one| one.port).collect()
}

/// What keeps a call out: the firewalls that the target names, if none of them lets the caller to a port; with the port.
pub(super) fn closed<'a>(cx: &Cx<'a>, call: &Call<'a>) -> Option<(i64, &'a Resource)> {
    if !matches!(place(cx, call.on), Place::Itself(_)) || cx.in_doubt(call.on) {
        return None;
    }
    let behind: Vec<&Resource> = firewalls(call.on).filter_map(|address| cx.get(address)).collect();
    let named = call.on.input("firewalls").and_then(Value::as_list).map_or(0, <[Value]>::len);
    // Of one outside the stack nothing is known, and what is made by itself is open where it must be.
    let known = |firewall: &&Resource| matches!(firewall.origin, Origin::Written) && !cx.in_doubt(firewall);
    if behind.len() < named || !behind.iter().all(known) {
        return None;
    }
    let callers: Vec<&Address> = match place(cx, call.by) {
        Place::Itself(caller) if network(cx, caller) == network(cx, call.on) => firewalls(caller).collect(),
        Place::Somewhere => Vec::new(),
        // It does not get as far as that.
        Place::Itself(_) | Place::Outside => return None,
    };
    let first = behind.first()?;
    let shut = |port: &i64| !behind.iter().any(|firewall| lets_in(firewall, *port, &callers));
    ports(call).into_iter().find(shut).map(|port| (port, *first))
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
fn opening_for<'a>(cx: &Cx<'a>, call: &Call<'a>, port: i64) -> String {
    let caller = match place(cx, call.by) {
        Place::Itself(caller) => firewalls(caller).filter_map(|at| cx.get(at)).next(),
        Place::Somewhere | Place::Outside => None,
    };
    if let Some(firewall) = caller.filter(|firewall| matches!(firewall.origin, Origin::Written)) {
        return format!("open {port} from {}", firewall.address);
    }
    let network = network(cx, call.on).and_then(Value::as_address).and_then(|at| cx.get(at));
    let range = network.and_then(|network| network.input("cidr")).and_then(Value::as_str);
    format!("open {port} from \"{}\"", range.unwrap_or(DEFAULT_RANGE))
}

/// Adds how the caller is let in, with the line that does it.
pub(super) fn let_in<'a>(
    cx: &Cx<'a>,
    diagnostic: Diagnostic,
    call: &Call<'a>,
    (port, firewall): (i64, &Resource),
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
