//! Conditions of another attempt that cannot do what they say.

use super::{Cx, Known};
use crate::base::Fact;
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

/// Where the facts were read.
const SOURCE: &str = "Batch API model 2016-08-10";

rule! {
    /// A job says when it is tried again, and cannot be, or says it in a way that Batch refuses.
    ///
    /// `on_exit` conditions choose among attempts, so there must be more than one. Each looks at one thing at least, and
    /// there are at most five of them.
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
    ///   on_exit "retry" { exit_code = "137" }  // warning: impossible-retry
    /// }
    /// job load {
    ///   queue    = job_queue.small
    ///   image    = "etl:3.2.0"
    ///   cpu      = 1 vCPU
    ///   memory   = 2 GB
    ///   attempts = 3
    ///   on_exit "exit"  // error: impossible-retry
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
    ///   queue    = job_queue.small
    ///   image    = "etl:3.2.0"
    ///   cpu      = 1 vCPU
    ///   memory   = 2 GB
    ///   attempts = 3
    ///   on_exit "retry" { exit_code = "137" }
    ///   on_exit "exit"  { exit_code = "*" }
    /// }
    /// ```
    "impossible-retry" Error [
        Fact::new("batch.toml", "retry.evaluate_on_exit_requires_attempts", SOURCE),
        Fact::new("batch.toml", "retry.evaluate_on_exit_max", SOURCE),
    ] each "job" => check
}

/// The most conditions of one job.
const MOST: usize = 5;

fn check<'a>(cx: &mut Cx<'a>, (job, _): Known<'a>) {
    let conditions = job.input("on_exit").and_then(Value::as_list).unwrap_or_default();
    if conditions.is_empty() {
        return;
    }
    let about = |at: usize, message: String| {
        Diagnostic::new(&RULE, job.place(&format!("on_exit[{at}]")), message).about(job.address.as_str())
    };
    if job.input("attempts").and_then(Value::as_whole) == Some(1) {
        let message = format!("`{}` is tried once, so there is nothing for `on_exit` to decide", job.address);
        let diagnostic = about(0, message).severity(crate::diag::Severity::Warning);
        cx.report(diagnostic.help("write `attempts = 3`, or leave `on_exit` out"));
    }
    if conditions.len() > MOST {
        let message =
            format!("`{}` has {} `on_exit` conditions, but AWS takes {MOST}", job.address, conditions.len());
        cx.report(about(MOST, message).help("join some of them: `*` at the end stands for any rest"));
    }
    for (at, condition) in conditions.iter().enumerate() {
        let looks = condition.as_map().is_some_and(|fields| {
            ["exit_code", "reason", "status_reason"].iter().any(|name| fields.contains_key(name))
        });
        if !looks {
            let help = "write one or more of `exit_code`, `reason` and `status_reason` in braces";
            cx.report(about(at, "`on_exit` does not say which ends it is about".to_owned()).help(help));
        }
    }
}
