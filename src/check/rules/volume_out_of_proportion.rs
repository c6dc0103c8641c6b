//! Speed that a volume is too small or too slow for.

use rust_decimal::Decimal;

use super::{Cx, Known};
use crate::base::{Dimension, Fact, Quantity};
use crate::diag::{Diagnostic, rule};
use crate::model::{Resource, Value};

/// Bytes.
const GB: i64 = 1 << 30;
/// Bytes per year in a MiB per second.
const MB_PER_SECOND: i64 = (1 << 20) * 365 * 24 * 60 * 60;

/// The most operations a second that each GiB of a type gives.
const PER_GIB: &[(&str, i64)] = &[("gp3", 500), ("io1", 50), ("io2", 1_000)];

rule! {
    /// A volume is asked for more speed than goes with its size, or for more throughput than goes with its operations.
    ///
    /// Operations a second are bounded by the size of a volume, and the throughput of a `gp3` volume by its operations:
    /// a quarter of a MiB a second for each. These bounds are not confirmed by a source that stackc's facts hold, so this
    /// is a note.
    ///
    /// ```stack
    /// volume search {
    ///   zone       = "us-east-1a"
    ///   type       = "gp3"
    ///   size       = 200 GB
    ///   throughput = 1000 MB per second  // info: volume-out-of-proportion
    /// }
    /// volume ledger {
    ///   zone = "us-east-1a"
    ///   type = "io1"
    ///   size = 100 GB
    ///   iops = 20_000  // info: volume-out-of-proportion
    /// }
    /// ```
    ///
    /// ```stack
    /// volume search {
    ///   zone       = "us-east-1a"
    ///   type       = "gp3"
    ///   size       = 200 GB
    ///   iops       = 4_000
    ///   throughput = 1000 MB per second
    /// }
    /// ```
    "volume-out-of-proportion" Info [
        Fact::unconfirmed("ebs.toml", "volume_type[name=gp3].throughput_per_iops_max_mib_s"),
        Fact::unconfirmed("ebs.toml", "volume_type[name=gp3].iops_per_gib_max"),
        Fact::unconfirmed("ebs.toml", "volume_type[name=io1].iops_per_gib_max"),
        Fact::unconfirmed("ebs.toml", "volume_type[name=io2].iops_per_gib_max"),
    ] each "volume" => check
}

fn check<'a>(cx: &mut Cx<'a>, (volume, _): Known<'a>) {
    let Some(ty) = volume.input("type").and_then(Value::as_str) else { return };
    let iops = volume.input("iops").and_then(Value::as_whole);
    let found = iops.and_then(|iops| too_small(volume, ty, iops));
    let slow = (ty == "gp3").then(|| too_few(volume, iops.unwrap_or(3_000))).flatten();
    found.into_iter().chain(slow).for_each(|one| cx.report(one));
}

/// More operations than the size gives.
fn too_small(volume: &Resource, ty: &str, iops: i64) -> Option<Diagnostic> {
    let (_, each) = PER_GIB.iter().find(|(name, _)| *name == ty)?;
    let gib = amount(volume, "size")?.checked_div(Decimal::from(GB))?;
    let most = gib.checked_mul(Decimal::from(*each))?.floor();
    let least = Decimal::from(iops).checked_div(Decimal::from(*each))?.ceil();
    (Decimal::from(iops) > most).then(|| {
        let size = volume.input("size").map(ToString::to_string).unwrap_or_default();
        let message = format!("{size} of `{ty}` give at most {most} operations a second, not {iops}");
        Diagnostic::new(&RULE, volume.place("iops"), message)
            .help(format!("ask for {most}, or make it {least} GB large"))
            .about(volume.address.as_str())
    })
}

/// More throughput than the operations carry.
fn too_few(volume: &Resource, iops: i64) -> Option<Diagnostic> {
    let asked = amount(volume, "throughput")?.checked_div(Decimal::from(MB_PER_SECOND))?;
    let most = Decimal::from(iops).checked_div(Decimal::from(4))?;
    let needed = asked.checked_mul(Decimal::from(4))?.ceil();
    (asked > most).then(|| {
        let most = Quantity::new(Dimension::Throughput, (most * Decimal::from(MB_PER_SECOND)).floor());
        let message = format!("{iops} operations a second carry at most {most}");
        Diagnostic::new(&RULE, volume.place("throughput"), message)
            .help(format!("write `iops = {needed}`"))
            .about(volume.address.as_str())
    })
}

fn amount(volume: &Resource, name: &str) -> Option<Decimal> {
    volume.input(name).and_then(Value::as_quantity).map(|quantity| quantity.amount)
}
