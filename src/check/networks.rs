//! Where things stand in networks of the stack, and which ways lead out from there.

use rustc_hash::FxHashMap;

use super::cx::{Cx, Known};
use crate::model::{Address, Resource, Value};

/// The subnets of one sort on which a resource stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing<'a> {
    /// The network.
    pub(super) network: &'a Resource,
    /// `public`, `private` or `isolated`.
    pub(super) tier: &'a str,
}

impl<'a> Standing<'a> {
    /// Of what names a network of the stack that could be read, or belongs to what does.
    pub(super) fn of(cx: &Cx<'a>, resource: &'a Resource) -> Option<Self> {
        let named = naming(cx, resource);
        let network = cx.get(named.input("network")?.as_address()?)?;
        if network.kind != "network" || cx.in_doubt(network) || cx.in_doubt(resource) {
            return None;
        }
        // Pods on Fargate run in private subnets, and nowhere else.
        let tier = match resource.kind.as_str() {
            "fargate_profile" => "private",
            _ => resource.input("subnets").or_else(|| named.input("subnets"))?.as_str()?,
        };
        Some(Self { network, tier })
    }

    /// The zones in which the network has such a subnet.
    pub(super) fn zones(self, cx: &Cx<'a>) -> Vec<&'a str> {
        let mut all = texts(self.network, self.tier);
        let declared = self.subnets(cx).filter_map(|subnet| subnet.input("zone").and_then(Value::as_str));
        let more: Vec<&str> = declared.filter(|zone| !all.contains(zone)).collect();
        all.extend(more);
        all
    }

    /// Those subnets.
    pub(super) fn subnets(self, cx: &Cx<'a>) -> impl Iterator<Item = &'a Resource> {
        let own = |subnet: &&Resource| subnet.input("tier").and_then(Value::as_str) == Some(self.tier);
        let all: Vec<&Resource> =
            cx.subnets().get(&self.network.address).into_iter().flatten().copied().filter(own).collect();
        all.into_iter()
    }

    /// Whether packets get to the internet from an interface without an address there.
    pub(super) fn has_nat(self) -> bool {
        self.tier == "private" && !texts(self.network, "nat").is_empty()
    }

    /// Those of these services that no endpoint of the network leads to.
    pub(super) fn without_endpoint<'s>(self, services: &[&'s str]) -> Vec<&'s str> {
        let there = texts(self.network, "endpoints");
        services.iter().copied().filter(|service| !there.contains(service)).collect()
    }
}

/// What says in which network a resource stands: itself, or the cluster that it belongs to.
fn naming<'a>(cx: &Cx<'a>, resource: &'a Resource) -> &'a Resource {
    let cluster = resource.input("cluster").and_then(Value::as_address).and_then(|at| cx.get(at));
    match cluster {
        Some(cluster) if matches!(resource.kind.as_str(), "node_group" | "fargate_profile") => cluster,
        _ => resource,
    }
}

/// The network in which a resource stands; `None` for the default VPC.
pub(super) fn network<'a>(cx: &Cx<'a>, resource: &'a Resource) -> Option<&'a Value> {
    naming(cx, resource).input("network")
}

/// Subnets, by their network.
pub(super) fn subnets<'a>(all: impl Iterator<Item = Known<'a>>) -> FxHashMap<&'a Address, Vec<&'a Resource>> {
    let mut found: FxHashMap<&Address, Vec<&Resource>> = FxHashMap::default();
    for (subnet, _) in all {
        if let Some(network) = subnet.input("network").and_then(Value::as_address) {
            found.entry(network).or_default().push(subnet);
        }
    }
    found
}

/// A list of texts that a resource has under a name.
pub(super) fn texts<'a>(of: &'a Resource, name: &str) -> Vec<&'a str> {
    let items = of.input(name).and_then(Value::as_list).unwrap_or_default();
    items.iter().filter_map(Value::as_str).collect()
}
