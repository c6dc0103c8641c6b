//! Patterns that EventBridge refuses.

use super::{Cx, Known};
use crate::base::{Fact, Span};
use crate::diag::{Diagnostic, rule};
use crate::events::{Pattern, PatternFault};
use crate::model::{Resource, to_plain_json};

rule! {
    /// EventBridge does not take a pattern.
    ///
    /// A pattern has the form of an event. Where the event has a value, it has a list of values or operators, of which one
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
    ] each "rule" => check
}

fn check<'a>(cx: &mut Cx<'a>, (rule, _): Known<'a>) {
    let Some(pattern) = rule.input("pattern") else { return };
    for fault in Pattern::read_all(&to_plain_json(pattern)).1 {
        let message = format!("the pattern is refused: `{}` {}", fault.path, fault.message);
        cx.report(
            Diagnostic::new(&RULE, place(rule, &fault), message)
                .help("`stackc events match` tries a pattern on an event")
                .about(rule.address.as_str()),
        );
    }
}

/// Where a part of a pattern is written, as near as it is known.
pub(super) fn place(rule: &Resource, fault: &PatternFault) -> Span {
    rule.place(&format!("pattern.{}", fault.path))
}
