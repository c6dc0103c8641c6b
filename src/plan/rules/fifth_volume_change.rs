//! One change too many in a time.

use super::Cx;
use crate::base::{Fact, Quantity};
use crate::catalog::ChangeQuota;
use crate::diag::{Diagnostic, rule};
use crate::plan::decide::Decided;
use crate::plan::{Action, Difference};

rule! {
    /// A volume would be changed a fifth time in 24 hours.
    ///
    /// EBS takes four changes of a volume in any 24 hours: of its size, type, operations a second, throughput, or whether
    /// several hosts may use it. What is changed at once is one change. A fifth is refused, so the plan is refused before
    /// anything is touched. Wait, or make the changes of a day together.
    ///
    /// ```stack
    /// stack shop { region = "ap-northeast-2"  account = "111122223333" }
    ///
    /// volume search { zone = "ap-northeast-2a"  type = "gp3"  size = 300 GB  iops = 4000 }
    /// ```
    ///
    /// Where `size` was changed four times today, `iops = 4000` is refused until the first of these changes is a day old.
    /// `stackc world wait 6h` lets the time pass in the simulated cloud.
    "fifth-volume-change" Error [
        Fact::new("ebs.toml", "modification.modifications_per_24h", "EC2 API model 2016-11-15, ModifyVolume"),
        Fact::new("ebs.toml", "modification.window", "EC2 API model 2016-11-15, ModifyVolume"),
    ]
}

pub(super) fn check(cx: &Cx<'_>) -> Vec<Diagnostic> {
    let updates = cx.decisions.iter().filter(|decided| decided.step.action == Action::Update);
    updates.filter_map(|decided| too_many(cx, decided)).collect()
}

fn too_many(cx: &Cx<'_>, decided: &Decided<'_>) -> Option<Diagnostic> {
    let address = &decided.step.address;
    let quota: &ChangeQuota = cx.catalog.kind(&decided.step.kind)?.quota?;
    let counts = |change: &Difference<'_>| quota.attrs.contains(&change.path.as_str());
    let counted: Vec<_> = decided.step.changes.iter().filter(counts).collect();
    let first = counted.first()?;
    let wait = Quantity::lasting(
        quota.free_at(cx.snapshot.changed.get(address)?, cx.snapshot.now)? - cx.snapshot.now,
    );
    let resource = cx.stack.get(address)?;
    let (most, within) = (quota.most, Quantity::lasting(quota.within));
    let message =
        format!("`{address}` was changed {most} times within {within}, and takes no other change for {wait}");
    let mut found =
        Diagnostic::new(&RULE, resource.place(&first.path), message).about(address.as_str()).help(format!(
            "apply this in {wait}, and what is to be changed until then with it: all at once is one change; \
         `stackc world wait {}` lets the time pass in the simulated cloud",
            wait.to_string().replace(' ', "")
        ));
    for change in counted.iter().skip(1) {
        found = found.label(resource.place(&change.path), "this would change with it".to_owned());
    }
    Some(found)
}
