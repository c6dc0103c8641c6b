//! Load balancers in fewer zones than ELB takes.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::networks::Standing;
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// An application load balancer has nodes in less than two availability zones.
    ///
    /// ELB makes one in two zones at least, so that it stays when a zone is lost; where the targets are is another matter.
    ///
    /// ```stack
    /// load_balancer public {
    ///   zones = ["us-east-1a"]  // error: single-zone-load-balancer
    /// }
    /// cluster main {}
    /// service web {
    ///   cluster = cluster.main
    ///   launch  = "fargate"
    ///   cpu     = 0.25 vCPU
    ///   memory  = 512 MB
    ///   count   = 1
    ///   container app { image = "nginx:1.29"  port = 80 }
    /// }
    /// load_balancer.public "/*" -> service.web
    /// ```
    ///
    /// ```stack
    /// load_balancer public { zones = ["us-east-1a", "us-east-1b"] }
    /// cluster main {}
    /// service web {
    ///   cluster = cluster.main
    ///   launch  = "fargate"
    ///   cpu     = 0.25 vCPU
    ///   memory  = 512 MB
    ///   count   = 1
    ///   container app { image = "nginx:1.29"  port = 80 }
    /// }
    /// load_balancer.public "/*" -> service.web
    /// ```
    "single-zone-load-balancer" Error [
        Fact::new("elb.toml", "load_balancer.availability_zones_min", "ELB v2 API model 2015-12-01"),
    ] each "load_balancer" => check
}

fn check<'a>(cx: &mut Cx<'a>, (balancer, _): Known<'a>) {
    let zones = match balancer.input("zones").and_then(Value::as_list) {
        Some(zones) => zones.iter().filter_map(Value::as_str).collect(),
        // In a network it stands on each of its subnets.
        None => {
            let standing = Standing::of(cx, balancer);
            let Some(standing) = standing else { return };
            let zones = standing.zones(cx);
            // That there is no such subnet is told by another rule.
            if zones.is_empty() {
                return;
            }
            zones
        }
    };
    let mut different: Vec<&str> = zones.clone();
    different.sort_unstable();
    different.dedup();
    let least = if balancer.input("type").and_then(Value::as_str) == Some("network") { 1 } else { 2 };
    if different.len() >= least || different.len() < zones.len() && different.is_empty() {
        return;
    }
    let message = match different.as_slice() {
        [] => format!("`{}` has no zone to stand in", balancer.address),
        [one, ..] => format!(
            "`{}` stands in `{one}` alone, and an application load balancer needs two zones",
            balancer.address
        ),
    };
    cx.report(
        Diagnostic::new(&RULE, balancer.place("zones"), message)
            .help("add a zone (in a network, to its list of such subnets), or make it a `type = \"network\"`, for which one will do")
            .about(balancer.address.as_str()),
    );
}
