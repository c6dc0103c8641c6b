//! Volumes that stand where nobody can reach them.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::fleets::launch;
use crate::check::mounts::{Mount, can_mount, mounts};
use crate::diag::{Diagnostic, rule};
use crate::model::{Resource, Value};

rule! {
    /// Something mounts a volume that stands in another zone, or on another rack.
    ///
    /// An EBS volume is a disk in one building. A host can use it only if it stands in the same availability zone, and
    /// on an Outpost only if it stands on the same rack. What must be reached from everywhere is a `file_system`.
    ///
    /// ```stack
    /// volume ledger { zone = "us-east-1a"  type = "gp3"  size = 20 GB }
    /// instance ledger {
    ///   type  = "t3.small"
    ///   image = "ami-0123456789abcdef0"
    ///   zone  = "us-east-1b"
    ///   mount "/ledger" from volume.ledger  // error: volume-in-other-zone
    /// }
    /// ```
    ///
    /// ```stack
    /// volume ledger { zone = "us-east-1b"  type = "gp3"  size = 20 GB }
    /// instance ledger {
    ///   type  = "t3.small"
    ///   image = "ami-0123456789abcdef0"
    ///   zone  = "us-east-1b"
    ///   mount "/ledger" from volume.ledger
    /// }
    /// ```
    "volume-in-other-zone" Error [
        Fact::new("ebs.toml", "attachment.same_availability_zone_required", "EC2 API model 2016-11-15"),
        Fact::new("ebs.toml", "attachment.same_outpost_required", "EC2 API model 2016-11-15"),
        Fact::new("ebs.toml", "multi_attach.same_availability_zone", "EC2 API model 2016-11-15"),
    ] each if |kind| can_mount(kind) => check
}

fn check<'a>(cx: &mut Cx<'a>, (resource, kind): Known<'a>) {
    for mount in mounts(resource, kind) {
        let Some(volume) = cx.get(mount.from).filter(|volume| volume.kind == "volume") else { continue };
        let found = elsewhere(&mount, volume)
            .or_else(|| other_zone(&mount, volume))
            .or_else(|| other_zone_of_hosts(cx, &mount, volume));
        if let Some(diagnostic) = found {
            cx.report(diagnostic);
        }
    }
}

/// One of the two stands on a rack, and the other one does not, or on another.
fn elsewhere(mount: &Mount<'_>, volume: &Resource) -> Option<Diagnostic> {
    let place = |of: &Resource| of.input("place").and_then(Value::as_address).cloned();
    let (host, disk) = (place(mount.by), place(volume));
    // Who says nothing of where it runs is put where its volumes are.
    let says = mount.by.input("zone").is_some() || mount.by.input("zones").is_some() || host.is_some();
    if !says || host == disk {
        return None;
    }
    let named = |place: Option<crate::model::Address>| {
        place.map_or_else(|| "in the region".to_owned(), |place| format!("on `{place}`"))
    };
    let (host, disk) = (named(host), named(disk));
    let message = format!("`{}` stands {disk}, but `{}` runs {host}", volume.address, mount.by.address);
    let diagnostic = Diagnostic::new(&RULE, mount.span, message);
    let said = if volume.places.get("place").is_some() { "place" } else { "zone" };
    Some(
        diagnostic
            .label(volume.place(said), "the volume stands here")
            .help("put both in one place; a change of `place` makes a new, empty volume")
            .about(mount.by.address.as_str()),
    )
}

/// The zone of the volume is none of those in which it is mounted.
fn other_zone(mount: &Mount<'_>, volume: &Resource) -> Option<Diagnostic> {
    let zone = volume.input("zone").and_then(Value::as_str)?;
    let by = mount.by;
    let (said, zones) = match (by.input("zone").and_then(Value::as_str), by.input("zones")) {
        (Some(own), _) => ("zone", vec![own]),
        (None, Some(zones)) => ("zones", zones.as_list()?.iter().filter_map(Value::as_str).collect()),
        (None, None) => return None,
    };
    if zones.contains(&zone) {
        return None;
    }
    let message =
        format!("`{}` is in `{zone}`, but `{}` runs in `{}`", volume.address, by.address, zones.join("`, `"));
    Some(
        Diagnostic::new(&RULE, mount.span, message)
            .label(volume.place("zone"), "the volume stands here")
            .label(by.place(said), "and it is mounted here")
            .help(format!("run it in `{zone}`: another `zone` of the volume would make a new, empty one"))
            .about(by.address.as_str()),
    )
}

/// The zone of the volume is none of those in which there are hosts for the tasks that mount it.
fn other_zone_of_hosts(cx: &Cx<'_>, mount: &Mount<'_>, volume: &Resource) -> Option<Diagnostic> {
    let (zone, by) = (volume.input("zone").and_then(Value::as_str)?, mount.by);
    let cluster = by.input("cluster").and_then(Value::as_address)?;
    let says = by.input("zones").is_some() || by.input("place").is_some();
    if launch(by) != "ec2" || says {
        return None;
    }
    let named = by.input("capacity").and_then(Value::as_address);
    let carries = |host: &&Resource| named.is_none_or(|named| *named == host.address);
    let hosts: Vec<&Resource> = cx.hosts().get(cluster)?.iter().copied().filter(carries).collect();
    let first = hosts.first()?;
    // Hosts that say nothing of zones may stand in any.
    let zones: Option<Vec<&[Value]>> = hosts.iter().map(|host| host.input("zones")?.as_list()).collect();
    let zones: Vec<&str> = zones?.into_iter().flatten().filter_map(Value::as_str).collect();
    if zones.contains(&zone) {
        return None;
    }
    let message = format!(
        "`{}` is in `{zone}`, but the hosts of `{}` stand in `{}`",
        volume.address,
        by.address,
        zones.join("`, `")
    );
    Some(
        Diagnostic::new(&RULE, mount.span, message)
            .label(volume.place("zone"), "the volume stands here")
            .label(first.place("zones"), "and there are hosts here")
            .help(format!(
                "let there be hosts in `{zone}`: another `zone` of the volume would make a new, empty one"
            ))
            .about(by.address.as_str()),
    )
}
