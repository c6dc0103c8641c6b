//! Patterns that EventBridge refuses.

use super::{Cx, Known};
use crate::base::{Fact, Span};
use crate::diag::{Diagnostic, rule};
use crate::events::{Pattern, PatternFault};
use crate::model::{Resource, Value, to_plain_json};

rule! {
    /// EventBridge does not take a pattern.
    ///
    /// A pattern has the form of an event, also where it filters what Lambda takes from a queue or a table, or what a topic
    /// tells. Where the event has a value, it has a list of values or operators, of which one must fit; a value alone, an
    /// empty list, or an operator that does not exist is refused. The attributes of a message, which a topic looks at unless
    /// `filter_on = "body"` says otherwise, lie side by side, so that none lies in another.
    ///
    /// ```stack
    /// queue stopped {}
    /// rule stopped {
    ///   pattern = {
    ///     source = "aws.ecs"                  // error: invalid-pattern
    ///     detail = {
    ///       lastStatus = [{ prefx = "STOP" }] // error: invalid-pattern
    ///       stopCode   = []                   // error: invalid-pattern
    ///     }
    ///   }
    /// }
    /// rule.stopped -> queue.stopped
    /// topic orders {}
    /// topic.orders -> queue.stopped {
    ///   filter {
    ///     state = "stopped"              // error: invalid-pattern
    ///     order = { country = ["kr"] }   // error: invalid-pattern
    ///   }
    /// }
    /// ```
    ///
    /// ```stack
    /// queue stopped {}
    /// rule stopped {
    ///   pattern = {
    ///     source = ["aws.ecs"]
    ///     detail = {
    ///       lastStatus = [{ prefix = "STOP" }]
    ///       stopCode   = [{ exists = true }]
    ///     }
    ///   }
    /// }
    /// rule.stopped -> queue.stopped
    /// topic orders {}
    /// topic.orders -> queue.stopped {
    ///   filter_on = "body"
    ///   filter { order = { country = ["kr"] } }
    /// }
    /// ```
    "invalid-pattern" Error [
        Fact::unconfirmed("eventbridge.toml", "rules.pattern_operators"),
        Fact::unconfirmed("sns.toml", "subscription.filter_policy.operators"),
        Fact::unconfirmed("sns.toml", "subscription.filter_policy.nested_keys_only_with"),
    ] each "rule" "flow" => check
}

fn check<'a>(cx: &mut Cx<'a>, (rule, _): Known<'a>) {
    let source = rule.flow().and_then(|ends| cx.source(ends));
    let word = match source.map(|source| source.kind.as_str()) {
        Some("queue" | "table" | "topic") => "filter",
        _ => "pattern",
    };
    let Some(pattern) = rule.input(word).map(to_plain_json) else { return };
    let (_, mut faults) = Pattern::read_all(&pattern);
    let flat = rule.input("filter_on").and_then(Value::as_str) == Some("attributes");
    let parts = pattern.as_object().into_iter().flatten().filter(|(_, part)| flat && part.is_object());
    faults.extend(parts.map(|(name, _)| PatternFault {
        path: name.clone(),
        message: "lies in braces, but attributes of messages hold nothing: write `filter_on = \"body\"` if the message itself is meant".to_owned(),
    }));
    for fault in faults {
        let message = format!("the {word} is refused: `{}` {}", fault.path, fault.message);
        cx.report(
            Diagnostic::new(&RULE, rule.place(&format!("{word}.{}", fault.path)), message)
                .help("`stackc events match` tries a pattern on an event")
                .about(rule.address.as_str()),
        );
    }
}

/// Where a part of a pattern is written, as near as it is known.
pub(super) fn place(rule: &Resource, fault: &PatternFault) -> Span {
    rule.place(&format!("pattern.{}", fault.path))
}
