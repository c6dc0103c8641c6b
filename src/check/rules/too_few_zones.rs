//! Control planes in one zone.

use std::collections::BTreeSet;

use super::{Cx, Known};
use crate::base::Fact;
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// A cluster names fewer than two availability zones.
    ///
    /// Its control plane stands in two zones at least, so that it outlives one of them, and EKS asks for a subnet in each.
    ///
    /// ```stack
    /// kubernetes main {
    ///   version = "1.35"
    ///   zones   = ["us-east-1a"]  // info: too-few-zones
    /// }
    /// ```
    ///
    /// ```stack
    /// kubernetes main {
    ///   version = "1.35"
    ///   zones   = ["us-east-1a", "us-east-1b"]
    /// }
    /// ```
    "too-few-zones" Info [
        Fact::unconfirmed("eks.toml", "cluster.subnets_min"),
        Fact::unconfirmed("eks.toml", "cluster.subnets_distinct_availability_zones_min"),
    ] each "kubernetes" => check
}

/// The fewest zones of a control plane.
const FEWEST: usize = 2;

fn check<'a>(cx: &mut Cx<'a>, (cluster, _): Known<'a>) {
    let Some(zones) = cluster.input("zones").and_then(Value::as_list) else { return };
    let different: BTreeSet<&str> = zones.iter().filter_map(Value::as_str).collect();
    if different.len() >= FEWEST
        || different.len() < zones.iter().map(ToString::to_string).collect::<BTreeSet<_>>().len()
    {
        return;
    }
    let message = format!(
        "`{}` names {} zone, and its control plane stands in {FEWEST} at least",
        cluster.address,
        different.len()
    );
    cx.report(
        Diagnostic::new(&RULE, cluster.place("zones"), message)
            .help("add another zone of the region")
            .about(cluster.address.as_str()),
    );
}
