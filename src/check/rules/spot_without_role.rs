//! Spot instances that nobody may ask for.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::batch::launch_of;
use crate::check::cx::shares_text;
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// A queue starts Spot instances by `best_fit`, and names no role under which they are asked for.
    ///
    /// That strategy, which is also what is meant if none is written, asks for a Spot fleet, under a role of its own. AWS
    /// refuses the queue without it. The other strategies need none, and lose instances less often.
    ///
    /// ```stack
    /// job_queue cheap {
    ///   launch     = "spot"
    ///   max_cpu    = 64 vCPU
    ///   allocation = "best_fit"  // error: spot-without-role
    ///   priority   = 1
    /// }
    /// ```
    ///
    /// ```stack
    /// job_queue cheap {
    ///   launch     = "spot"
    ///   max_cpu    = 64 vCPU
    ///   allocation = "spot_price_capacity_optimized"
    ///   priority   = 1
    /// }
    /// ```
    "spot-without-role" Error [
        Fact::new("batch.toml", "compute_environment.spot_requires", "Batch API model 2016-08-10"),
        Fact::new("batch.toml", "compute_environment.allocation_strategy_default_ecs", "Batch API model 2016-08-10"),
    ] each "job_queue" => check
}

/// What AWS itself advises for Spot.
const BETTER: &str = "\"spot_price_capacity_optimized\"";

fn check<'a>(cx: &mut Cx<'a>, (queue, _): Known<'a>) {
    let by = queue.input("allocation").and_then(Value::as_str);
    if launch_of(queue) != "spot" || by != Some("best_fit") || queue.places.get("spot_role").is_some() {
        return;
    }
    let written = queue.places.get("allocation");
    let message = format!("`{}` asks for Spot by `best_fit`, and has no role to do so", queue.address);
    let mut diagnostic = Diagnostic::new(&RULE, written.unwrap_or_else(|| queue.place("launch")), message)
        .help(format!("write `allocation = {BETTER}`, which needs none, or name a `spot_role`"))
        .about(queue.address.as_str());
    if !shares_text(queue) {
        let title = format!("choose by `allocation = {BETTER}`");
        diagnostic = match (written, queue.places.get("launch")) {
            (Some(place), _) => diagnostic.fix(title, place, BETTER),
            (None, Some(place)) => diagnostic.fix(title, place.after(), format!("\n  allocation = {BETTER}")),
            (None, None) => diagnostic,
        };
    }
    cx.report(diagnostic);
}
