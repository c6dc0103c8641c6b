//! Versions of Kubernetes that are jumped over, or gone back to.

use super::Cx;
use crate::base::Fact;
use crate::diag::{Diagnostic, rule};
use crate::model::Value;
use crate::plan::Action;

rule! {
    /// A cluster would go on by more than one version of Kubernetes at once, or back.
    ///
    /// EKS renews a control plane one minor version at a time, and never puts an older one back: what Kubernetes has stored
    /// in the form of the newer is not known to it. AWS would refuse the change, so the plan is refused before anything is
    /// touched. Go step by step, with the node groups behind; or make a new cluster beside it and move over.
    ///
    /// ```stack
    /// stack shop { region = "ap-northeast-2"  account = "111122223333" }
    ///
    /// kubernetes main { version = "1.34" }
    /// ```
    ///
    /// Once this is applied, `version = "1.36"` is refused, and so is `version = "1.33"`; `version = "1.35"` is not.
    "skipped-version" Error [
        Fact::unconfirmed("eks.toml", "upgrade.minor_versions_per_step"),
        Fact::unconfirmed("eks.toml", "upgrade.downgrade"),
    ]
}

pub(super) fn check(cx: &Cx<'_>) -> Vec<Diagnostic> {
    let clusters = cx.decisions.iter().filter(|one| one.step.kind == "kubernetes");
    let changed = clusters.filter(|one| one.step.action == Action::Update);
    let mut found = Vec::new();
    for decided in changed {
        let address = &decided.step.address;
        let change = decided.step.changes.iter().find(|change| change.path == "version");
        let versions = change.and_then(|change| Some((minor(change.before)?, minor(change.after)?)));
        let (Some((before, after)), Some(resource)) = (versions, cx.stack.get(address)) else { continue };
        let (message, next) = if after < before {
            (format!("`{address}` has Kubernetes 1.{before} and cannot go back to 1.{after}"), before)
        } else if after > before + 1 {
            let steps = after - before;
            (
                format!("`{address}` has Kubernetes 1.{before}, and 1.{after} is {steps} versions on"),
                before + 1,
            )
        } else {
            continue;
        };
        let help = if next == before {
            format!("keep `version = \"1.{before}\"`; or make another cluster beside it, and move over")
        } else {
            format!("EKS goes on by one version at a time: to 1.{next} first, then the next")
        };
        let diagnostic =
            Diagnostic::new(&RULE, resource.place("version"), message).about(address.as_str()).help(help);
        found.push(match resource.places.get("version") {
            Some(place) => diagnostic.fix(format!("write `\"1.{next}\"`"), place, format!("\"1.{next}\"")),
            None => diagnostic,
        });
    }
    found
}

/// The minor version: 34 of `"1.34"`.
fn minor(version: &Value) -> Option<u32> {
    version.as_str()?.strip_prefix("1.")?.parse().ok()
}
