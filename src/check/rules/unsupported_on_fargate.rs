//! Pods on Fargate that need what Fargate has not.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::pods::platform_of;
use crate::check::tasks::containers;
use crate::diag::{Diagnostic, Severity, rule};
use crate::model::Value;

/// Where the facts were read.
const SOURCE: &str = "EKS user guide, Fargate pod configuration";

rule! {
    /// A pod on Fargate needs what Fargate does not give pods.
    ///
    /// Its machines are of x86_64, take no EBS volumes, and run no agents beside the pod, so that a role by Pod Identity,
    /// which an agent on the node hands out, does not reach it. A `file_system` can be mounted.
    ///
    /// ```stack
    /// kubernetes main { version = "1.35" }
    /// fargate_profile all {
    ///   cluster = kubernetes.main
    ///   select "default" {}
    /// }
    /// workload export {
    ///   cluster      = kubernetes.main
    ///   count        = 2
    ///   architecture = "arm64"  // error: unsupported-on-fargate
    ///   container export { image = "export:7.1.0" }
    /// }
    /// ```
    ///
    /// ```stack
    /// kubernetes main { version = "1.35" }
    /// fargate_profile all {
    ///   cluster = kubernetes.main
    ///   select "default" {}
    /// }
    /// workload export {
    ///   cluster = kubernetes.main
    ///   count   = 2
    ///   container export { image = "export:7.1.0" }
    /// }
    /// ```
    "unsupported-on-fargate" Error [
        Fact::new("fargate.toml", "eks_pods.arm64", SOURCE),
        Fact::unconfirmed("eks.toml", "fargate_profile.unsupported"),
    ] each "workload" => check
}

fn check<'a>(cx: &mut Cx<'a>, (workload, _): Known<'a>) {
    let Some(profile) = platform_of(cx, workload).and_then(|platform| platform.profile_of(workload)) else {
        return;
    };
    let mut faults: Vec<(String, Severity, &str, &str)> = Vec::new();
    if workload.input("architecture").and_then(Value::as_str) == Some("arm64") {
        let fault = ("its machines are not arm64", "leave it out, or let the pods run on a `node_group`");
        faults.push(("architecture".to_owned(), Severity::Error, fault.0, fault.1));
    }
    if workload.input("role").is_some() {
        let fault = (
            "Pod Identity does not reach its pods",
            "let the pods run on a `node_group`, or give the role to their service account by OpenID Connect",
        );
        faults.push(("role".to_owned(), Severity::Info, fault.0, fault.1));
    }
    for (label, body) in containers(workload) {
        let mounts = body.get("mount").and_then(Value::as_list).unwrap_or_default();
        for (at, mount) in mounts.iter().enumerate() {
            let from = mount.as_map().and_then(|mount| mount.get("from")?.as_address());
            if from.and_then(|from| cx.get(from)).is_some_and(|from| from.kind == "volume") {
                let path = format!("container.{label}.mount[{at}]");
                faults.push((path, Severity::Info, "it mounts no EBS volumes", "mount a `file_system`"));
            }
        }
    }
    for (path, severity, what, help) in faults {
        let message = format!("`{}` runs on Fargate, and {what}", workload.address);
        cx.report(
            Diagnostic::new(&RULE, workload.place(&path), message)
                .severity(severity)
                .label(profile.head, "this takes it to Fargate")
                .help(help)
                .about(workload.address.as_str()),
        );
    }
}
