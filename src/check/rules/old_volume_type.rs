//! Types of volumes that AWS has left behind.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::cx::shares_text;
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// A volume is of a type of a former generation.
    ///
    /// `standard` volumes are magnetic disks: slow, of at most 1 TB, and with a price for each read and write. A volume
    /// changes its type in place, so that nothing is lost by it.
    ///
    /// ```stack
    /// volume ledger {
    ///   zone = "us-east-1a"
    ///   type = "standard"  // info: old-volume-type
    ///   size = 20 GB
    /// }
    /// ```
    ///
    /// ```stack
    /// volume ledger {
    ///   zone = "us-east-1a"
    ///   type = "gp3"
    ///   size = 20 GB
    /// }
    /// ```
    "old-volume-type" Info [
        Fact::new("ebs.toml", "volume_type[name=standard].previous_generation", "EC2 API model 2016-11-15"),
    ] each "volume" => check
}

fn check<'a>(cx: &mut Cx<'a>, (volume, _): Known<'a>) {
    if volume.input("type").and_then(Value::as_str) != Some("standard") {
        return;
    }
    let diagnostic =
        Diagnostic::new(&RULE, volume.place("type"), "`standard` volumes are of a former generation")
            .help("`gp3` is faster, and a volume changes its type in place")
            .about(volume.address.as_str());
    let place = volume.places.get("type").filter(|_| !shares_text(volume));
    cx.report(match place {
        Some(place) => diagnostic.fix("change to `\"gp3\"`", place, "\"gp3\""),
        None => diagnostic,
    });
}
