//! Workloads that nothing of their cluster takes.

use super::{Cx, Known};
use crate::check::pods::{Platform, Refusal, namespace_of, platform_of, refusal};
use crate::diag::{Diagnostic, Severity, rule};
use crate::model::Resource;

rule! {
    /// No node group and no Fargate profile of the cluster takes the pods of a workload.
    ///
    /// A taint keeps off every pod that does not tolerate it, `nodes` asks for labels that nodes must have, and a profile
    /// takes what its selectors name. Pods that nobody takes stay `Pending`. The finding says of each group why not.
    ///
    /// ```stack
    /// kubernetes main { version = "1.35" }
    /// node_group spare {
    ///   cluster = kubernetes.main
    ///   count   = 2
    ///   taint "spot" { effect = "no_schedule" }
    /// }
    /// workload web {  // error: unplaced-workload
    ///   cluster = kubernetes.main
    ///   count   = 2
    ///   container app { image = "web:1.4.2" }
    /// }
    /// ```
    ///
    /// ```stack
    /// kubernetes main { version = "1.35" }
    /// node_group spare {
    ///   cluster = kubernetes.main
    ///   count   = 2
    ///   taint "spot" { effect = "no_schedule" }
    /// }
    /// workload web {
    ///   cluster = kubernetes.main
    ///   count   = 2
    ///   container app { image = "web:1.4.2" }
    ///   tolerate "spot"
    /// }
    /// ```
    "unplaced-workload" Error each "workload" => check
}

/// How many node groups are told of one by one.
const TOLD: usize = 6;

fn check<'a>(cx: &mut Cx<'a>, (workload, _): Known<'a>) {
    let Some(platform) = platform_of(cx, workload) else { return };
    // What takes it may be what could not be read.
    let is_taken = platform.profile_of(workload).is_some() || !platform.groups_of(workload).is_empty();
    if is_taken || cx.has_unread() {
        return;
    }
    let address = &workload.address;
    let diagnostic = if platform.groups.is_empty() && platform.profiles.is_empty() {
        let message = format!("nothing of this stack runs the pods of `{address}`: its cluster has no nodes");
        Diagnostic::new(&RULE, workload.head, message)
            .severity(Severity::Warning)
            .help("declare a `node_group` or a `fargate_profile` of the cluster")
    } else {
        let (reasons, remedy) = reasons(platform, workload);
        let message = format!("nothing takes the pods of `{address}`: {reasons}");
        Diagnostic::new(&RULE, workload.head, message).help(remedy)
    };
    cx.report(diagnostic.about(address.as_str()));
}

/// Why each group keeps it off, and that no profile selects it; and what to do about the first.
fn reasons(platform: &Platform<'_>, workload: &Resource) -> (String, String) {
    let refusals: Vec<Refusal> =
        platform.groups.iter().filter_map(|group| refusal(group, workload)).take(TOLD).collect();
    let mut whys: Vec<String> = refusals.iter().map(|refusal| refusal.why.clone()).collect();
    let mut remedies: Vec<String> = refusals.into_iter().map(|refusal| refusal.remedy).take(1).collect();
    if let Some(profile) = platform.profiles.first() {
        let namespace = namespace_of(workload);
        whys.push(format!("no profile selects it in the namespace `{namespace}`"));
        remedies.push(format!("write `select \"{namespace}\" {{ }}` in `{}`", profile.address));
    }
    (whys.join(", "), remedies.join(", or "))
}
