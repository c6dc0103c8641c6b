//! Schedules that begin again before the last run has ended.

use std::collections::BTreeMap;

use super::{Cx, Known};
use crate::base::{Dimension, Quantity};
use crate::check::batch::{Step, steps};
use crate::diag::{Diagnostic, Severity, rule};
use crate::graph::Graph;
use crate::model::{Address, Resource, Value};
use crate::timing::{Moment, Timing};

rule! {
    /// A schedule starts something again before the last run must have ended.
    ///
    /// Nothing waits for the run before: two of them work on the same data at the same time, and if every run takes longer
    /// than the time between them, ever more do. How long a run may take is what its `timeout` says; of a pipeline, the
    /// longest way through its jobs. Of a function it is a note, since few use their timeout up.
    ///
    /// ```stack
    /// job_queue small {
    ///   launch   = "fargate"
    ///   max_cpu  = 64 vCPU
    ///   priority = 1
    /// }
    /// job sync {
    ///   queue   = job_queue.small
    ///   image   = "sync:1.0.0"
    ///   cpu     = 1 vCPU
    ///   memory  = 2 GB
    ///   timeout = 12m
    /// }
    /// schedule often { every = rate(10 minutes) }
    /// schedule.often -> job.sync  // warning: overlapping-runs
    /// ```
    ///
    /// ```stack
    /// job_queue small {
    ///   launch   = "fargate"
    ///   max_cpu  = 64 vCPU
    ///   priority = 1
    /// }
    /// job sync {
    ///   queue   = job_queue.small
    ///   image   = "sync:1.0.0"
    ///   cpu     = 1 vCPU
    ///   memory  = 2 GB
    ///   timeout = 12m
    /// }
    /// schedule often { every = rate(15 minutes) }
    /// schedule.often -> job.sync
    /// ```
    "overlapping-runs" Warning each "flow" => check
}

/// How many times of a schedule are looked at for the shortest time between two.
const LOOKED_AT: usize = 50;
/// Schedules count in minutes: none comes again sooner.
const MINUTE: i64 = 60_000;
/// What comes once a day does not come again sooner, however clocks are changed meanwhile.
const HALF_A_DAY: i64 = 12 * 60 * MINUTE;

fn check<'a>(cx: &mut Cx<'a>, (flow, _): Known<'a>) {
    let Some(ends) = flow.flow() else { return };
    let (Some(source), Some(target)) = (cx.source(ends), cx.target(ends)) else { return };
    if source.kind != "schedule" {
        return;
    }
    let Some(runs) = run_time(cx, target).filter(|runs| *runs > MINUTE) else { return };
    let Some(between) = interval(cx, source, runs).filter(|between| *between < runs) else { return };
    let (runs, between) = (duration(runs), duration(between));
    let message = format!(
        "`{}` starts `{}` every {between}, which may run for {runs}: runs overlap",
        ends.source, ends.target
    );
    let mut diagnostic = Diagnostic::new(&RULE, ends.span, message)
        .help(format!("let {runs} or more pass between two, or bound the run to less than {between}"))
        .about(flow.address.as_str());
    if target.kind == "function" {
        diagnostic = diagnostic.severity(Severity::Info);
    }
    for (at, name, what) in [(source, "every", "how often"), (target, "timeout", "how long it may run")] {
        if let Some(place) = at.places.get(name) {
            diagnostic = diagnostic.label(place, what);
        }
    }
    cx.report(diagnostic);
}

fn duration(millis: i64) -> Quantity {
    Quantity::whole(Dimension::Duration, millis)
}

/// The longest that a run may take, in milliseconds; `None` if nothing bounds it.
fn run_time(cx: &Cx<'_>, target: &Resource) -> Option<i64> {
    if target.kind == "pipeline" {
        return longest_way(cx, target);
    }
    target.input("timeout").and_then(Value::as_quantity)?.as_whole()
}

/// The longest way through the jobs of a pipeline, if each of them is bounded.
fn longest_way(cx: &Cx<'_>, pipeline: &Resource) -> Option<i64> {
    let steps = steps(pipeline);
    let by_job: BTreeMap<&Address, &Step<'_>> = steps.iter().map(|step| (step.job, step)).collect();
    let arrows = steps.iter().flat_map(|step| step.after.iter().map(|before| (step.job, *before)));
    let order = Graph::new(by_job.keys().copied(), arrows).order();
    // A circle, of which another rule tells, is left out of the order.
    if order.len() < by_job.len() {
        return None;
    }
    let mut ends: BTreeMap<&Address, i64> = BTreeMap::new();
    for step in order.into_iter().filter_map(|job| by_job.get(job)) {
        let own = run_time(cx, cx.get(step.job).filter(|job| job.kind == "job")?)?;
        let own = own.saturating_mul(if step.is("sequential") { step.children(cx)? } else { 1 });
        let before = step.after.iter().filter_map(|job| ends.get(job)).max().copied().unwrap_or(0);
        ends.insert(step.job, before.saturating_add(own));
    }
    ends.into_values().max()
}

/// The shortest time between two calls of a schedule, in milliseconds; `None` where it is surely longer than a run.
fn interval(cx: &Cx<'_>, schedule: &Resource, runs: i64) -> Option<i64> {
    let timing = super::timing_of(schedule, "every")?;
    if timing.is_daily_at_most() && runs <= HALF_A_DAY {
        return None;
    }
    if let Timing::Rate(rate) = &timing {
        return i64::try_from(rate.seconds()).ok()?.checked_mul(1_000);
    }
    let zone = super::zone_of(schedule);
    let from = Moment::read(&format!("{}T00:00:00", cx.as_of), &zone)?;
    let times: Vec<i64> = timing.occurrences(from, &zone).take(LOOKED_AT).map(|moment| moment.0).collect();
    let gaps = times.iter().zip(times.iter().skip(1)).map(|(one, next)| next.saturating_sub(*one));
    gaps.min()?.checked_mul(1_000)
}
