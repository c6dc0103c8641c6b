//! Disks that several hosts would have to use at once.

use std::collections::BTreeMap;

use super::{Cx, Known};
use crate::base::Fact;
use crate::catalog::Machine;
use crate::check::looks::{Aspect, Side};
use crate::check::mounts::{Mount, mounts};
use crate::check::sieves::Sifted;
use crate::diag::{Diagnostic, rule};
use crate::model::{Address, Resource, Value};

rule! {
    /// Several hosts or tasks mount one EBS volume.
    ///
    /// A volume is attached to one host at a time, so the second task that mounts it never starts. Files that several
    /// see at once belong into a `file_system`; databases that share a disk use `io1` or `io2` with `multi_attach`, which
    /// up to 16 instances on Nitro can have at once.
    ///
    /// ```stack
    /// volume ledger { zone = "us-east-1a"  type = "gp3"  size = 20 GB }
    /// instance first {
    ///   type  = "t3.small"
    ///   image = "ami-0123456789abcdef0"
    ///   zone  = "us-east-1a"
    ///   mount "/ledger" from volume.ledger
    /// }
    /// instance second {
    ///   type  = "t3.small"
    ///   image = "ami-0123456789abcdef0"
    ///   zone  = "us-east-1a"
    ///   mount "/ledger" from volume.ledger  // error: shared-volume
    /// }
    /// ```
    ///
    /// ```stack
    /// file_system ledger { zones = ["us-east-1a"] }
    /// instance first {
    ///   type  = "t3.small"
    ///   image = "ami-0123456789abcdef0"
    ///   zone  = "us-east-1a"
    ///   mount "/ledger" from file_system.ledger
    /// }
    /// instance second {
    ///   type  = "t3.small"
    ///   image = "ami-0123456789abcdef0"
    ///   zone  = "us-east-1a"
    ///   mount "/ledger" from file_system.ledger
    /// }
    /// ```
    "shared-volume" Error [
        Fact::new("ebs.toml", "multi_attach.types", "EC2 API model 2016-11-15"),
        Fact::new("ebs.toml", "multi_attach.max_instances", "EC2 API model 2016-11-15"),
        Fact::new("ebs.toml", "multi_attach.nitro_only", "EC2 API model 2016-11-15"),
    ] among Side::Aspect(Aspect::Mounts), mounts_some => check
}

/// How many instances have a volume at once that several may have.
const MOST: i64 = 16;

fn mounts_some<'a>(_: &Cx<'a>, (resource, kind): Known<'a>) -> Option<u32> {
    (!mounts(resource, kind).is_empty()).then_some(0)
}

fn check(cx: &mut Cx<'_>, sifted: Sifted) {
    let mut first: BTreeMap<&Address, Mount<'_>> = BTreeMap::new();
    let mut many: BTreeMap<&Address, i64> = BTreeMap::new();
    for (resource, kind) in sifted.resources(cx) {
        for mount in mounts(resource, kind) {
            let Some(volume) = cx.get(mount.from).filter(|volume| volume.kind == "volume") else { continue };
            if volume.input("multi_attach") == Some(&Value::Bool(true)) {
                let before = *many.get(mount.from).unwrap_or(&0);
                let after = before.saturating_add(most(resource));
                many.insert(mount.from, after);
                let crowded = before <= MOST && after > MOST;
                if let Some(diagnostic) = unfit(mount, volume, crowded.then_some(after)) {
                    cx.report(diagnostic);
                }
                continue;
            }
            let before = *first.entry(mount.from).or_insert(mount);
            if before.by.address != resource.address {
                let message = format!("`{}` is mounted by `{}` already", volume.address, before.by.address);
                cx.report(told(mount, message).label(before.span, "first mounted here"));
            } else if before.span == mount.span && most(resource) > 1 {
                let message = format!(
                    "`{}` may run {} times, and `{}` is attached to one host at a time",
                    resource.address,
                    most(resource),
                    volume.address
                );
                cx.report(told(mount, message).label(resource.place("count"), "this many may run at once"));
            }
        }
    }
}

fn told(mount: Mount<'_>, message: String) -> Diagnostic {
    Diagnostic::new(&RULE, mount.span, message)
        .help("give each its own volume, or keep the files in a `file_system`, which many can mount")
        .about(mount.by.address.as_str())
}

/// Why a volume that several may have is none for one that mounts it: it is one too many, or not on Nitro.
fn unfit(mount: Mount<'_>, volume: &Resource, crowd: Option<i64>) -> Option<Diagnostic> {
    let found =
        |message: String| Diagnostic::new(&RULE, mount.span, message).about(mount.by.address.as_str());
    if let Some(crowd) = crowd {
        let message = format!("{crowd} instances mount `{}`, and {MOST} may at once", volume.address);
        return Some(found(message).help("keep the files in a `file_system`, which many can mount"));
    }
    let machine = mount.by.input("type").and_then(Value::as_str).and_then(Machine::find)?;
    let message = format!(
        "`{}` is for instances on Nitro where several have it, and {} is none",
        volume.address, machine.name
    );
    let found = found(message).label(mount.by.place("type"), "this is no type on Nitro");
    (!machine.nitro).then(|| found.help("take a type on Nitro, such as `t3.small` or `m5.large`"))
}

/// How many of it there may be at once, by its `count`.
fn most(resource: &Resource) -> i64 {
    match resource.input("count") {
        Some(Value::Range(ends)) => ends.1.as_whole().unwrap_or(1),
        Some(count) => count.as_whole().unwrap_or(1),
        None => 1,
    }
}
