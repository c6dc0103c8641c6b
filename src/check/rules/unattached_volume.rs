//! Disks that nobody uses.

use rustc_hash::FxHashSet;

use super::Cx;
use crate::diag::{Diagnostic, rule};
use crate::model::{Address, Origin};

rule! {
    /// Nothing in the stack mounts a volume.
    ///
    /// A volume is paid for by the room that it has, from the day it is made, whether anybody uses it or not.
    ///
    /// ```stack
    /// volume spare { zone = "us-east-1a"  type = "gp3"  size = 500 GB }  // info: unattached-volume
    /// ```
    ///
    /// ```stack
    /// volume ledger { zone = "us-east-1a"  type = "gp3"  size = 20 GB }
    /// instance ledger {
    ///   type  = "t3.small"
    ///   image = "ami-0123456789abcdef0"
    ///   zone  = "us-east-1a"
    ///   mount "/ledger" from volume.ledger
    /// }
    /// ```
    "unattached-volume" Info => check
}

fn check(cx: &mut Cx<'_>) {
    // What could not be read may be what mounts it.
    let mut volumes = cx.of_kinds(&["volume"]).peekable();
    if volumes.peek().is_none() || cx.has_unread() {
        return;
    }
    let used: FxHashSet<&Address> =
        cx.links().resources.values().flat_map(|resource| &resource.edges).map(|edge| &edge.to).collect();
    for (volume, _) in volumes {
        if volume.origin == Origin::Written && !used.contains(&volume.address) {
            let message = format!("nothing mounts `{}`, and it is paid for all the same", volume.address);
            cx.report(
                Diagnostic::new(&RULE, volume.head, message)
                    .help(format!(
                        "`mount \"/data\" from {}` where it is needed, or take it out",
                        volume.address
                    ))
                    .about(volume.address.as_str()),
            );
        }
    }
}
