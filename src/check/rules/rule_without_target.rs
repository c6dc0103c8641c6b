//! Rules that lead nowhere.

use super::schedule_without_target::nowhere;
use super::{Cx, Known};
use crate::diag::{Diagnostic, rule};

rule! {
    /// A rule leads nowhere.
    ///
    /// It matches events, and nobody is told: the arrow from it says who is.
    ///
    /// ```stack
    /// rule stopped { pattern = { source = ["aws.ecs"] } }  // warning: rule-without-target
    /// ```
    ///
    /// ```stack
    /// queue stopped {}
    /// rule stopped { pattern = { source = ["aws.ecs"] } }
    /// rule.stopped -> queue.stopped
    /// ```
    "rule-without-target" Warning each "rule" => check
}

fn check<'a>(cx: &mut Cx<'a>, (rule, kind): Known<'a>) {
    let Some(targets) = nowhere(cx, rule, kind) else { return };
    let address = &rule.address;
    cx.report(
        Diagnostic::new(
            &RULE,
            rule.head,
            format!("`{address}` leads nowhere, so nobody is told of its events"),
        )
        .help(format!("draw an arrow to who is to be told: `{address} -> {targets}`"))
        .about(address.as_str()),
    );
}
