//! Room that cannot be given back.

use super::Cx;
use crate::base::Fact;
use crate::catalog::OnChange;
use crate::diag::{Diagnostic, rule};
use crate::plan::{Action, Difference};

rule! {
    /// A volume would become smaller than it is.
    ///
    /// EBS makes a volume larger in place and never smaller: it does not know which of its blocks are in use. AWS would
    /// refuse the change, so the plan is refused before anything is touched. Keep the size; or declare a smaller volume
    /// beside it, copy the files, and take the old one out in a change of its own.
    ///
    /// ```stack
    /// stack shop { region = "ap-northeast-2"  account = "111122223333" }
    ///
    /// volume ledger { zone = "ap-northeast-2a"  type = "gp3"  size = 200 GB }
    /// ```
    ///
    /// Once this is applied, `size = 100 GB` is refused.
    "volume-shrink" Error [
        Fact::new("ebs.toml", "modification.size_shrink_allowed", "EC2 API model 2016-11-15, ModifyVolume"),
    ]
}

pub(super) fn check(cx: &Cx<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for decided in cx.decisions.iter().filter(|decided| decided.step.action == Action::Update) {
        let Some(kind) = cx.catalog.kind(&decided.step.kind) else { continue };
        let grows = |change: &Difference<'_>| {
            kind.shape.attr(&change.path).is_some_and(|attr| attr.on_change == OnChange::Grow)
        };
        for change in decided.step.changes.iter().filter(grows).filter(shrinks) {
            let Some(resource) = cx.stack.get(&decided.step.address) else { continue };
            let (before, after) = (change.before, change.after);
            let message = format!("`{}` has {before} and cannot shrink to {after}", decided.step.address);
            let diagnostic = Diagnostic::new(&RULE, resource.place(&change.path), message)
                .about(decided.step.address.as_str())
                .help(format!(
                    "keep `{} = {before}`; or declare a smaller one beside it, copy the files, and then take this one out",
                    change.path
                ));
            found.push(match resource.places.get(&change.path) {
                Some(place) => diagnostic.fix(format!("keep `{before}`"), place, before.to_string()),
                None => diagnostic,
            });
        }
    }
    found
}

/// Whether a change takes something away.
fn shrinks(change: &Difference<'_>) -> bool {
    match (change.before.as_quantity(), change.after.as_quantity()) {
        (Some(before), Some(after)) => before.dimension == after.dimension && after < before,
        _ => false,
    }
}
