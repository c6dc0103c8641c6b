//! Pods on Fargate that just miss a size.

use super::{Cx, Known};
use crate::base::{Dimension, Fact, Quantity};
use crate::check::fargate_pods::{OVERHEAD, smallest, smallest_bare};
use crate::check::pods::{platform_of, requests};
use crate::diag::{Diagnostic, rule};

rule! {
    /// A pod on Fargate is one size larger than it seems, for the 256 MB that Kubernetes takes.
    ///
    /// What its containers ask for is one of Fargate's sizes, and with what Kubernetes takes it is more than that size, so
    /// it gets, and is billed for, the next. A little less memory would be the smaller size.
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
    ///   container export {
    ///     image  = "export:7.1.0"
    ///     cpu    = 0.5 vCPU
    ///     memory = 1 GB  // info: pod-rounded-up
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
    /// workload export {
    ///   cluster = kubernetes.main
    ///   count   = 2
    ///   container export {
    ///     image  = "export:7.1.0"
    ///     cpu    = 0.5 vCPU
    ///     memory = 768 MB
    ///   }
    /// }
    /// ```
    "pod-rounded-up" Info [
        Fact::new("fargate.toml", "eks_pods.kubernetes_overhead_memory_mib", "EKS user guide, Fargate pod configuration"),
        Fact::new("fargate.toml", "eks_pods.rounding", "EKS user guide, Fargate pod configuration"),
    ] each "workload" => check
}

fn check<'a>(cx: &mut Cx<'a>, (workload, _): Known<'a>) {
    if platform_of(cx, workload).is_none_or(|platform| platform.profile_of(workload).is_none()) {
        return;
    }
    let asked = requests(workload);
    let (Some(bare), Some(size)) = (smallest_bare(cx, asked), smallest(cx, asked)) else { return };
    // Only where it is the size itself that is asked for.
    if bare == size || bare.1 != asked.memory {
        return;
    }
    let shown = |(cpu, memory): (i64, i64)| {
        format!("{} and {}", Quantity::whole(Dimension::Cpu, cpu), Quantity::whole(Dimension::Size, memory))
    };
    let message = format!(
        "a pod of `{}` asks for {} and gets {}: Kubernetes takes {} of it",
        workload.address,
        shown(bare),
        shown(size),
        Quantity::whole(Dimension::Size, OVERHEAD)
    );
    let mut containers = crate::check::tasks::containers(workload);
    let place = containers.find_map(|(label, _)| workload.places.get(&format!("container.{label}.memory")));
    let less = Quantity::whole(Dimension::Size, bare.1.saturating_sub(OVERHEAD));
    cx.report(
        Diagnostic::new(&RULE, place.unwrap_or(workload.head), message)
            .help(format!("with {less} together it would be {}", shown(bare)))
            .about(workload.address.as_str()),
    );
}
