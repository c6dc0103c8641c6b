//! Selectors of Fargate profiles that select no workload.

use std::collections::BTreeSet;

use super::{Cx, Known};
use crate::base::{Fact, did_you_mean};
use crate::check::pods::{has_all, namespace_of, platform_of, selectors};
use crate::diag::{Diagnostic, Severity, rule};
use crate::iam::{Case, matches};
use crate::model::{Map, Value};

rule! {
    /// A Fargate profile selects no workload of this stack.
    ///
    /// Pods go to Fargate only if namespace and all labels of one selector are theirs. Where a workload has nearly that
    /// namespace, or the namespace without the labels, it is likely to be meant; else pods may come from elsewhere.
    ///
    /// ```stack
    /// kubernetes main { version = "1.35" }
    /// fargate_profile burst {
    ///   cluster = kubernetes.main
    ///   select "batch" { labels { tier = "burst" } }  // warning: selector-matches-nothing
    /// }
    /// node_group general {
    ///   cluster = kubernetes.main
    ///   count   = 2
    /// }
    /// workload export {
    ///   cluster   = kubernetes.main
    ///   namespace = "batch"
    ///   count     = 2
    ///   container export { image = "export:7.1.0" }
    /// }
    /// ```
    ///
    /// ```stack
    /// kubernetes main { version = "1.35" }
    /// fargate_profile burst {
    ///   cluster = kubernetes.main
    ///   select "batch" { labels { tier = "burst" } }
    /// }
    /// workload export {
    ///   cluster   = kubernetes.main
    ///   namespace = "batch"
    ///   count     = 2
    ///   labels { tier = "burst" }
    ///   container export { image = "export:7.1.0" }
    /// }
    /// ```
    "selector-matches-nothing" Warning [
        Fact::new("eks.toml", "fargate_profile.selector_labels", "EKS API model 2017-11-01 and user guide, Fargate profiles"),
        Fact::new("eks.toml", "fargate_profile.wildcards", "EKS API model 2017-11-01 and user guide, Fargate profiles"),
    ] each "fargate_profile" => check
}

fn check<'a>(cx: &mut Cx<'a>, (profile, _): Known<'a>) {
    if cx.has_unread() {
        return;
    }
    let Some(platform) = platform_of(cx, profile) else { return };
    let workloads = platform.workloads(cx).to_vec();
    let namespaces: BTreeSet<&str> = workloads.iter().map(|one| namespace_of(one)).collect();
    let mut found = Vec::new();
    for selector in selectors(profile) {
        let (pattern, labels) = (selector.namespace, selector.labels);
        let here: Vec<_> =
            workloads.iter().filter(|one| matches(Case::Sensitive, pattern, namespace_of(one))).collect();
        let own = |one: &crate::model::Resource| one.input("labels").and_then(Value::as_map).cloned();
        if here.iter().any(|one| has_all(own(one).as_ref(), labels)) {
            continue;
        }
        let place = profile.place(&selector.path());
        let about = |message: String| Diagnostic::new(&RULE, place, message).about(profile.address.as_str());
        let near = did_you_mean(pattern, namespaces.iter().copied());
        found.push(match (here.first(), near) {
            (Some(one), _) => {
                let wanted = labels.map(said).unwrap_or_default();
                about(format!("the pods in `{pattern}` are not labelled {wanted}, so none go to Fargate"))
                    .label(one.head, "a workload of that namespace")
                    .help("label the workload so, or leave the labels out here")
            }
            (None, Some(near)) => about(format!("no workload is in the namespace `{pattern}`"))
                .help(format!("did you mean `{near}`?")),
            (None, None) => about(format!("no workload of this stack is in the namespace `{pattern}`"))
                .severity(Severity::Info)
                .help("pods that are made by other means may be; else take it out"),
        });
    }
    for diagnostic in found {
        cx.report(diagnostic);
    }
}

/// Labels as they are written.
fn said(labels: &Map) -> String {
    let each: Vec<String> = labels.iter().map(|(key, value)| format!("`{key} = {value}`")).collect();
    each.join(" and ")
}
