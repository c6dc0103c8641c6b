//! Schedules whose time is over.

use super::{Cx, Known};
use crate::base::Fact;
use crate::diag::{Diagnostic, rule};
use crate::model::Resource;
use crate::timing::{Moment, Timing, Zone};

rule! {
    /// A schedule has nothing left to call on the day that is asked about.
    ///
    /// Its one time, its years or its `end` lie before that day. It is made, kept and counted, and nothing happens. The day
    /// is that of the built-in facts, unless `--as-of` names another.
    ///
    /// ```stack
    /// function report {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./report"
    /// }
    /// schedule launch { every = at(2025-12-24T18:00:00) }  // warning: schedule-in-the-past
    /// schedule.launch -> function.report
    /// ```
    ///
    /// ```stack
    /// function report {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./report"
    /// }
    /// schedule launch { every = at(2099-12-24T18:00:00) }
    /// schedule.launch -> function.report
    /// ```
    "schedule-in-the-past" Warning [
        Fact::new("eventbridge.toml", "scheduler.start_end_date_zone", "EventBridge Scheduler API model 2021-06-30 and user guide"),
        Fact::new("eventbridge.toml", "scheduler.start_end_ignored_for_one_time", "EventBridge Scheduler API model 2021-06-30 and user guide"),
    ] each "schedule" => check
}

fn check<'a>(cx: &mut Cx<'a>, (resource, _): Known<'a>) {
    let Some((attr, message)) = past(resource, cx.as_of) else { return };
    cx.report(
        Diagnostic::new(&RULE, resource.place(attr), message)
            .help(format!("choose a later time, or remove the schedule; judged as of {}", cx.as_of))
            .about(resource.address.as_str()),
    );
}

/// The attribute whose time is over, and what to say of it.
fn past(resource: &Resource, day: &str) -> Option<(&'static str, String)> {
    // What goes on for ever, and has no end, has no past: that shows without a closer look.
    let endless = |text: &str| text.starts_with("rate(") || text.ends_with(" *)");
    let said = resource.input("every").and_then(|every| every.as_timing());
    if said.is_some_and(endless) && resource.input("end").is_none() {
        return None;
    }
    let timing = super::timing_of(resource, "every")?;
    let zone = super::zone_of(resource);
    let today = Moment::read(&format!("{day}T00:00:00"), &zone)?;
    // What never fires at all is another rule's.
    if timing.never_fires(&zone) {
        return None;
    }
    let address = &resource.address;
    if let Timing::At(at) = &timing {
        let moment = at.moment(&zone)?;
        return (moment < today)
            .then(|| ("every", format!("`{address}` calls at {at} and then never again")));
    }
    let bound = |attr| match super::timing_of(resource, attr) {
        Some(Timing::At(at)) => at.moment(&Zone::utc()),
        _ => None,
    };
    let (start, end) = (bound("start"), bound("end"));
    let next = timing.occurrences(start.map_or(today, |start| start.max(today)), &zone).next();
    match (next, end) {
        (None, _) => Some(("every", format!("`{address}` does not call after {day}: its years are over"))),
        (Some(next), Some(end)) if next > end => {
            let text = end.text(&Zone::utc());
            Some(("end", format!("`{address}` ends at {text} and does not call before that")))
        }
        _ => None,
    }
}
