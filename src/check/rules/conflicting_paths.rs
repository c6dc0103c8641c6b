//! Paths of one load balancer that lead to two targets.

use std::collections::BTreeMap;

use super::{Cx, Known};
use crate::base::Fact;
use crate::catalog::Events;
use crate::check::looks::Side;
use crate::check::sieves::Sifted;
use crate::diag::{Diagnostic, rule};
use crate::model::{Address, FlowEnds, Resource};

rule! {
    /// Two arrows of a load balancer say the same path.
    ///
    /// Of several paths that fit a request the most exact counts, and of two that are alike one would never be asked.
    /// Hosts are the same in capitals and small letters; paths are not.
    ///
    /// ```stack
    /// load_balancer public { zones = ["us-east-1a", "us-east-1b"] }
    /// instance first  { type = "t3.small"  image = "ami-0123456789abcdef0" }
    /// instance second { type = "t3.small"  image = "ami-0123456789abcdef0" }
    /// load_balancer.public "/shop/*" -> instance.first { port = 80 }
    /// load_balancer.public "/shop/*" -> instance.second { port = 80 }  // error: conflicting-paths
    /// ```
    ///
    /// ```stack
    /// load_balancer public { zones = ["us-east-1a", "us-east-1b"] }
    /// instance first  { type = "t3.small"  image = "ami-0123456789abcdef0" }
    /// instance second { type = "t3.small"  image = "ami-0123456789abcdef0" }
    /// load_balancer.public "/*"      -> instance.first { port = 80 }
    /// load_balancer.public "/shop/*" -> instance.second { port = 80 }
    /// ```
    "conflicting-paths" Error [
        Fact::new("elb.toml", "rule.evaluated", "ELB v2 API model 2015-12-01"),
        Fact::new("elb.toml", "rule.host_case_sensitive", "ELB v2 API model 2015-12-01"),
    ] among Side::Kinds(&["flow"]), is_path => check
}

fn is_path<'a>(cx: &Cx<'a>, (flow, _): Known<'a>) -> Option<u32> {
    matches!(cx.link(flow.flow()?)?.events, Events::Paths).then_some(0)
}

fn check(cx: &mut Cx<'_>, sifted: Sifted) {
    let mut first: BTreeMap<(&Address, String), (&Resource, &FlowEnds)> = BTreeMap::new();
    let mut flows = sifted.flows(cx);
    flows.sort_by_key(|(_, ends)| ends.span);
    for (flow, ends) in flows {
        let before = *first.entry((&ends.source, key(&ends.event))).or_insert((flow, ends));
        if before.0.address == flow.address {
            continue;
        }
        let what = if ends.event.is_empty() { "everything".to_owned() } else { format!("`{}`", ends.event) };
        let message = format!("{what} of `{}` leads to `{}` already", ends.source, before.1.target);
        cx.report(
            Diagnostic::new(&RULE, ends.span, message)
                .label(before.1.span, "first drawn here")
                .help("give them different paths, or remove one of them")
                .about(flow.address.as_str()),
        );
    }
}

/// A path with its host in small letters.
fn key(event: &str) -> String {
    let (host, path) = event.split_at(event.find('/').unwrap_or(event.len()));
    format!("{}{path}", host.to_ascii_lowercase())
}
