//! Jobs that wait for more others than Batch lets them.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::batch::steps;
use crate::diag::{Diagnostic, rule};

rule! {
    /// A job of a pipeline waits for more others than Batch takes.
    ///
    /// It takes 20. A job between them that does nothing but wait can stand for twenty others, and an `array` is one,
    /// however many children it has.
    ///
    /// ```stack
    /// job_queue small {
    ///   launch   = "fargate"
    ///   max_cpu  = 64 vCPU
    ///   priority = 1
    /// }
    /// job part for n in range(21) {
    ///   queue  = job_queue.small
    ///   image  = "etl:3.2.0"
    ///   cpu    = 1 vCPU
    ///   memory = 2 GB
    /// }
    /// job load {
    ///   queue  = job_queue.small
    ///   image  = "etl:3.2.0"
    ///   cpu    = 1 vCPU
    ///   memory = 2 GB
    /// }
    /// pipeline nightly {
    ///   job part[n] for n in range(21)
    ///   job load after part[0], part[1], part[2], part[3], part[4], part[5], part[6], part[7], part[8], part[9], part[10], part[11], part[12], part[13], part[14], part[15], part[16], part[17], part[18], part[19], part[20]  // error: too-many-dependencies
    /// }
    /// ```
    ///
    /// ```stack
    /// job_queue small {
    ///   launch   = "fargate"
    ///   max_cpu  = 64 vCPU
    ///   priority = 1
    /// }
    /// job extract {
    ///   queue  = job_queue.small
    ///   image  = "etl:3.2.0"
    ///   cpu    = 1 vCPU
    ///   memory = 2 GB
    /// }
    /// job transform {
    ///   queue  = job_queue.small
    ///   image  = "etl:3.2.0"
    ///   cpu    = 1 vCPU
    ///   memory = 2 GB
    /// }
    /// pipeline nightly {
    ///   job extract { array = 21 }
    ///   job transform after extract
    /// }
    /// ```
    "too-many-dependencies" Error [
        Fact::new("batch.toml", "dependencies.max_per_job", "Batch API model 2016-08-10"),
    ] each "pipeline" => check
}

/// The most jobs that one waits for.
const MOST: usize = 20;

fn check<'a>(cx: &mut Cx<'a>, (pipeline, _): Known<'a>) {
    for step in steps(pipeline).iter().filter(|step| step.after.len() > MOST) {
        let message =
            format!("`{}` waits for {} jobs, but AWS takes at most {MOST}", step.job, step.after.len());
        cx.report(
            Diagnostic::new(&RULE, pipeline.place(&step.path), message)
                .help("let a job between them stand for some of them, or make them one `array`")
                .about(pipeline.address.as_str()),
        );
    }
}
