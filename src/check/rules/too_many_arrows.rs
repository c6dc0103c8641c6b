//! More arrows from one source than AWS takes.

use std::collections::BTreeMap;

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::looks::Side;
use crate::check::sieves::Sifted;
use crate::diag::{Diagnostic, rule};
use crate::model::Address;

rule! {
    /// More arrows lead from a resource than AWS takes.
    ///
    /// A rule has five targets at most, and an alarm five actions for each thing that happens to it. Send to a topic,
    /// which tells as many as subscribe.
    ///
    /// ```stack
    /// queue lost {}
    /// topic shift for name in ["a", "b", "c", "d", "e", "f"] {}
    /// alarm lost {
    ///   metric   = queue.lost.ApproximateNumberOfMessagesVisible.max
    ///   at_least = 1
    ///   period   = 5m
    /// }
    /// alarm.lost rings -> topic.shift["a"]
    /// alarm.lost rings -> topic.shift["b"]
    /// alarm.lost rings -> topic.shift["c"]
    /// alarm.lost rings -> topic.shift["d"]
    /// alarm.lost rings -> topic.shift["e"]
    /// alarm.lost rings -> topic.shift["f"]  // error: too-many-arrows
    /// ```
    ///
    /// ```stack
    /// queue lost {}
    /// topic shift {}
    /// alarm lost {
    ///   metric   = queue.lost.ApproximateNumberOfMessagesVisible.max
    ///   at_least = 1
    ///   period   = 5m
    /// }
    /// alarm.lost rings  -> topic.shift
    /// alarm.lost clears -> topic.shift
    /// ```
    "too-many-arrows" Error [
        Fact::new("cloudwatch.toml", "alarm.actions_per_state_max", "CloudWatch API model 2010-08-01"),
    ] among Side::Kinds(&["flow"]), most => check
}

/// How many there may be, where that is said.
fn most<'a>(cx: &Cx<'a>, (flow, _): Known<'a>) -> Option<u32> {
    u32::try_from(cx.link(flow.flow()?)?.most?.0).ok()
}

fn check(cx: &mut Cx<'_>, sifted: Sifted) {
    let mut counts: BTreeMap<(&Address, &str), usize> = BTreeMap::new();
    let flow = |(most, place)| cx.at(place).and_then(|(flow, _)| Some((flow, flow.flow()?, most as usize)));
    let mut flows: Vec<_> = sifted.into_kept().filter_map(flow).collect();
    flows.sort_by_key(|(flow, ends, _)| (ends.span, &flow.address));
    for (flow, ends, most) in flows {
        let count = counts.entry((&ends.source, &ends.event)).or_default();
        *count += 1;
        if *count == most + 1 {
            let event = if ends.event.is_empty() { String::new() } else { format!(" {}", ends.event) };
            let message = format!(
                "from `{}{event}` lead more than {most} arrows, which AWS takes at most",
                ends.source
            );
            cx.report(
                Diagnostic::new(&RULE, ends.span, message)
                    .help("send to a topic, which tells as many as subscribe")
                    .about(flow.address.as_str()),
            );
        }
    }
}
