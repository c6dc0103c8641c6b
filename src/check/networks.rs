//! Where things stand in networks of the stack, and which ways lead out from there.

use super::cx::Cx;
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
    /// Of what names a network of the stack that could be read.
    pub(super) fn of(cx: &Cx<'a>, resource: &'a Resource) -> Option<Self> {
        let network = cx.get(resource.input("network")?.as_address()?)?;
        if network.kind != "network" || cx.in_doubt(network) || cx.in_doubt(resource) {
            return None;
        }
        let own = || {
            let facing = resource.input("scheme").and_then(Value::as_str) == Some("internet_facing");
            let sorts = if facing { ["public"; 3] } else { ["private", "isolated", "public"] };
            sorts.into_iter().find(|sort| !texts(network, sort).is_empty())
        };
        let tier = resource.input("subnets").and_then(Value::as_str).or_else(own)?;
        Some(Self { network, tier })
    }

    /// The zones in which the network has such a subnet.
    pub(super) fn zones(self) -> Vec<&'a str> {
        texts(self.network, self.tier)
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

/// A list of texts that a resource has under a name.
pub(super) fn texts<'a>(of: &'a Resource, name: &str) -> Vec<&'a str> {
    let items = of.input(name).and_then(Value::as_list).unwrap_or_default();
    items.iter().filter_map(Value::as_str).collect()
}

/// The firewalls of the stack that a resource names.
pub(super) fn firewalls(of: &Resource) -> impl Iterator<Item = &Address> {
    of.input("firewalls").and_then(Value::as_list).unwrap_or_default().iter().filter_map(Value::as_address)
}

/// One `open` line of a firewall.
#[derive(Debug, Clone, Copy)]
pub(super) struct Opening<'a> {
    /// Its place among the others.
    pub(super) at: usize,
    /// Who gets in.
    pub(super) from: &'a [Value],
    /// Where they get out to.
    pub(super) to: &'a [Value],
    /// `tcp` where it says nothing.
    pub(super) protocol: &'a str,
    /// The first and the last port; all if it says nothing.
    pub(super) ports: (i64, i64),
}

impl Opening<'_> {
    /// Whether it lets a port of TCP through.
    pub(super) fn has(&self, port: i64) -> bool {
        self.protocol == "tcp" && (self.ports.0..=self.ports.1).contains(&port)
    }
}

/// The `open` lines of a firewall.
pub(super) fn openings(firewall: &Resource) -> impl Iterator<Item = Opening<'_>> {
    let items = firewall.input("open").and_then(Value::as_list).unwrap_or_default();
    items.iter().enumerate().filter_map(|(at, item)| {
        let fields = item.as_map()?;
        let list = |name: &str| fields.get(name).and_then(Value::as_list).unwrap_or_default();
        let ports = match fields.get("ports") {
            Some(Value::Range(ends)) => (ends.0.as_whole()?, ends.1.as_whole()?),
            Some(one) => (one.as_whole()?, one.as_whole()?),
            None => (0, 65_535),
        };
        Some(Opening {
            at,
            from: list("from"),
            to: list("to"),
            protocol: fields.get("protocol").and_then(Value::as_str).unwrap_or("tcp"),
            ports,
        })
    })
}
