//! Alarms that nobody hears.

use std::collections::BTreeSet;

use super::Cx;
use crate::diag::{Diagnostic, rule};
use crate::model::{Address, Resource, Value};

rule! {
    /// Nothing happens when an alarm rings.
    ///
    /// No arrow leads from it, and no other alarm watches it, so only who looks at the console sees it.
    ///
    /// ```stack
    /// queue lost {}
    /// alarm lost {  // info: silent-alarm
    ///   metric   = queue.lost.ApproximateNumberOfMessagesVisible.max
    ///   at_least = 1
    ///   period   = 5m
    /// }
    /// ```
    ///
    /// ```stack
    /// queue lost {}
    /// topic night_shift {}
    /// alarm lost {
    ///   metric   = queue.lost.ApproximateNumberOfMessagesVisible.max
    ///   at_least = 1
    ///   period   = 5m
    /// }
    /// alarm.lost rings -> topic.night_shift
    /// ```
    "silent-alarm" Info => check
}

fn check(cx: &mut Cx<'_>) {
    // An arrow may be what could not be read.
    if cx.has_unread() {
        return;
    }
    let mut heard: BTreeSet<&Address> = cx.flows().map(|(_, ends)| &ends.source).collect();
    let alarms: Vec<&Resource> = cx.of_kinds(&["alarm"]).map(|(alarm, _)| alarm).collect();
    for list in alarms.iter().flat_map(|alarm| [alarm.input("any"), alarm.input("all")]).flatten() {
        heard.extend(list.as_list().unwrap_or_default().iter().filter_map(Value::as_address));
    }
    for alarm in alarms.into_iter().filter(|alarm| !heard.contains(&alarm.address)) {
        let address = &alarm.address;
        cx.report(
            Diagnostic::new(&RULE, alarm.head, format!("nothing happens when `{address}` rings"))
                .help(format!("draw an arrow: `{address} rings -> topic.name` or `-> function.name`"))
                .about(address.as_str()),
        );
    }
}
