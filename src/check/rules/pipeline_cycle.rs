//! Jobs that wait for each other.

use std::collections::{BTreeMap, BTreeSet};

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::batch::{Step, steps};
use crate::diag::{Diagnostic, rule};
use crate::graph::Graph;
use crate::model::{Address, Resource};

rule! {
    /// Jobs of a pipeline wait for each other, in a circle.
    ///
    /// A job begins when those after `after` have succeeded. None of these could ever be the first, and Batch takes no job
    /// that waits for one which does not exist yet. The shortest such circle is shown.
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
    ///   job extract after transform  // error: pipeline-cycle
    ///   job transform after extract
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
    "pipeline-cycle" Error [
        Fact::new("batch.toml", "dependencies.must_be_acyclic", "Batch API model 2016-08-10"),
    ] each "pipeline" => check
}

fn check<'a>(cx: &mut Cx<'a>, (pipeline, _): Known<'a>) {
    let steps = steps(pipeline);
    let jobs: BTreeSet<&Address> = steps.iter().map(|step| step.job).collect();
    let arrows = steps.iter().flat_map(|step| step.after.iter().map(|before| (step.job, *before)));
    let arrows: Vec<(&Address, &Address)> = arrows.collect();
    for cycle in Graph::new(jobs, arrows).cycles() {
        cx.report(finding(pipeline, &steps, cycle));
    }
}

/// Starts at the step that stands first in the text.
fn finding(pipeline: &Resource, steps: &[Step<'_>], mut cycle: Vec<&Address>) -> Diagnostic {
    let mut places: BTreeMap<&Address, (usize, &Step<'_>)> = BTreeMap::new();
    for (at, step) in steps.iter().enumerate() {
        places.entry(step.job).or_insert((at, step));
    }
    let order = |job: &&Address| places.get(*job).map(|(at, _)| *at);
    let first = cycle.iter().enumerate().min_by_key(|(_, job)| order(job)).map_or(0, |(at, _)| at);
    cycle.rotate_left(first);
    let names: Vec<String> =
        cycle.iter().chain(cycle.first()).map(|job| format!("`{}`", name(job))).collect();
    let message = match names.as_slice() {
        [one, _] => format!("{one} waits for itself"),
        names => format!("none of these jobs can be the first: {}", names.join(" waits for ")),
    };
    let place = |job: &Address, before: &Address| {
        let (_, step) = places.get(job)?;
        let at = step.after.iter().position(|one| *one == before)?;
        Some(pipeline.place(&format!("{}.after[{at}]", step.path)))
    };
    let nexts = cycle.iter().skip(1).chain(cycle.first());
    let mut pairs = cycle.iter().zip(nexts).filter_map(|(job, next)| Some((job, next, place(job, next)?)));
    let span = pairs.next().map_or(pipeline.head, |(_, _, span)| span);
    let diagnostic = Diagnostic::new(&RULE, span, message)
        .help("take one of them out of an `after`: that of the job which can begin without it")
        .about(pipeline.address.as_str());
    pairs.fold(diagnostic, |diagnostic, (job, next, span)| {
        diagnostic.label(span, format!("`{}` waits for `{}`", name(job), name(next)))
    })
}

/// As the pipeline calls it.
fn name(job: &Address) -> &str {
    job.as_str().rsplit_once("job.").map_or(job.as_str(), |(_, name)| name)
}
