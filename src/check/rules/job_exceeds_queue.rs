//! Jobs that are larger than all that their queue may run at once.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::batch::{launch_of, queue_of};
use crate::check::cx::shares_text;
use crate::diag::{Diagnostic, Severity, rule};
use crate::model::Value;

rule! {
    /// A job asks for more CPU than its queue may ever run.
    ///
    /// `max_cpu` bounds what runs at once, so the job waits for ever. Only where Batch itself chooses among instances, by
    /// another strategy than `best_fit`, may it go over that bound, and by one instance at most.
    ///
    /// ```stack
    /// job_queue small {
    ///   launch   = "fargate"
    ///   max_cpu  = 4 vCPU
    ///   priority = 1
    /// }
    /// job load {
    ///   queue  = job_queue.small
    ///   image  = "etl:3.2.0"
    ///   cpu    = 8 vCPU  // error: job-exceeds-queue
    ///   memory = 16 GB
    /// }
    /// ```
    ///
    /// ```stack
    /// job_queue small {
    ///   launch   = "fargate"
    ///   max_cpu  = 16 vCPU
    ///   priority = 1
    /// }
    /// job load {
    ///   queue  = job_queue.small
    ///   image  = "etl:3.2.0"
    ///   cpu    = 8 vCPU
    ///   memory = 16 GB
    /// }
    /// ```
    "job-exceeds-queue" Error [
        Fact::new("batch.toml", "compute_environment.max_vcpus_overshoot", "Batch API model 2016-08-10"),
    ] each "job" => check
}

fn check<'a>(cx: &mut Cx<'a>, (job, _): Known<'a>) {
    let Some(queue) = queue_of(cx, job) else { return };
    let amount = |value: &Value| value.as_quantity();
    let Some(asked) = job.input("cpu").and_then(amount) else { return };
    let Some(most) = queue.input("max_cpu").and_then(amount).filter(|most| *most < asked) else { return };
    // By other strategies Batch may start one instance more than the bound allows.
    let strategy = queue.input("allocation").and_then(Value::as_str);
    let goes_over = strategy.is_some_and(|strategy| launch_of(queue) == "spot" || strategy != "best_fit");
    let (severity, waits) =
        if goes_over { (Severity::Warning, "may wait") } else { (Severity::Error, "waits") };
    let message = format!(
        "`{}` asks for {asked}, and `{}` runs at most {most} at once, so it {waits} for ever",
        job.address, queue.address
    );
    let mut diagnostic = Diagnostic::new(&RULE, job.place("cpu"), message)
        .severity(severity)
        .help(format!("let the queue have {asked} or more, or the job less"))
        .about(job.address.as_str());
    if let Some(place) = queue.places.get("max_cpu") {
        diagnostic = diagnostic.label(place, "the most that runs at once");
        if !shares_text(queue) {
            diagnostic = diagnostic.fix(format!("change `max_cpu` to `{asked}`"), place, asked.to_string());
        }
    }
    cx.report(diagnostic);
}
