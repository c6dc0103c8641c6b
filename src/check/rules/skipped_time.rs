//! Times that no clock shows.

use super::{Cx, Known};
use crate::diag::{Diagnostic, rule};
use crate::timing::Timing;

rule! {
    /// A schedule's one time is skipped by the clocks of its time zone.
    ///
    /// When clocks go forward in spring an hour is left out. A time within it never comes, so nothing is called.
    ///
    /// ```stack
    /// function report {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./report"
    /// }
    /// schedule launch {
    ///   every    = at(2027-03-28T02:30:00)  // warning: skipped-time
    ///   timezone = "Europe/Berlin"
    /// }
    /// schedule.launch -> function.report
    /// ```
    ///
    /// ```stack
    /// function report {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./report"
    /// }
    /// schedule launch {
    ///   every    = at(2027-03-28T03:30:00)
    ///   timezone = "Europe/Berlin"
    /// }
    /// schedule.launch -> function.report
    /// ```
    "skipped-time" Warning each "schedule" => check
}

fn check<'a>(cx: &mut Cx<'a>, (resource, _): Known<'a>) {
    if !super::is_moment(resource, "every") {
        return;
    }
    let Some(Timing::At(at)) = super::timing_of(resource, "every") else { return };
    let zone = super::zone_of(resource);
    if at.moment(&zone).is_some() {
        return;
    }
    let message = format!("clocks in {} never show {at}: they go forward then", zone.name());
    cx.report(
        Diagnostic::new(&RULE, resource.place("every"), message)
            .help("choose a time an hour earlier or later, or another `timezone`")
            .about(resource.address.as_str()),
    );
}
