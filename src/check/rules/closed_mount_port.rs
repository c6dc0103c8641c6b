//! File systems behind a closed door.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::calls::{calls, closed, let_in};
use crate::diag::{Diagnostic, rule};

rule! {
    /// Something mounts a file system whose firewalls do not let it in.
    ///
    /// The mount targets of a file system are asked by NFS, on port 2049. Where that is closed, a mount waits until it gives
    /// up, and tasks that mount it do not start. A file system that names no firewalls has one of its own, which lets in
    /// those who mount it.
    ///
    /// ```stack
    /// firewall till { open 443 from "0.0.0.0/0" }
    /// firewall files { open 443 from firewall.till }
    /// file_system shared { zones = ["us-east-1a"]  firewalls = [firewall.files] }
    /// instance till {
    ///   type      = "t3.small"
    ///   image     = "ami-0123456789abcdef0"
    ///   zone      = "us-east-1a"
    ///   firewalls = [firewall.till]
    ///   mount "/data" from file_system.shared  // info: closed-mount-port
    /// }
    /// ```
    ///
    /// ```stack
    /// firewall till { open 443 from "0.0.0.0/0" }
    /// firewall files { open 2049 from firewall.till }
    /// file_system shared { zones = ["us-east-1a"]  firewalls = [firewall.files] }
    /// instance till {
    ///   type      = "t3.small"
    ///   image     = "ami-0123456789abcdef0"
    ///   zone      = "us-east-1a"
    ///   firewalls = [firewall.till]
    ///   mount "/data" from file_system.shared
    /// }
    /// ```
    "closed-mount-port" Info [
        Fact::unconfirmed("efs.toml", "mount_target.nfs_port"),
    ] each if |kind| crate::catalog::can_mount(kind.shape) => check
}

fn check<'a>(cx: &mut Cx<'a>, known: Known<'a>) {
    for call in calls(cx, known).into_iter().filter(|call| call.mount) {
        let Some((port, firewall)) = closed(cx, &call) else { continue };
        let message = format!(
            "`{}` is mounted by port {port}, which `{}` does not open for `{}`",
            call.on.address, firewall.address, call.by.address
        );
        let diagnostic = Diagnostic::new(&RULE, call.span, message)
            .label(firewall.head, "what is not opened here is closed")
            .about(known.0.address.as_str());
        cx.report(let_in(cx, diagnostic, &call, (port, firewall)));
    }
}
