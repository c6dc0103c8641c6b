//! Ways of waiting that only arrays have.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::batch::{Step, steps};
use crate::diag::{Diagnostic, Severity, rule};
use crate::model::Resource;

/// Where the facts were read.
const SOURCE: &str = "Batch API model 2016-08-10";

rule! {
    /// A step of a pipeline waits in a way that only arrays can.
    ///
    /// With `pairwise`, child i waits for child i of the array before it, so both must be arrays, and of the same size.
    /// With `sequential` the children of one array run one after the other.
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
    ///   job extract { array = 50 }
    ///   job transform after extract { pairwise = true }  // error: impossible-array
    /// }
    /// pipeline weekly {
    ///   job extract { sequential = true }  // error: impossible-array
    /// }
    /// pipeline monthly {
    ///   job extract { array = 50 }
    ///   job transform after extract { array = 40  pairwise = true }  // info: impossible-array
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
    ///   job extract { array = 50 }
    ///   job transform after extract { array = 50  pairwise = true }
    /// }
    /// pipeline weekly {
    ///   job extract { array = 7  sequential = true }
    /// }
    /// ```
    "impossible-array" Error [
        Fact::new("batch.toml", "dependencies.n_to_n", SOURCE),
        Fact::new("batch.toml", "dependencies.sequential", SOURCE),
        Fact::unconfirmed("batch.toml", "dependencies.n_to_n.same_size_required"),
    ] each "pipeline" => check
}

/// The size of an array of which nothing is known.
const EXAMPLE: i64 = 10;

fn check<'a>(cx: &mut Cx<'a>, (pipeline, _): Known<'a>) {
    let steps = steps(pipeline);
    for step in &steps {
        let own = step.children(cx);
        let place = |flag: &str| pipeline.place(&format!("{}.{flag}", step.path));
        if step.is("sequential") && own.is_none() {
            let message = format!("`{}` has no children that could run one after the other", step.job);
            let help = format!("say how many it has: `array = {EXAMPLE}`");
            cx.report(
                Diagnostic::new(&RULE, place("sequential"), message)
                    .help(help)
                    .about(pipeline.address.as_str()),
            );
        }
        if !step.is("pairwise") {
            continue;
        }
        for diagnostic in pairs(cx, pipeline, &steps, step, own) {
            cx.report(diagnostic);
        }
    }
}

/// What is wrong between an array and those that it waits for.
fn pairs(
    cx: &Cx<'_>,
    pipeline: &Resource,
    steps: &[Step<'_>],
    step: &Step<'_>,
    own: Option<i64>,
) -> Vec<Diagnostic> {
    let about = |message: String| {
        Diagnostic::new(&RULE, pipeline.place(&format!("{}.pairwise", step.path)), message)
            .about(pipeline.address.as_str())
    };
    if step.after.is_empty() {
        let message = format!("`{}` waits for nothing, so there are no pairs", step.job);
        return vec![about(message).help("say for which array it waits, or leave `pairwise` out")];
    }
    let mut found = Vec::new();
    for before in steps.iter().filter(|other| step.after.contains(&other.job)) {
        let other = before.children(cx);
        let label = pipeline.place(&format!("{}.job", before.path));
        found.extend(match (own, other) {
            (Some(own), Some(other)) if own != other => {
                let message = format!(
                    "`{}` has {own} children and `{}` has {other}, so some have no pair",
                    step.job, before.job
                );
                let diagnostic = about(message).severity(Severity::Info);
                Some(diagnostic.label(label, format!("{other} children")).help("give both the same `array`"))
            }
            (None, other) => {
                let size = other.unwrap_or(EXAMPLE);
                let message = format!("`{}` is no array, so it has no children to pair", step.job);
                Some(about(message).help(format!("say how many children it has: `array = {size}`")))
            }
            (Some(own), None) => {
                let message = format!("`{}` is no array, so it has no children to wait for", before.job);
                let name = before.job.as_str().rsplit('.').next().unwrap_or_default();
                let help =
                    format!("leave `pairwise` out, or make it an array: `job {name} {{ array = {own} }}`");
                Some(about(message).label(label, "one job").help(help))
            }
            (Some(_), Some(_)) => None,
        });
    }
    found
}
