//! Subnets that lie outside their network, or on one another.

use std::collections::BTreeMap;

use super::Cx;
use crate::base::{AddressRange, Fact};
use crate::diag::{Diagnostic, rule};
use crate::model::{Address, Origin, Resource, Value};

rule! {
    /// A subnet has addresses that its network has not, or that another subnet has already.
    ///
    /// Each address of a network belongs to one subnet at most, those that are made by themselves included. The addresses of
    /// the latter depend on sort and zone alone, so what is free stays free: the quarters of sorts that the network does
    /// not name.
    ///
    /// ```stack
    /// network main {
    ///   cidr   = "10.0.0.0/16"
    ///   public = ["us-east-1a"]
    /// }
    /// subnet reports {
    ///   network = network.main
    ///   zone    = "us-east-1a"
    ///   cidr    = "10.0.4.0/24"  // error: overlapping-subnets
    /// }
    /// ```
    ///
    /// ```stack
    /// network main {
    ///   cidr   = "10.0.0.0/16"
    ///   public = ["us-east-1a"]
    /// }
    /// subnet reports {
    ///   network = network.main
    ///   zone    = "us-east-1a"
    ///   cidr    = "10.0.64.0/24"
    /// }
    /// ```
    "overlapping-subnets" Error [
        Fact::new("vpc.toml", "subnet.must_be_within_vpc_cidr", "EC2 API model 2016-11-15"),
        Fact::new("vpc.toml", "subnet.must_not_overlap", "EC2 API model 2016-11-15"),
    ] => check
}

fn check(cx: &mut Cx<'_>) {
    let mut all: BTreeMap<&Address, Vec<(AddressRange, &Resource)>> = BTreeMap::new();
    for (subnet, _) in cx.of_kinds(&["subnet"]) {
        let range = subnet.input("cidr").and_then(Value::as_str).and_then(AddressRange::read);
        let network = subnet.input("network").and_then(Value::as_address);
        if let (Some(range), Some(network)) = (range, network) {
            all.entry(network).or_default().push((range, subnet));
        }
    }
    for (network, mut subnets) in all {
        outside(cx, network, &subnets);
        subnets.sort_by_key(|(range, subnet)| (*range, &subnet.address));
        overlapping(cx, &subnets);
    }
}

/// Says which subnets have addresses that the network has not.
fn outside(cx: &mut Cx<'_>, network: &Address, subnets: &[(AddressRange, &Resource)]) {
    let Some(network) = cx.get(network) else { return };
    let Some(whole) = network.input("cidr").and_then(Value::as_str).and_then(AddressRange::read) else {
        return;
    };
    for (range, subnet) in subnets.iter().filter(|(range, _)| !whole.holds(*range)) {
        let message =
            format!("`{range}` of `{}` is not within `{whole}` of `{}`", subnet.address, network.address);
        cx.report(
            Diagnostic::new(&RULE, subnet.place("cidr"), message)
                .label(network.place("cidr"), "the addresses of the network")
                .help("take a part of the network's addresses")
                .about(subnet.address.as_str()),
        );
    }
}

/// Says which share addresses. In this order a range that holds others stands before them.
fn overlapping(cx: &mut Cx<'_>, subnets: &[(AddressRange, &Resource)]) {
    let mut widest: Option<(AddressRange, &Resource)> = None;
    for (range, subnet) in subnets {
        let Some((before, other)) = widest.filter(|(before, _)| before.overlaps(*range)) else {
            widest = Some((*range, subnet));
            continue;
        };
        // What was written is what can be changed.
        let written = matches!(subnet.origin, Origin::Written);
        let (of, with) = if written { (*subnet, other) } else { (other, *subnet) };
        let message =
            format!("`{}` and `{}` share addresses: `{before}`, `{range}`", other.address, subnet.address);
        cx.report(
            Diagnostic::new(&RULE, of.place("cidr"), message)
                .label(with.place("cidr"), "the other one")
                .help("take addresses that no other subnet has")
                .about(of.address.as_str()),
        );
    }
}
