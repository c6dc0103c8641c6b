//! Queues that keep more running than they may run.

use super::{Cx, Known};
use crate::check::cx::shares_text;
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// A queue keeps more CPU running than it may run at most.
    ///
    /// `min_cpu` is what stays up while nothing waits, `max_cpu` the most that ever runs. AWS refuses the first above the
    /// second.
    ///
    /// ```stack
    /// job_queue large {
    ///   launch   = "ec2"
    ///   min_cpu  = 32 vCPU  // error: minimum-above-maximum
    ///   max_cpu  = 16 vCPU
    ///   priority = 1
    /// }
    /// ```
    ///
    /// ```stack
    /// job_queue large {
    ///   launch   = "ec2"
    ///   min_cpu  = 8 vCPU
    ///   max_cpu  = 16 vCPU
    ///   priority = 1
    /// }
    /// ```
    "minimum-above-maximum" Error each "job_queue" => check
}

fn check<'a>(cx: &mut Cx<'a>, (queue, _): Known<'a>) {
    let amount = |name| queue.input(name).and_then(Value::as_quantity);
    let (Some(least), Some(most)) = (amount("min_cpu"), amount("max_cpu")) else { return };
    if least <= most {
        return;
    }
    let message = format!("`{}` keeps {least} running, and may run {most} at most", queue.address);
    let mut diagnostic = Diagnostic::new(&RULE, queue.place("min_cpu"), message)
        .help(format!("set `max_cpu` to {least} or more, or `min_cpu` to {most} or less"))
        .about(queue.address.as_str());
    if let Some(place) = queue.places.get("max_cpu") {
        diagnostic = diagnostic.label(place, "the most that runs");
        if !shares_text(queue) {
            diagnostic = diagnostic.fix(format!("change `max_cpu` to `{least}`"), place, least.to_string());
        }
    }
    cx.report(diagnostic);
}
