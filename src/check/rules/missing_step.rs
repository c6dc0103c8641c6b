//! Jobs that are waited for and never submitted.

use std::collections::BTreeSet;

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::batch::steps;
use crate::check::cx::shares_text;
use crate::check::grants::name_within;
use crate::diag::{Diagnostic, rule};
use crate::model::Address;

rule! {
    /// A job of a pipeline waits for one that is no part of the pipeline.
    ///
    /// A pipeline submits the jobs that have a line of their own, and what waits is told the ids of those. A job without a
    /// line is not submitted, so there is nothing to wait for.
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
    ///   job transform after extract  // error: missing-step
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
    "missing-step" Error [
        Fact::new("batch.toml", "dependencies.plain", "Batch API model 2016-08-10"),
    ] each "pipeline" => check
}

fn check<'a>(cx: &mut Cx<'a>, (pipeline, _): Known<'a>) {
    // Its line may be what could not be read.
    if cx.in_doubt(pipeline) {
        return;
    }
    let steps = steps(pipeline);
    let mut known: BTreeSet<&Address> = steps.iter().map(|step| step.job).collect();
    for step in &steps {
        for (at, before) in step.after.iter().enumerate() {
            // Once for each that is missing.
            if !known.insert(before) {
                continue;
            }
            let place = pipeline.place(&format!("{}.after[{at}]", step.path));
            let name = name_within(pipeline, before).unwrap_or(before.as_str());
            let name = name.strip_prefix("job.").unwrap_or(name);
            let message = format!("`{name}` is waited for and is no part of `{}`", pipeline.address);
            let mut diagnostic = Diagnostic::new(&RULE, place, message)
                .help(format!("add the line `job {name}`, or do not wait for it"))
                .about(pipeline.address.as_str());
            if let (Some(line), false) = (pipeline.places.get(&step.path), shares_text(pipeline)) {
                let title = format!("add `job {name}`");
                diagnostic = diagnostic.fix(title, line.before(), format!("job {name}\n  "));
            }
            cx.report(diagnostic);
        }
    }
}
