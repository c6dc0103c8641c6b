//! Volumes that an Outpost has no room for, or does not know.

use std::collections::BTreeMap;

use super::Cx;
use crate::base::{Dimension, Fact, Quantity};
use crate::diag::{Diagnostic, Severity, rule};
use crate::model::{Address, Resource, Value};

const SOURCE: &str = "Outposts API model 2019-12-03";

rule! {
    /// A volume is to stand on an Outpost that has none, or no room left for it.
    ///
    /// A rack has disks of its own, as many as were bought; its volumes come out of these and nothing grows by itself. A
    /// server has no volumes at all, only what is built into it. A rack knows fewer types of volumes than the Region: as
    /// far as is known, `gp2` alone.
    ///
    /// ```stack
    /// outpost hall {
    ///   zone = "us-east-1a"
    ///   form = "rack"
    ///   disk = 1 TB
    ///   hosts { "m5.4xlarge" = 1 }
    /// }
    /// volume recipes { place = outpost.hall  type = "gp2"  size = 800 GB }
    /// volume archive { place = outpost.hall  type = "gp2"  size = 300 GB }  // error: unfit-outpost-volume
    /// ```
    ///
    /// ```stack
    /// outpost hall {
    ///   zone = "us-east-1a"
    ///   form = "rack"
    ///   disk = 2 TB
    ///   hosts { "m5.4xlarge" = 1 }
    /// }
    /// volume recipes { place = outpost.hall  type = "gp2"  size = 800 GB }
    /// volume archive { place = outpost.hall  type = "gp2"  size = 300 GB }
    /// ```
    "unfit-outpost-volume" Error [
        Fact::new("outposts.toml", "ebs.rack_only", SOURCE),
        Fact::unconfirmed("outposts.toml", "ebs.types"),
        Fact::unconfirmed("ebs.toml", "outposts.types"),
        Fact::unconfirmed("ebs.toml", "outposts.servers_support_ebs"),
    ] => check
}

fn check(cx: &mut Cx<'_>) {
    let mut taken: BTreeMap<&Address, i64> = BTreeMap::new();
    let mut volumes: Vec<&Resource> = cx.of_kinds(&["volume"]).map(|(volume, _)| volume).collect();
    // Who comes first in the text has the room.
    volumes.sort_by_key(|volume| volume.head);
    for volume in volumes {
        let Some(outpost) = volume.input("place").and_then(Value::as_address).and_then(|at| cx.get(at))
        else {
            continue;
        };
        let said = |message: String| {
            Diagnostic::new(&RULE, volume.place("place"), message).about(volume.address.as_str())
        };
        if outpost.input("form").and_then(Value::as_str) == Some("server") {
            let message = format!("`{}` is a server, which has no volumes", outpost.address);
            cx.report(said(message).help("use the disk that is built into it, or a rack"));
            continue;
        }
        if let Some(ty) = volume.input("type").and_then(Value::as_str).filter(|ty| *ty != "gp2") {
            let message = format!("a rack is not known to have volumes of type `{ty}`");
            cx.report(said(message).help("`gp2` is what racks have").severity(Severity::Info));
        }
        let size = |of: &Resource, name| of.input(name).and_then(Value::as_quantity)?.as_whole();
        let (Some(disk), Some(own)) = (size(outpost, "disk"), size(volume, "size")) else { continue };
        let before = taken.entry(&outpost.address).or_default();
        let all = before.saturating_add(own);
        if all > disk {
            let text = |amount| Quantity::whole(Dimension::Size, amount);
            let message = format!(
                "`{}` has {} of disk, and {} of it are left for the {} of `{}`",
                outpost.address,
                text(disk),
                text(disk.saturating_sub(*before).max(0)),
                text(own),
                volume.address
            );
            let diagnostic = Diagnostic::new(&RULE, volume.place("size"), message)
                .label(outpost.place("disk"), "all the disk that it has")
                .help("make its volumes smaller, or keep some of them in the Region")
                .about(volume.address.as_str());
            cx.report(diagnostic);
            continue;
        }
        *before = all;
    }
}
