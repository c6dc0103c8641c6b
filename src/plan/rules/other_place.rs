//! A stack that moved to another account or region.

use super::Cx;
use crate::diag::{Diagnostic, rule};
use crate::plan::Aim;

rule! {
    /// A stack was applied in one account and region, and now names another one.
    ///
    /// Nothing can be moved between accounts or regions: everything would be made anew there, and what is here would
    /// be deleted with what it holds. Give the other place a state of its own, or destroy the stack first.
    ///
    /// ```stack
    /// stack photos { region = "ap-northeast-2"  account = "111122223333" }
    ///
    /// function resize { image = "111122223333.dkr.ecr.ap-northeast-2.amazonaws.com/resize:1" }
    /// ```
    ///
    /// Once this is applied, another `region` is refused. A param may choose the place, if it chooses the state too:
    /// `state = ".stackc/${stage}.db"`.
    "other-place" Error
}

pub(super) fn check(cx: &Cx<'_>) -> Vec<Diagnostic> {
    if cx.options.aim == Aim::Nothing {
        return Vec::new();
    }
    let stack = cx.stack;
    let wanted = [("region", stack.region.as_str(), 3), ("account", stack.account.as_str(), 4)];
    let told = wanted.into_iter().filter_map(|(what, now, field)| {
        // Some ARNs leave the region or the account out.
        let mut before = cx.snapshot.rows.values().filter(|row| row.physical_id.starts_with("arn:"));
        let was = before.find_map(|row| row.physical_id.split(':').nth(field).filter(|was| !was.is_empty()))?;
        if was == now {
            return None;
        }
        let message = format!("`{}` was applied in {what} `{was}`, and now names `{now}`", stack.name);
        Some(Diagnostic::new(&RULE, stack.span, message).help(format!(
            "name `{was}` again; for another {what} give the stack another `state`, or run `stackc destroy` first"
        )))
    });
    told.collect()
}
