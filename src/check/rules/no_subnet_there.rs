//! Things that shall stand on subnets that there are not.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::firewalls::firewalls;
use crate::check::networks::{Standing, network, texts};
use crate::diag::{Diagnostic, rule};
use crate::model::{Address, Origin, Resource, Value};

rule! {
    /// Something shall stand on subnets that its network does not have, or behind a firewall of another network.
    ///
    /// A network has a subnet of a sort in the zones that it names for it, and nowhere else; a NAT gateway stands in the
    /// public subnet of its zone. A security group belongs to one VPC, and EC2 takes none of another.
    ///
    /// ```stack
    /// network main { cidr = "10.0.0.0/16"  private = ["us-east-1a", "us-east-1b"] }
    /// instance till {
    ///   type    = "t3.small"
    ///   image   = "ami-0123456789abcdef0"
    ///   network = network.main
    ///   subnets = "public"  // error: no-subnet-there
    /// }
    /// ```
    ///
    /// ```stack
    /// network main { cidr = "10.0.0.0/16"  private = ["us-east-1a", "us-east-1b"] }
    /// instance till {
    ///   type    = "t3.small"
    ///   image   = "ami-0123456789abcdef0"
    ///   network = network.main
    ///   subnets = "private"
    /// }
    /// ```
    "no-subnet-there" Error [
        Fact::new("vpc.toml", "nat_gateway.requires", "EC2 API model 2016-11-15"),
        Fact::new("vpc.toml", "subnet.availability_zones_per_subnet", "EC2 API model 2016-11-15"),
    ] each if |kind| kind.name == "network" || kind.shape.attr("firewalls").is_some() => check
}

fn check<'a>(cx: &mut Cx<'a>, (resource, kind): Known<'a>) {
    if kind.name == "network" {
        gateways(cx, resource);
        return;
    }
    // Parts stand where their owner stands.
    if matches!(resource.origin, Origin::Implicit(_)) {
        return;
    }
    let own = network(cx, resource).and_then(Value::as_address);
    for address in firewalls(resource) {
        let Some(firewall) = cx.get(address) else { continue };
        let its: Option<&Address> = firewall.input("network").and_then(Value::as_address);
        if own != its && !cx.in_doubt(firewall) && !cx.in_doubt(resource) {
            let named = |network: Option<&Address>| {
                network.map_or_else(|| "the default VPC".to_owned(), |network| format!("`{network}`"))
            };
            let message = format!(
                "`{}` is of {}, and `{}` stands in {}",
                firewall.address,
                named(its),
                resource.address,
                named(own)
            );
            cx.report(
                Diagnostic::new(&RULE, resource.place("firewalls"), message)
                    .label(firewall.place("network"), "the firewall belongs there")
                    .help("give both the same `network`")
                    .about(resource.address.as_str()),
            );
        }
    }
    zones(cx, resource);
}

/// Judges where something stands in its network.
fn zones<'a>(cx: &mut Cx<'a>, resource: &'a Resource) {
    let Some(standing) = Standing::of(cx, resource) else { return };
    let there = standing.zones(cx);
    let named = resource.input("subnets").is_some();
    let (place, missing) = if there.is_empty() && named {
        ("subnets", String::new())
    } else {
        let one = resource.input("zone").and_then(Value::as_str);
        let mut all = one.into_iter().chain(texts(resource, "zones"));
        let Some(zone) = all.find(|zone| !there.contains(zone)) else { return };
        (if one.is_some() { "zone" } else { "zones" }, format!(" in `{zone}`"))
    };
    let message = format!("`{}` has no {} subnet{missing}", standing.network.address, standing.tier);
    let tier = standing.tier;
    let help = if there.is_empty() {
        let region = cx.region();
        let written = format!("{tier} = [\"{region}a\", \"{region}b\"]");
        format!("write `{written}` in `{}`, or stand elsewhere: `subnets = …`", standing.network.address)
    } else {
        format!("name the zone in its `{tier}`, or stand elsewhere")
    };
    cx.report(
        Diagnostic::new(&RULE, resource.place(place), message)
            .label(standing.network.head, "the network")
            .help(help)
            .about(resource.address.as_str()),
    );
}

/// Judges where the NAT gateways of a network shall stand.
fn gateways(cx: &mut Cx<'_>, network: &Resource) {
    let public = texts(network, "public");
    let Some(zone) = texts(network, "nat").into_iter().find(|zone| !public.contains(zone)) else { return };
    if cx.in_doubt(network) {
        return;
    }
    let message =
        format!("a NAT gateway stands in a public subnet, and `{}` has none in `{zone}`", network.address);
    cx.report(
        Diagnostic::new(&RULE, network.place("nat"), message)
            .label(network.place("public"), "its public subnets")
            .help(format!("add `\"{zone}\"` to `public`, or let another zone have the gateway"))
            .about(network.address.as_str()),
    );
}
