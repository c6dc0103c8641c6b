//! Reads and writes that are paid for and never come about.

use super::{Cx, Known};
use crate::catalog::{MACHINES, Machine, REACHED_IOPS};
use crate::check::mounts::mounts;
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// The volumes of an instance promise more reads and writes per second than its type can make.
    ///
    /// What `iops` says is paid for as long as the volume is there, whoever uses it; an instance reaches all its volumes
    /// together only as often as its type lets it. Ask for less, or take a larger type.
    ///
    /// ```stack
    /// volume ledger {
    ///   zone = "us-east-1a"
    ///   type = "io2"
    ///   size = 200 GB
    ///   iops = 64_000
    /// }
    /// instance ledger {
    ///   type  = "t3.large"  // warning: unreachable-iops
    ///   image = "ami-0123456789abcdef0"
    ///   zone  = "us-east-1a"
    ///   mount "/ledger" from volume.ledger
    /// }
    /// ```
    ///
    /// ```stack
    /// volume ledger {
    ///   zone = "us-east-1a"
    ///   type = "io2"
    ///   size = 200 GB
    ///   iops = 8_000
    /// }
    /// instance ledger {
    ///   type  = "t3.large"
    ///   image = "ami-0123456789abcdef0"
    ///   zone  = "us-east-1a"
    ///   mount "/ledger" from volume.ledger
    /// }
    /// ```
    "unreachable-iops" Warning [
        MACHINES,
        REACHED_IOPS[0].1,
        REACHED_IOPS[1].1,
    ] each "instance" => check
}

fn check<'a>(cx: &mut Cx<'a>, (instance, kind): Known<'a>) {
    let ty = instance.input("type").and_then(Value::as_str);
    let Some(machine) = ty.and_then(Machine::find) else { return };
    let most = machine.reached_iops();
    let mut sum: i64 = 0;
    let mut promised = Vec::new();
    for mount in mounts(instance, kind) {
        let volume = cx.get(mount.from).filter(|volume| volume.kind == "volume");
        let Some((volume, iops)) =
            volume.and_then(|volume| Some((volume, volume.input("iops")?.as_whole()?)))
        else {
            continue;
        };
        sum = sum.saturating_add(iops);
        promised.push(volume);
    }
    if sum <= most {
        return;
    }
    let name = machine.name;
    let larger = Machine::by_price(machine.architectures.first().copied().unwrap_or_default())
        .into_iter()
        .find(|other| other.volume_iops.is_some() && other.reached_iops() >= sum);
    let help = match larger {
        Some(other) => format!(
            "ask for {most} at most, or take `{}`, the cheapest type that reaches as many",
            other.name
        ),
        None => format!("ask for {most} at most: no type that is known reaches as many"),
    };
    let message =
        format!("the volumes of `{}` promise {sum} IOPS, of which `{name}` reaches {most}", instance.address);
    let mut diagnostic =
        Diagnostic::new(&RULE, instance.place("type"), message).help(help).about(instance.address.as_str());
    for volume in promised {
        diagnostic = diagnostic.label(volume.place("iops"), "paid for, whether it is reached or not");
    }
    cx.report(diagnostic);
}
