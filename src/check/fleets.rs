//! Tasks on hosts of one's own, and the hosts there are.

use rustc_hash::FxHashMap;

use super::batch::host;
use super::cx::{Cx, Known};
use super::tasks::containers;
use crate::catalog::Machine;
use crate::model::{Address, Map, Resource, Value};
use crate::packing::{Amounts, Apart, Demand, Host};

/// Hosts of a cluster that are alike.
#[derive(Debug, Clone)]
pub(super) struct Fleet<'a> {
    /// What declares them.
    pub(super) resource: &'a Resource,
    /// What each of them may be; empty if a type is not known, so that nothing can be said.
    pub(super) machines: Vec<&'static Machine>,
    /// The most there may be.
    pub(super) most: u64,
}

impl<'a> Fleet<'a> {
    /// The hosts that a resource declares.
    fn of(resource: &'a Resource) -> Self {
        let types = resource.input("types").and_then(Value::as_list).unwrap_or_default();
        let known = |item: &Value| item.as_str().and_then(Machine::find);
        let machines: Option<Vec<_>> = types.iter().map(known).collect();
        Self { resource, machines: machines.unwrap_or_default(), most: ends(resource).1 }
    }

    /// A host that has the most of each that one of its types has: what does not fit there fits nowhere.
    pub(super) fn best(&self) -> Option<Host<'a>> {
        let mut machines = self.machines.iter();
        let first = host(machines.next()?);
        let mut best =
            Host { name: self.resource.address.as_str(), has: first.has, is: first.is, count: self.most };
        for machine in machines {
            let other = host(machine);
            best.has = best.has.most(other.has);
            best.is.extend(other.is);
        }
        best.has.addresses = self.machines.iter().map(|one| one.interfaces - 1).max().unwrap_or(0);
        best.is.extend(self.names());
        Some(best)
    }

    /// What a task can ask for by name: these hosts, and where they stand.
    fn names(&self) -> impl Iterator<Item = &'a str> {
        let place = self.resource.input("place").and_then(Value::as_address).map(Address::as_str);
        std::iter::once(self.resource.address.as_str()).chain(place)
    }
}

/// All fleets, in the order of their addresses.
pub(super) fn fleets<'a>(cx: &Cx<'a>) -> Vec<Fleet<'a>> {
    cx.of_kinds(&["capacity"]).map(|(resource, _)| Fleet::of(resource)).collect()
}

/// Whatever is tasks that stand on hosts of one's own, in the order of their addresses.
pub(super) fn tasks_on_hosts<'a>(cx: &Cx<'a>) -> impl Iterator<Item = &'a Resource> + use<'a> {
    cx.of_kinds(&["service", "task"]).filter(|known| on_hosts(*known)).map(|(resource, _)| resource)
}

/// Every `capacity` of these, by its cluster.
pub(super) fn hosts<'a>(all: impl Iterator<Item = Known<'a>>) -> FxHashMap<&'a Address, Vec<&'a Resource>> {
    let mut found: FxHashMap<&Address, Vec<&Resource>> = FxHashMap::default();
    for (host, _) in all {
        if let Some(cluster) = host.input("cluster").and_then(Value::as_address) {
            found.entry(cluster).or_default().push(host);
        }
    }
    found
}

/// Whether a resource is tasks that stand on hosts of one's own.
pub(super) fn on_hosts((resource, kind): Known<'_>) -> bool {
    matches!(kind.name, "service" | "task") && launch(resource) == "ec2"
}

/// On whose machines it runs.
pub(super) fn launch(resource: &Resource) -> &str {
    resource.input("launch").and_then(Value::as_str).unwrap_or_default()
}

/// Whose network its tasks have.
pub(super) fn network_mode(resource: &Resource) -> &str {
    let fallback = if launch(resource) == "ec2" { "bridge" } else { "awsvpc" };
    resource.input("network_mode").and_then(Value::as_str).unwrap_or(fallback)
}

/// Whether there is one task on every host.
pub(super) fn is_daemon(resource: &Resource) -> bool {
    resource.input("scheduling").and_then(Value::as_str) == Some("daemon")
}

/// The fewest and the most that a `count` says; nothing said is one.
pub(super) fn ends(resource: &Resource) -> (u64, u64) {
    let whole = |value: &Value| value.as_whole().and_then(|count| u64::try_from(count).ok()).unwrap_or(0);
    match resource.input("count") {
        Some(Value::Range(ends)) => (whole(&ends.0), whole(&ends.1)),
        Some(one) => (whole(one), whole(one)),
        None => (1, 1),
    }
}

/// What one of its tasks takes of a host, and what that host must be.
pub(super) fn demand(resource: &Resource) -> Demand<'_> {
    let own = |name| resource.input(name).and_then(amount);
    let each = |of: fn(&Map) -> Option<i64>| {
        containers(resource).filter_map(|(_, body)| of(body)).fold(0_i64, i64::saturating_add)
    };
    let of = |body: &Map, name| body.get(name).and_then(amount);
    let takes = Amounts {
        cpu: own("cpu").unwrap_or_else(|| each(|body| body.get("cpu").and_then(amount))),
        memory: own("memory").unwrap_or_else(|| {
            let kept = |(_, body): (_, &Map)| of(body, "memory_reservation").or_else(|| of(body, "memory"));
            containers(resource).filter_map(kept).fold(0, i64::saturating_add)
        }),
        addresses: i64::from(network_mode(resource) == "awsvpc"),
        ..Amounts::default()
    };
    let text = |name| resource.input(name).and_then(Value::as_str);
    let named = |name| resource.input(name).and_then(Value::as_address).map(Address::as_str);
    let wants = [text("architecture"), named("capacity"), named("place")].into_iter().flatten().collect();
    let apart = resource.input("distinct_hosts") == Some(&Value::Bool(true));
    Demand {
        name: resource.address.as_str(),
        takes,
        ports: host_ports(resource).into_iter().map(|(_, port)| port).collect(),
        wants,
        apart: if apart { Apart::Yes } else { Apart::No },
        count: ends(resource).0,
    }
}

/// The ports of a host that one task occupies, each with the container that wants it.
pub(super) fn host_ports(resource: &Resource) -> Vec<(&str, u16)> {
    let port =
        |body: &Map, name| body.get(name).and_then(Value::as_whole).and_then(|port| port.try_into().ok());
    let own = |body| match network_mode(resource) {
        "host" => port(body, "port"),
        // 0 is whichever is free.
        "bridge" => port(body, "host_port").filter(|port| *port > 0),
        _ => None,
    };
    containers(resource).filter_map(|(label, body)| Some((label, own(body)?))).collect()
}

fn amount(value: &Value) -> Option<i64> {
    value.as_quantity()?.as_whole()
}
