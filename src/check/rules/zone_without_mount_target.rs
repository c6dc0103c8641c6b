//! Files that have no door in the zone where they are wanted.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::mounts::{Mount, can_mount, mounts};
use crate::diag::{Diagnostic, rule};
use crate::model::{Resource, Value};

rule! {
    /// Something mounts a file system from a zone in which it has no mount target.
    ///
    /// The name of a file system leads to the mount target of the zone that asks for it; where there is none the name is
    /// not found, and tasks that mount it do not start there.
    ///
    /// ```stack
    /// file_system shared { zones = ["us-east-1a"] }
    /// instance editor {
    ///   type  = "t3.large"
    ///   image = "ami-0123456789abcdef0"
    ///   zone  = "us-east-1b"
    ///   mount "/data" from file_system.shared  // warning: zone-without-mount-target
    /// }
    /// ```
    ///
    /// ```stack
    /// file_system shared { zones = ["us-east-1a", "us-east-1b"] }
    /// instance editor {
    ///   type  = "t3.large"
    ///   image = "ami-0123456789abcdef0"
    ///   zone  = "us-east-1b"
    ///   mount "/data" from file_system.shared
    /// }
    /// ```
    "zone-without-mount-target" Warning [
        Fact::new("efs.toml", "mount_target.per_availability_zone_max", "EFS API model 2015-02-01"),
    ] each if |kind| can_mount(kind) => check
}

fn check<'a>(cx: &mut Cx<'a>, (resource, kind): Known<'a>) {
    for mount in mounts(resource, kind) {
        let Some(files) = cx.get(mount.from).filter(|files| files.kind == "file_system") else { continue };
        if let Some(diagnostic) = judge(&mount, files) {
            cx.report(diagnostic);
        }
    }
}

fn judge(mount: &Mount<'_>, files: &Resource) -> Option<Diagnostic> {
    let doors = zones(files);
    let without: Vec<&str> = zones(mount.by).into_iter().filter(|zone| !doors.contains(zone)).collect();
    if doors.is_empty() || without.is_empty() {
        return None;
    }
    let said = if files.places.get("zones").is_some() { "zones" } else { "zone" };
    let message = format!("`{}` has no mount target in `{}`", files.address, without.join("`, `"));
    let diagnostic = Diagnostic::new(&RULE, mount.span, message)
        .label(files.place(said), "it can be mounted here")
        .about(mount.by.address.as_str());
    Some(match said {
        "zones" => diagnostic.help(format!(
            "add `\"{}\"` to the zones of `{}`",
            without.join("\"`, `\""),
            files.address
        )),
        _ => diagnostic.help("run it in the zone of the files, or give them `zones` in place of `zone`"),
    })
}

/// The zones that a resource names.
fn zones(of: &Resource) -> Vec<&str> {
    let one = of.input("zone").and_then(Value::as_str);
    let many = of.input("zones").and_then(Value::as_list).unwrap_or_default();
    one.into_iter().chain(many.iter().filter_map(Value::as_str)).collect()
}
