//! Pods that are larger than all that Fargate has.

use super::{Cx, Known};
use crate::base::{Dimension, Fact, Quantity};
use crate::check::fargate_pods::{OVERHEAD, smallest};
use crate::check::pods::{platform_of, requests};
use crate::diag::{Diagnostic, rule};
use crate::packing::Room;

rule! {
    /// A pod on Fargate asks for more than Fargate's largest size.
    ///
    /// Each pod gets a machine of its own, of the smallest size that holds what its containers ask for together and 256 MB
    /// for Kubernetes. There is none for this one, so it stays `Pending`. Nodes may be larger.
    ///
    /// ```stack
    /// kubernetes main { version = "1.35" }
    /// fargate_profile all {
    ///   cluster = kubernetes.main
    ///   select "default" {}
    /// }
    /// workload search {
    ///   cluster = kubernetes.main
    ///   count   = 2
    ///   container index {
    ///     image  = "search:3.1.0"
    ///     cpu    = 4 vCPU
    ///     memory = 300 GB  // error: pod-exceeds-fargate
    ///   }
    /// }
    /// ```
    ///
    /// ```stack
    /// kubernetes main { version = "1.35" }
    /// fargate_profile all {
    ///   cluster = kubernetes.main
    ///   select "default" {}
    /// }
    /// workload search {
    ///   cluster = kubernetes.main
    ///   count   = 2
    ///   container index {
    ///     image  = "search:3.1.0"
    ///     cpu    = 4 vCPU
    ///     memory = 24 GB
    ///   }
    /// }
    /// ```
    "pod-exceeds-fargate" Error [
        Fact::new("fargate.toml", "size", "ECS and Batch API models, cfn-lint extension schema and developer guide"),
        Fact::new("fargate.toml", "eks_pods.kubernetes_overhead_memory_mib", "EKS user guide, Fargate pod configuration"),
    ] each "workload" => check
}

fn check<'a>(cx: &mut Cx<'a>, (workload, _): Known<'a>) {
    let Some(profile) = platform_of(cx, workload).and_then(|platform| platform.profile_of(workload)) else {
        return;
    };
    let asked = requests(workload);
    if smallest(cx, asked).is_some() {
        return;
    }
    let containers = crate::check::tasks::containers(workload).map(|(label, _)| label);
    let first = containers.min().unwrap_or_default();
    let place =
        ["memory", "cpu"].iter().find_map(|name| workload.places.get(&format!("container.{first}.{name}")));
    let message = format!(
        "a pod of `{}` asks for {} and {}, and Kubernetes takes {} more: Fargate has no such size",
        workload.address,
        Room::Cpu.text(asked.cpu),
        Room::Memory.text(asked.memory),
        Quantity::whole(Dimension::Size, OVERHEAD),
    );
    cx.report(
        Diagnostic::new(&RULE, place.unwrap_or(workload.head), message)
            .label(profile.head, "this takes it to Fargate")
            .help("ask for less, or let it run on a `node_group`")
            .about(workload.address.as_str()),
    );
}
