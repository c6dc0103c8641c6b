//! Jobs on instances that ask for a part of a CPU.

use super::{Cx, Known};
use crate::base::{Dimension, Fact, Quantity};
use crate::check::batch::{has_instances, queue_of};
use crate::check::cx::shares_text;
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// A job on instances asks for a part of a CPU.
    ///
    /// On Fargate a quarter of a CPU is a size; on instances Batch gives out whole CPUs, one at least, and refuses the job.
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
    ///   cpu    = 0.5 vCPU  // error: fractional-cpu
    ///   memory = 512 MB
    /// }
    /// ```
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
    ///   memory = 512 MB
    /// }
    /// ```
    "fractional-cpu" Error [
        Fact::new("batch.toml", "job_definition.ec2_vcpu_min", "Batch API model 2016-08-10"),
    ] each "job" => check
}

/// CPU units.
const VCPU: i64 = 1_024;

fn check<'a>(cx: &mut Cx<'a>, (job, _): Known<'a>) {
    let Some(queue) = queue_of(cx, job).filter(|queue| has_instances(queue)) else { return };
    let Some(asked) = job.input("cpu").and_then(Value::as_quantity) else { return };
    let Some(units) = asked.as_whole().filter(|units| units % VCPU != 0 || *units == 0) else { return };
    let whole = Quantity::whole(Dimension::Cpu, (units / VCPU).saturating_add(1).saturating_mul(VCPU));
    let message = format!("`{}` asks for {asked}, and on instances CPUs are given out whole", job.address);
    let mut diagnostic = Diagnostic::new(&RULE, job.place("cpu"), message)
        .help(format!("ask for {whole}, or let it wait in a queue of Fargate's"))
        .about(job.address.as_str());
    if let Some(place) = queue.places.get("launch") {
        diagnostic = diagnostic.label(place, "its machines are instances");
    }
    if let Some(place) = job.places.get("cpu").filter(|_| !shares_text(job)) {
        diagnostic = diagnostic.fix(format!("change `cpu` to `{whole}`"), place, whole.to_string());
    }
    cx.report(diagnostic);
}
