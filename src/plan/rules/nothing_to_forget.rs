//! Letting go of what is not there.

use super::Cx;
use crate::diag::{Diagnostic, Severity, rule};
use crate::model::is_within;
use crate::plan::{Action, Aim};

rule! {
    /// A `forget` line names something that the state does not know.
    ///
    /// It was let go already, or its address is misspelt. The line does nothing. Where the
    /// plan deletes something, this is a warning: the address may be misspelt. Elsewhere it is a note, since another
    /// environment may still need the line.
    ///
    /// ```stack
    /// stack photos { region = "ap-northeast-2"  account = "111122223333" }
    ///
    /// forget bucket.images
    /// ```
    ///
    /// Where no `bucket.images` was applied, or it has been let go, the line is of no use.
    "nothing-to-forget" Warning
}

pub(super) fn check(cx: &Cx<'_>) -> Vec<Diagnostic> {
    let unknown = cx.stack.forgets.iter().filter(|one| {
        cx.options.aim == Aim::Desired
            && !cx.snapshot.rows.keys().any(|address| is_within(address, &one.address))
    });
    // The line may have done its work here and be needed for another environment; where something is deleted, it may
    // be misspelt and miss just that.
    let deletes = cx.decisions.iter().any(|decided| decided.step.action == Action::Delete);
    let severity = if deletes { Severity::Warning } else { Severity::Info };
    let told = unknown.map(|one| {
        let message = format!("the state knows no `{}`, so there is nothing to let go", one.address);
        Diagnostic::new(&RULE, one.span, message)
            .about(one.address.as_str())
            .severity(severity)
            .help(
                "remove the line once it is done everywhere; `stackc state list` lists what the state knows",
            )
            .fix("remove the line", one.span, "")
    });
    told.collect()
}
