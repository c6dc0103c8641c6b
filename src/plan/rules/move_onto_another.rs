//! Moving to an address that something else has in the state.

use super::Cx;
use crate::diag::{Diagnostic, rule};
use crate::model::Origin;

rule! {
    /// Something would move to an address at which the state has something else.
    ///
    /// A `moved` line that was added after its new address was applied comes too late: there are two things now, and
    /// only one can have the address.
    ///
    /// ```stack
    /// stack photos { region = "ap-northeast-2"  account = "111122223333" }
    ///
    /// bucket images {}
    /// moved bucket.photos -> bucket.images
    /// ```
    ///
    /// Where both `bucket.photos` and `bucket.images` were applied, this is refused. Without the line `bucket.photos`
    /// is deleted; with `forget bucket.images` and the line put in two applies, the older one takes its place.
    "move-onto-another" Error
}

pub(super) fn check(cx: &Cx<'_>) -> Vec<Diagnostic> {
    let written = |to: &crate::model::Address| {
        cx.stack.get(to).is_some_and(|resource| resource.origin == Origin::Written)
    };
    let mut found = Vec::new();
    for (from, to) in cx.taken.iter().filter(|(_, to)| written(to)) {
        let line = cx.stack.moves.iter().find(|one| one.applied(from).is_some());
        let span = line.map_or(cx.stack.span, |line| line.span);
        let message = format!("`{from}` cannot move to `{to}`: the state has something else there already");
        found.push(Diagnostic::new(&RULE, span, message).about(to.as_str()).help(format!(
            "remove the `moved` line to delete `{from}`, or replace it by `forget {from}` to leave it in the world"
        )));
    }
    found
}
