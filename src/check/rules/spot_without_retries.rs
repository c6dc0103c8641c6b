//! Jobs on Spot that are tried once.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::batch::{launch_of, queue_of};
use crate::check::cx::shares_text;
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// A job runs on Spot and is tried once.
    ///
    /// AWS takes Spot machines back whenever it needs them. The job that ran there has failed then, and so does what waits
    /// for it, unless it may be tried again.
    ///
    /// ```stack
    /// job_queue small {
    ///   launch   = "fargate_spot"
    ///   max_cpu  = 64 vCPU
    ///   priority = 1
    /// }
    /// job verify {  // info: spot-without-retries
    ///   queue  = job_queue.small
    ///   image  = "etl:3.2.0"
    ///   cpu    = 1 vCPU
    ///   memory = 2 GB
    /// }
    /// ```
    ///
    /// ```stack
    /// job_queue small {
    ///   launch   = "fargate_spot"
    ///   max_cpu  = 64 vCPU
    ///   priority = 1
    /// }
    /// job verify {
    ///   queue    = job_queue.small
    ///   image    = "etl:3.2.0"
    ///   cpu      = 1 vCPU
    ///   memory   = 2 GB
    ///   attempts = 3
    /// }
    /// ```
    "spot-without-retries" Info [
        Fact::new("batch.toml", "retry.attempts", "Batch API model 2016-08-10"),
    ] each "job" => check
}

fn check<'a>(cx: &mut Cx<'a>, (job, _): Known<'a>) {
    let Some(queue) = queue_of(cx, job) else { return };
    let once = job.input("attempts").and_then(Value::as_whole) == Some(1);
    if !once || !matches!(launch_of(queue), "fargate_spot" | "spot") {
        return;
    }
    let message =
        format!("`{}` is tried once, on machines that AWS may take back while it runs", job.address);
    let mut diagnostic = Diagnostic::new(&RULE, job.place("attempts"), message)
        .help("let it have more `attempts`: 3 are usual")
        .about(job.address.as_str());
    if let Some(place) = queue.places.get("launch") {
        diagnostic = diagnostic.label(place, "its machines are Spot");
    }
    if !shares_text(job) {
        diagnostic = match (job.places.get("attempts"), job.places.get("queue")) {
            (Some(place), _) => diagnostic.fix("try it 3 times", place, "3"),
            (None, Some(place)) => diagnostic.fix("try it 3 times", place.after(), "\n  attempts = 3"),
            (None, None) => diagnostic,
        };
    }
    cx.report(diagnostic);
}
