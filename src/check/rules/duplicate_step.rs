//! Jobs that stand twice in a pipeline.

use std::collections::BTreeMap;

use super::{Cx, Known};
use crate::check::batch::steps;
use crate::diag::{Diagnostic, rule};
use crate::model::Address;

rule! {
    /// A job stands twice in a pipeline.
    ///
    /// A step is called after its job, so that what waits for it would wait for one of two. What is to run twice is declared
    /// twice, or is an `array`.
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
    ///   job extract
    ///   job transform after extract
    ///   job extract  // error: duplicate-step
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
    ///   job extract
    ///   job transform after extract
    /// }
    /// ```
    "duplicate-step" Error each "pipeline" => check
}

fn check<'a>(cx: &mut Cx<'a>, (pipeline, _): Known<'a>) {
    let steps = steps(pipeline);
    let mut seen: BTreeMap<&Address, &str> = BTreeMap::new();
    for step in &steps {
        let Some(first) = seen.insert(step.job, &step.path) else { continue };
        let message = format!("`{}` stands twice in `{}`", step.job, pipeline.address);
        cx.report(
            Diagnostic::new(&RULE, pipeline.place(&format!("{}.job", step.path)), message)
                .label(pipeline.place(&format!("{first}.job")), "first here")
                .help("join the two lines, or declare a second job")
                .about(pipeline.address.as_str()),
        );
    }
}
