//! Letting go of what is not there.

use super::Cx;
use crate::diag::{Diagnostic, rule};
use crate::model::is_within;
use crate::plan::Aim;

rule! {
    /// A `forget` line names something that the state does not know.
    ///
    /// It was let go already, or its address is misspelt. The line does nothing and may be removed.
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
    let told = unknown.map(|one| {
        let message = format!("the state knows no `{}`, so there is nothing to let go", one.address);
        Diagnostic::new(&RULE, one.span, message)
            .about(one.address.as_str())
            .help("remove the line if it is done; `stackc state list` lists what the state knows")
            .fix("remove the line", one.span, "")
    });
    told.collect()
}
