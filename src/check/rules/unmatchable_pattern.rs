//! Patterns that no event fits.

use super::invalid_pattern::place;
use super::{Cx, Known};
use crate::base::Fact;
use crate::diag::{Diagnostic, rule};
use crate::events::{Pattern, Sender};
use crate::model::{Value, to_plain_json};

rule! {
    /// No event has what a pattern asks for.
    ///
    /// Every event has the same fields around its `detail`, and on the default bus all come from the account and the Region
    /// that the bus is in. A pattern that asks for anything else waits for ever.
    ///
    /// ```stack
    /// queue stopped {}
    /// rule stopped {
    ///   pattern = {
    ///     source     = ["aws.ecs"]
    ///     detailType = ["ECS Task State Change"]  // warning: unmatchable-pattern
    ///     region     = ["eu-west-1"]              // warning: unmatchable-pattern
    ///   }
    /// }
    /// rule.stopped -> queue.stopped
    /// ```
    ///
    /// ```stack
    /// queue stopped {}
    /// rule stopped {
    ///   pattern = {
    ///     source        = ["aws.ecs"]
    ///     "detail-type" = ["ECS Task State Change"]
    ///   }
    /// }
    /// rule.stopped -> queue.stopped
    /// ```
    "unmatchable-pattern" Warning [
        Fact::new("eventbridge.toml", "scheduled_event.fields", "AWS SAM CLI sample events"),
    ] each "rule" => check
}

fn check<'a>(cx: &mut Cx<'a>, (rule, _): Known<'a>) {
    let Some(pattern) = rule.input("pattern") else { return };
    let (pattern, faults) = Pattern::read_all(&to_plain_json(pattern));
    if !faults.is_empty() {
        return;
    }
    let own = rule.input("bus").and_then(Value::as_str) == Some("default");
    let sender = own.then_some(Sender { account: cx.account(), region: cx.region() });
    for fault in pattern.unmatchable(sender) {
        let message = format!("`{}` sees no event: {}", rule.address, fault.message);
        let help = fault
            .path
            .rsplit('.')
            .next()
            .map_or(String::new(), |field| format!("change or leave out `{field}`"));
        cx.report(
            Diagnostic::new(&RULE, place(rule, &fault), message).help(help).about(rule.address.as_str()),
        );
    }
}
