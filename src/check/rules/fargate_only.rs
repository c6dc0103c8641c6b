//! Jobs on instances with what only Fargate has.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::batch::{has_instances, queue_of};
use crate::diag::{Diagnostic, rule};

rule! {
    /// A job on instances says what only Fargate has: a disk of its own, or a version of the platform.
    ///
    /// On instances the jobs of a host share its disk, and there is no platform but the host. Batch ignores these, or
    /// refuses the job.
    ///
    /// ```stack
    /// job_queue large {
    ///   launch   = "ec2"
    ///   max_cpu  = 64 vCPU
    ///   priority = 1
    /// }
    /// job verify {
    ///   queue  = job_queue.large
    ///   image  = "etl:3.2.0"
    ///   cpu    = 1 vCPU
    ///   memory = 2 GB
    ///   disk   = 40 GB  // warning: fargate-only
    /// }
    /// ```
    ///
    /// ```stack
    /// job_queue small {
    ///   launch   = "fargate"
    ///   max_cpu  = 64 vCPU
    ///   priority = 1
    /// }
    /// job verify {
    ///   queue  = job_queue.small
    ///   image  = "etl:3.2.0"
    ///   cpu    = 1 vCPU
    ///   memory = 2 GB
    ///   disk   = 40 GB
    /// }
    /// ```
    "fargate-only" Warning [
        Fact::new("fargate.toml", "platform_versions.applies_to", "ECS and Batch API models and developer guide"),
    ] each "job" => check
}

fn check<'a>(cx: &mut Cx<'a>, (job, _): Known<'a>) {
    let Some(queue) = queue_of(cx, job).filter(|queue| has_instances(queue)) else { return };
    for name in ["disk", "platform"] {
        let Some(place) = job.places.get(name) else { continue };
        let message = format!("`{name}` is Fargate's, and `{}` runs on instances", job.address);
        let mut diagnostic = Diagnostic::new(&RULE, place, message)
            .help(format!("leave `{name}` out, or let it wait in a queue of Fargate's"))
            .about(job.address.as_str());
        if let Some(launch) = queue.places.get("launch") {
            diagnostic = diagnostic.label(launch, "its machines are instances");
        }
        cx.report(diagnostic);
    }
}
