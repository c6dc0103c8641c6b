//! Outposts with more on them than their machines hold.

use std::collections::BTreeMap;

use super::Cx;
use crate::base::Fact;
use crate::catalog::{MACHINES, Machine, family};
use crate::check::batch::host;
use crate::check::cx::shares_text;
use crate::check::fleets::ends;
use crate::diag::{Diagnostic, Severity, rule};
use crate::model::{Address, Resource, Value};
use crate::packing::{Amounts, Demand, Host, misfits, pack};

rule! {
    /// More is to stand on an Outpost than its machines hold.
    ///
    /// Its machines are those that were bought. Each is divided into instances of its own family, by vCPU and memory; what
    /// is left over does not start, and AWS answers that there is no capacity. Hosts and instances are put onto the
    /// machines of the table, the largest first; the finding says how many fit. It is a warning where only the upper end
    /// of a range does not.
    ///
    /// ```stack
    /// outpost hall {
    ///   zone = "us-east-1a"
    ///   form = "rack"
    ///   hosts { "m5.4xlarge" = 1 }
    /// }
    /// cluster line {}
    /// capacity line {
    ///   cluster = cluster.line
    ///   place   = outpost.hall
    ///   types   = ["m5.xlarge"]
    ///   count   = 5  // error: outpost-overcommit
    /// }
    /// ```
    ///
    /// ```stack
    /// outpost hall {
    ///   zone = "us-east-1a"
    ///   form = "rack"
    ///   hosts { "m5.4xlarge" = 1 }
    /// }
    /// cluster line {}
    /// capacity line {
    ///   cluster = cluster.line
    ///   place   = outpost.hall
    ///   types   = ["m5.xlarge"]
    ///   count   = 4
    /// }
    /// ```
    "outpost-overcommit" Error [
        MACHINES,
        Fact::new("outposts.toml", "capacity.simulate", "Outposts API model 2019-12-03"),
    ] => check
}

/// Something that takes machines of an Outpost.
struct Taker<'a> {
    resource: &'a Resource,
    machine: &'static Machine,
    count: (u64, u64),
}

fn check(cx: &mut Cx<'_>) {
    let mut takers: BTreeMap<&Address, Vec<Taker<'_>>> = BTreeMap::new();
    for (resource, kind) in cx.of_kinds(&["capacity", "instance"]) {
        let Some(place) = resource.input("place").and_then(Value::as_address) else { continue };
        let first = match kind.name {
            "capacity" => resource.input("types").and_then(Value::as_list).and_then(<[Value]>::first),
            _ => resource.input("type"),
        };
        let Some(machine) = first.and_then(Value::as_str).and_then(Machine::find) else { continue };
        takers.entry(place).or_default().push(Taker { resource, machine, count: ends(resource) });
    }
    for (place, takers) in takers {
        if let Some(outpost) = cx.get(place) {
            judge(cx, outpost, &takers);
        }
    }
}

fn judge(cx: &mut Cx<'_>, outpost: &Resource, takers: &[Taker<'_>]) {
    let Some(hosts) = machines(outpost) else { return };
    let demands = |of: fn(&Taker<'_>) -> u64| -> Vec<Demand<'_>> {
        takers.iter().map(|taker| demand(taker, of(taker))).collect()
    };
    let fewest = pack(&demands(|taker| taker.count.0), &hosts);
    let most = pack(&demands(|taker| taker.count.1), &hosts);
    let (packed, severity, all) = if fewest.is_complete() {
        (most, Severity::Warning, demands(|taker| taker.count.1))
    } else {
        (fewest, Severity::Error, demands(|taker| taker.count.0))
    };
    for ((taker, demand), left) in takers.iter().zip(&all).zip(&packed.left).filter(|(_, left)| **left > 0) {
        cx.report(told(outpost, &hosts, taker, demand, *left).severity(severity));
    }
}

/// Its machines as hosts; `None` if one of them is not known.
fn machines(outpost: &Resource) -> Option<Vec<Host<'_>>> {
    let table = outpost.input("hosts").and_then(Value::as_map)?;
    let known = |(name, count): (&ecow::EcoString, &Value)| {
        let machine = Machine::find(name)?;
        let count = u64::try_from(count.as_whole()?).ok()?;
        Some(Host { is: vec![machine.family()], count, ..host(machine) })
    };
    table.iter().map(known).collect()
}

fn demand<'a>(taker: &Taker<'a>, count: u64) -> Demand<'a> {
    let takes = Amounts { addresses: 0, ..host(taker.machine).has };
    let name = taker.resource.address.as_str();
    Demand { name, takes, wants: vec![taker.machine.family()], count, ..Demand::default() }
}

fn told(
    outpost: &Resource,
    hosts: &[Host<'_>],
    taker: &Taker<'_>,
    demand: &Demand<'_>,
    left: u64,
) -> Diagnostic {
    let (name, resource) = (taker.machine.name, taker.resource);
    let fits = demand.count.saturating_sub(left);
    let list: Vec<String> = hosts.iter().map(|host| format!("{} {}", host.count, host.name)).collect();
    let listed = if list.is_empty() { "no machines".to_owned() } else { list.join(" and ") };
    let whole = misfits(demand, hosts).is_some();
    let of_family = hosts.iter().any(|host| family(host.name) == taker.machine.family());
    let message = if demand.count == 1 {
        format!("`{}` has no {name} left for `{}`: it has {listed}", outpost.address, resource.address)
    } else {
        format!(
            "`{}` has room for {fits} of the {} {name} of `{}`: it has {listed}",
            outpost.address, demand.count, resource.address
        )
    };
    let help = if whole && !of_family {
        format!(
            "its machines are of other families than `{}`; choose a type of theirs",
            taker.machine.family()
        )
    } else if whole {
        "each of its machines is smaller; choose a smaller type".to_owned()
    } else {
        let fewer = if fits > 0 { format!("let there be {left} fewer, ") } else { String::new() };
        format!("{fewer}choose a smaller type, or order another machine")
    };
    let attr = if resource.places.get("count").is_some() { "count" } else { "type" };
    let mut diagnostic = Diagnostic::new(&RULE, resource.place(attr), message)
        .label(outpost.place("hosts"), "all the machines that it has")
        .help(help)
        .about(resource.address.as_str());
    let place = resource.places.get("count").filter(|_| fits > 0 && taker.count.0 == taker.count.1);
    if let Some(place) = place.filter(|_| !shares_text(resource)) {
        diagnostic = diagnostic.fix(format!("change `count` to `{fits}`"), place, fits.to_string());
    }
    diagnostic
}
