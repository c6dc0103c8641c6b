//! Subnets with fewer addresses than stand on them.

use std::collections::{BTreeMap, BTreeSet};

use super::Cx;
use crate::base::{AddressRange, Fact};
use crate::check::calls::{Place, place};
use crate::check::networks::{Standing, texts};
use crate::check::pods::{count_of, platform_of};
use crate::diag::{Diagnostic, Severity, rule};
use crate::model::{Address, Origin, Resource, Value};

rule! {
    /// More shall stand on a subnet than it has addresses for.
    ///
    /// AWS keeps five addresses of each subnet. Every task with an interface of its own takes one, and so do instances, mount
    /// targets and NAT gateways; each pod on a node takes one beside the node's own, and functions behind the same firewalls
    /// take one together on each subnet. Pods on Fargate take one each, in private subnets. A load balancer wants eight that are free, since it grows with its load. What finds no
    /// address does not start, in the worst case just when more is needed. A subnet cannot be widened later.
    ///
    /// ```stack
    /// network main {
    ///   cidr = "10.0.0.0/24"
    /// }
    /// subnet narrow {
    ///   network = network.main
    ///   zone    = "us-east-1a"
    ///   cidr    = "10.0.0.0/28"  // warning: crowded-subnet
    ///   tier    = "public"
    /// }
    /// cluster main {}
    /// service crawler {
    ///   cluster   = cluster.main
    ///   launch    = "fargate"
    ///   cpu       = 0.25 vCPU
    ///   memory    = 512 MB
    ///   count     = 12
    ///   network   = network.main
    ///   public_ip = true
    ///   container app { image = "crawler:1.0" }
    /// }
    /// ```
    ///
    /// ```stack
    /// network main {
    ///   cidr = "10.0.0.0/24"
    /// }
    /// subnet wide {
    ///   network = network.main
    ///   zone    = "us-east-1a"
    ///   cidr    = "10.0.0.0/26"
    ///   tier    = "public"
    /// }
    /// cluster main {}
    /// service crawler {
    ///   cluster   = cluster.main
    ///   launch    = "fargate"
    ///   cpu       = 0.25 vCPU
    ///   memory    = 512 MB
    ///   count     = 12
    ///   network   = network.main
    ///   public_ip = true
    ///   container app { image = "crawler:1.0" }
    /// }
    /// ```
    "crowded-subnet" Warning [
        Fact::new("vpc.toml", "subnet.reserved_count", "EC2 API model 2016-11-15"),
        Fact::new("vpc.toml", "subnet.usable_formula", "EC2 API model 2016-11-15"),
        Fact::new("vpc.toml", "network_interfaces.efs_mount_target.per_mount_target", "EFS API model 2015-02-01"),
        Fact::new("vpc.toml", "network_interfaces.nat_gateway.per_gateway", "EC2 API model 2016-11-15"),
        Fact::unconfirmed("vpc.toml", "network_interfaces.fargate.per_task"),
        Fact::unconfirmed("vpc.toml", "network_interfaces.eks.pods"),
        Fact::unconfirmed("vpc.toml", "network_interfaces.lambda.created_per"),
        Fact::unconfirmed("elb.toml", "load_balancer.alb_subnet.free_addresses_min"),
    ] => check
}

/// Addresses of a subnet that AWS keeps.
const KEPT: i64 = 5;
/// Addresses that a load balancer wants free on each of its subnets.
const FREE: i64 = 8;

/// Who takes how many addresses.
type Taken<'a> = BTreeMap<&'a Address, i64>;

fn check(cx: &mut Cx<'_>) {
    if cx.subnets().is_empty() {
        return;
    }
    // By network, sort of subnet and zone.
    let mut taken: BTreeMap<(&Address, &str, &str), Taken<'_>> = BTreeMap::new();
    let mut shared: BTreeSet<(&Address, &str, &str, String)> = BTreeSet::new();
    for (resource, _) in cx.resources().all().filter(|(one, _)| matches!(one.origin, Origin::Written)) {
        for (tier, zone, count) in takes(cx, resource) {
            let network = tier.network;
            // Functions behind the same firewalls share one.
            let behind = || resource.input("firewalls").map_or(String::new(), ToString::to_string);
            if resource.kind == "function" && !shared.insert((&network.address, tier.tier, zone, behind())) {
                continue;
            }
            *taken
                .entry((&network.address, tier.tier, zone))
                .or_default()
                .entry(&resource.address)
                .or_default() += count;
        }
    }
    let mut said: BTreeSet<(&Address, &str)> = BTreeSet::new();
    for ((network, tier, zone), by) in &taken {
        let wanted: i64 = by.values().sum();
        let Some((subnet, range)) = only_subnet(cx, network, tier, zone) else { continue };
        let room = (1_i64 << 32_u32.saturating_sub(range.prefix())).saturating_sub(KEPT);
        if wanted > room && said.insert((network, tier)) {
            let unsure = |address: &&Address| matches!(address.kind(), "workload" | "function");
            let sure: i64 = by.iter().filter(|(one, _)| !unsure(one)).map(|(_, count)| count).sum();
            let found = finding(cx, (subnet, range), by, (wanted, room));
            cx.report(if sure > room { found } else { found.severity(Severity::Info) });
        }
    }
}

/// The subnet of that sort in a zone, if there is one only.
fn only_subnet<'a>(
    cx: &Cx<'a>,
    network: &Address,
    tier: &str,
    zone: &str,
) -> Option<(&'a Resource, AddressRange)> {
    let says =
        |subnet: &Resource, attr: &str, text: &str| subnet.input(attr).and_then(Value::as_str) == Some(text);
    let all = cx.subnets().get(network)?;
    let mut own = all.iter().filter(|subnet| says(subnet, "tier", tier) && says(subnet, "zone", zone));
    let subnet = own.next().filter(|_| own.next().is_none())?;
    let range = subnet.input("cidr").and_then(Value::as_str).and_then(AddressRange::read)?;
    Some((subnet, range))
}

/// How many addresses a resource takes on which subnets, by zone.
fn takes<'a>(cx: &Cx<'a>, resource: &'a Resource) -> Vec<(Standing<'a>, &'a str, i64)> {
    if resource.kind == "network" {
        let standing = Standing { network: resource, tier: "public" };
        return texts(resource, "nat").into_iter().map(|zone| (standing, zone, 1)).collect();
    }
    // Pods have addresses of the subnets that their nodes stand on.
    let Some(stands) = (if resource.kind == "workload" { nodes_of(cx, resource) } else { Some(resource) })
    else {
        return Vec::new();
    };
    let Some(standing) = Standing::of(cx, stands) else { return Vec::new() };
    let zone = stands.input("zone").and_then(Value::as_str);
    let mut zones: Vec<&str> = zone.into_iter().chain(texts(stands, "zones")).collect();
    if zones.is_empty() {
        zones = standing.zones(cx);
    }
    let share = |all: i64| {
        let zones = i64::try_from(zones.len()).unwrap_or(1).max(1);
        all.saturating_add(zones).saturating_sub(1) / zones
    };
    let count = match resource.kind.as_str() {
        "load_balancer" => FREE,
        "file_system" | "instance" | "function" => 1,
        "workload" => {
            share(count_of(resource).map_or(0, |(_, most)| i64::try_from(most).unwrap_or(i64::MAX)))
        }
        "service" if matches!(place(cx, resource), Place::Itself(_)) => share(most(resource)),
        "node_group" | "capacity" => share(most(resource)),
        _ => return Vec::new(),
    };
    if resource.kind == "instance" {
        zones.truncate(1);
    }
    zones.into_iter().map(|zone| (standing, zone, count)).collect()
}

/// The nodes on which a workload's pods are put, or the profile by which they go to Fargate.
fn nodes_of<'a>(cx: &Cx<'a>, workload: &Resource) -> Option<&'a Resource> {
    let platform = platform_of(cx, workload)?;
    platform.profile_of(workload).or_else(|| platform.groups_of(workload).first().copied())
}

/// The most that there may be at once of what is counted.
fn most(resource: &Resource) -> i64 {
    match resource.input("count") {
        Some(Value::Range(ends)) => ends.1.as_whole().unwrap_or(0),
        Some(one) => one.as_whole().unwrap_or(0),
        None => 0,
    }
}

fn finding(
    cx: &Cx<'_>,
    (subnet, range): (&Resource, AddressRange),
    by: &Taken<'_>,
    (wanted, room): (i64, i64),
) -> Diagnostic {
    let mut all: Vec<(&Address, i64)> = by.iter().map(|(by, count)| (*by, *count)).collect();
    all.sort_by_key(|(by, count)| (-count, *by));
    let listed: Vec<String> = all.iter().take(3).map(|(by, count)| format!("{count} for `{by}`")).collect();
    let rest = if all.len() > 3 { format!(" and {} more", all.len() - 3) } else { String::new() };
    let message = format!(
        "`{}` of `{}` has {room} addresses to give, and {wanted} may be wanted at once",
        range, subnet.address
    );
    let bits =
        i64::from(u64::BITS - u64::try_from(wanted.saturating_add(KEPT - 1)).unwrap_or(0).leading_zeros());
    let prefix = (32 - bits).max(0);
    let own = matches!(subnet.origin, Origin::Written);
    let network = subnet.input("network").and_then(Value::as_address).and_then(|at| cx.get(at));
    let place = match network {
        Some(network) if !own => network.place("cidr"),
        _ => subnet.place("cidr"),
    };
    let whole = network.and_then(|network| network.input("cidr")).and_then(Value::as_str);
    let larger = whole
        .and_then(AddressRange::read)
        .map(|whole| i64::from(whole.prefix()) - (i64::from(range.prefix()) - prefix));
    let help = match larger.filter(|larger| !own && *larger >= 16) {
        Some(larger) => {
            format!("{}{rest}: let the network be a `/{larger}`, or fewer stand there", listed.join(", "))
        }
        None => format!("{}{rest}: make it a `/{prefix}`, or let fewer stand there", listed.join(", ")),
    };
    Diagnostic::new(&RULE, place, message).help(help).about(subnet.address.as_str())
}
