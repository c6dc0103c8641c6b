//! Nodes that are too new or too old for their control plane.

use super::{Cx, Known};
use crate::check::cx::shares_text;
use crate::diag::{Diagnostic, Severity, rule};
use crate::model::{Resource, Value};

rule! {
    /// The nodes of a group run another version of Kubernetes than its cluster goes with.
    ///
    /// By the version skew policy of Kubernetes a node is never newer than the control plane, so EKS refuses such a group;
    /// and at most three minor versions older, so the cluster cannot move up before the nodes have. Without `version` a
    /// group starts with that of its cluster.
    ///
    /// ```stack
    /// kubernetes main { version = "1.34" }
    /// node_group new {
    ///   cluster = kubernetes.main
    ///   count   = 2
    ///   version = "1.35"  // error: version-skew
    /// }
    /// ```
    ///
    /// ```stack
    /// kubernetes main { version = "1.35" }
    /// node_group late {
    ///   cluster = kubernetes.main
    ///   count   = 2
    ///   version = "1.34"
    /// }
    /// ```
    "version-skew" Error each "node_group" => check
}

/// How many minor versions nodes may be behind.
const MOST_BEHIND: u32 = 3;

fn check<'a>(cx: &mut Cx<'a>, (group, _): Known<'a>) {
    let Some(nodes) = group.input("version").and_then(Value::as_str) else { return };
    let cluster = group.input("cluster").and_then(Value::as_address).and_then(|address| cx.get(address));
    let Some((cluster, plane)) = cluster.and_then(|cluster| Some((cluster, version(cluster)?))) else {
        return;
    };
    let (Some(node_minor), Some(plane_minor)) = (minor(nodes), minor(plane)) else { return };
    let (severity, message, help) = if node_minor > plane_minor {
        let message = format!("the nodes would run {nodes}, and `{}` itself only {plane}", cluster.address);
        (Severity::Error, message, format!("move the cluster up first, or let the nodes run `\"{plane}\"`"))
    } else if plane_minor - node_minor > MOST_BEHIND {
        let behind = plane_minor - node_minor;
        let message = format!("the nodes run {nodes}, {behind} minor versions behind `{}`", cluster.address);
        (
            Severity::Warning,
            message,
            format!("Kubernetes lets them be {MOST_BEHIND} behind; let them run `\"{plane}\"`"),
        )
    } else {
        return;
    };
    let mut diagnostic = Diagnostic::new(&RULE, group.place("version"), message)
        .severity(severity)
        .label(cluster.place("version"), "the version of the control plane")
        .help(help)
        .about(group.address.as_str());
    if let Some(place) = group.places.get("version").filter(|_| !shares_text(group)) {
        diagnostic = diagnostic.fix(format!("change to `\"{plane}\"`"), place, format!("\"{plane}\""));
    }
    cx.report(diagnostic);
}

fn version(cluster: &Resource) -> Option<&str> {
    cluster.input("version").and_then(Value::as_str)
}

/// The number behind the dot of `1.35`.
fn minor(version: &str) -> Option<u32> {
    version.split_once('.')?.1.parse().ok()
}
