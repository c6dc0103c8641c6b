//! Fargate profiles with more selectors than EKS takes.

use super::{Cx, Known};
use crate::base::Fact;
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// A Fargate profile has more selectors than EKS takes.
    ///
    /// It takes five. A `*` in the namespace stands for several, and a cluster may have more than one profile.
    ///
    /// ```stack
    /// kubernetes main { version = "1.35" }
    /// fargate_profile all {  // error: too-many-selectors
    ///   cluster = kubernetes.main
    ///   select "team-${n}" for n in range(6) {}
    /// }
    /// ```
    ///
    /// ```stack
    /// kubernetes main { version = "1.35" }
    /// fargate_profile all {
    ///   cluster = kubernetes.main
    ///   select "team-*" {}
    /// }
    /// ```
    "too-many-selectors" Error [
        Fact::new("eks.toml", "fargate_profile.selectors", "EKS API model 2017-11-01 and user guide, Fargate profiles"),
    ] each "fargate_profile" => check
}

/// The most selectors of one profile.
const MOST: usize = 5;

fn check<'a>(cx: &mut Cx<'a>, (profile, _): Known<'a>) {
    let count = profile.input("select").and_then(Value::as_map).map_or(0, crate::model::Map::len);
    if count <= MOST {
        return;
    }
    let message = format!("`{}` has {count} selectors, but AWS takes at most {MOST}", profile.address);
    cx.report(
        Diagnostic::new(&RULE, profile.head, message)
            .help("let `*` in a namespace stand for several, or declare another profile")
            .about(profile.address.as_str()),
    );
}
