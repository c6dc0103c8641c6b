//! Patterns that EventBridge refuses.

use super::{Cx, Known};
use crate::base::{Fact, Span};
use crate::diag::{Diagnostic, rule};
use crate::events::{Pattern, PatternFault};
use crate::model::{FlowEnds, Resource, to_plain_json};

rule! {
    /// EventBridge does not take a pattern.
    ///
    /// A pattern has the form of an event, also where it filters what Lambda takes from a queue or a table. Where the event has a value, it has a list of values or operators, of which one
    /// must fit; a value alone, an empty list, or an operator that does not exist is refused.
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
    /// ```
    "invalid-pattern" Error [
        Fact::unconfirmed("eventbridge.toml", "rules.pattern_operators"),
    ] each "rule" "flow" => check
}

fn check<'a>(cx: &mut Cx<'a>, (rule, _): Known<'a>) {
    let word = if rule.flow().is_some_and(|ends| is_mapping(cx, ends)) { "filter" } else { "pattern" };
    let Some(pattern) = rule.input(word) else { return };
    for fault in Pattern::read_all(&to_plain_json(pattern)).1 {
        let message = format!("the {word} is refused: `{}` {}", fault.path, fault.message);
        cx.report(
            Diagnostic::new(&RULE, rule.place(&format!("{word}.{}", fault.path)), message)
                .help("`stackc events match` tries a pattern on an event")
                .about(rule.address.as_str()),
        );
    }
}

/// Whether Lambda takes what the arrow hands over by itself, and filters it.
fn is_mapping(cx: &Cx<'_>, ends: &FlowEnds) -> bool {
    cx.get(&ends.source).is_some_and(|source| matches!(source.kind.as_str(), "queue" | "table"))
}

/// Where a part of a pattern is written, as near as it is known.
pub(super) fn place(rule: &Resource, fault: &PatternFault) -> Span {
    rule.place(&format!("pattern.{}", fault.path))
}
