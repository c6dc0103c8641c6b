//! Arrows that end at a closed door.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::networks::{firewalls, openings};
use crate::check::tasks::containers;
use crate::diag::{Diagnostic, rule};
use crate::model::{Address, Resource, Value};

rule! {
    /// A load balancer hands requests on to a port that no firewall of the target opens for it.
    ///
    /// What is not opened is closed: the load balancer finds no target that answers, and says 502 or 504 to everybody.
    /// A target that names no firewall is not judged.
    ///
    /// ```stack
    /// firewall balancer { open 80 from "0.0.0.0/0" }
    /// firewall till { open 80 from firewall.balancer }
    /// load_balancer public { zones = ["us-east-1a", "us-east-1b"]  firewalls = [firewall.balancer] }
    /// instance till {
    ///   type      = "t3.small"
    ///   image     = "ami-0123456789abcdef0"
    ///   firewalls = [firewall.till]
    /// }
    /// load_balancer.public "/*" -> instance.till { port = 8080 }  // warning: closed-port
    /// ```
    ///
    /// ```stack
    /// firewall balancer { open 80 from "0.0.0.0/0" }
    /// firewall till { open 8080 from firewall.balancer }
    /// load_balancer public { zones = ["us-east-1a", "us-east-1b"]  firewalls = [firewall.balancer] }
    /// instance till {
    ///   type      = "t3.small"
    ///   image     = "ami-0123456789abcdef0"
    ///   firewalls = [firewall.till]
    /// }
    /// load_balancer.public "/*" -> instance.till { port = 8080 }
    /// ```
    "closed-port" Warning [
        Fact::new("vpc.toml", "security_group.rule_peer_exactly_one_of", "EC2 API model 2016-11-15"),
    ] each "flow" => check
}

fn check<'a>(cx: &mut Cx<'a>, (flow, _): Known<'a>) {
    let Some(ends) = flow.flow() else { return };
    let (Some(source), Some(target)) = (cx.get(&ends.source), cx.get(&ends.target)) else { return };
    if source.kind != "load_balancer" || firewalls(target).next().is_none() || cx.in_doubt(target) {
        return;
    }
    let Some(port) = port(flow, target) else { return };
    let callers: Vec<&Address> = firewalls(source).collect();
    let behind: Vec<&Resource> = firewalls(target).filter_map(|address| cx.get(address)).collect();
    let named = target.input("firewalls").and_then(Value::as_list).map_or(0, <[Value]>::len);
    // Of one outside the stack nothing is known.
    if behind.len() < named
        || behind.iter().any(|firewall| cx.in_doubt(firewall) || lets_in(firewall, port, &callers))
    {
        return;
    }
    let Some(first) = behind.first() else { return };
    let from = callers.first().map_or_else(|| "\"10.0.0.0/16\"".to_owned(), ToString::to_string);
    let message = format!(
        "`{}` is called on port {port}, which `{}` does not open for `{}`",
        target.address, first.address, source.address
    );
    cx.report(
        Diagnostic::new(&RULE, ends.span, message)
            .label(first.head, "what is not opened here is closed")
            .help(format!("write `open {port} from {from}` in `{}`", first.address))
            .about(flow.address.as_str()),
    );
}

/// The port on which a target is called, if one is known.
fn port(flow: &Resource, target: &Resource) -> Option<i64> {
    if flow.places.get("port").is_some() || flow.input("port").is_some() {
        return flow.input("port").and_then(Value::as_whole);
    }
    let mut ports = containers(target).filter_map(|(_, body)| body.get("port").and_then(Value::as_whole));
    ports.next().filter(|_| ports.next().is_none())
}

/// Whether a firewall lets one of these callers to a port. A range of addresses may be where they stand.
fn lets_in(firewall: &Resource, port: i64, callers: &[&Address]) -> bool {
    openings(firewall).filter(|opening| opening.has(port)).flat_map(|opening| opening.from).any(|peer| {
        match peer.as_address() {
            Some(address) => callers.contains(&address),
            None => true,
        }
    })
}
