//! Ports that nobody outside should knock at.

use super::{Cx, Known};
use crate::check::firewalls::openings;
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// A firewall lets the whole internet to a port by which machines are managed, or databases are asked.
    ///
    /// Such ports are found within minutes and tried ever after. People come in by Session Manager, a VPN or from a range of
    /// addresses of their own; a database is asked by programs, which stand behind a firewall that can be named.
    ///
    /// ```stack
    /// firewall admin {
    ///   open 22 from "0.0.0.0/0"  // warning: open-to-the-world
    /// }
    /// instance till {
    ///   type      = "t3.small"
    ///   image     = "ami-0123456789abcdef0"
    ///   firewalls = [firewall.admin]
    /// }
    /// ```
    ///
    /// ```stack
    /// firewall admin {
    ///   open 22 from "203.0.113.0/24"
    /// }
    /// instance till {
    ///   type      = "t3.small"
    ///   image     = "ami-0123456789abcdef0"
    ///   firewalls = [firewall.admin]
    /// }
    /// ```
    "open-to-the-world" Warning each "firewall" => check
}

/// Ports, and what listens there.
const GUARDED: &[(i64, &str)] = &[
    (22, "SSH"),
    (3389, "Remote Desktop"),
    (3306, "MySQL"),
    (5432, "PostgreSQL"),
    (1433, "SQL Server"),
    (1521, "Oracle"),
    (6379, "Redis"),
    (27017, "MongoDB"),
    (9200, "Elasticsearch"),
    (11211, "Memcached"),
    (2049, "NFS"),
];

fn check<'a>(cx: &mut Cx<'a>, (firewall, _): Known<'a>) {
    for opening in openings(firewall) {
        let world = |peer: &Value| matches!(peer.as_str(), Some("0.0.0.0/0" | "::/0"));
        let Some(at) = opening.from.iter().position(world) else { continue };
        let open: Vec<String> = GUARDED
            .iter()
            .filter(|(port, _)| opening.has(*port))
            .map(|(port, what)| format!("{what} (`{port}`)"))
            .collect();
        let Some(first) = open.first() else { continue };
        let others =
            if open.len() > 1 { format!(" and {} others like it", open.len() - 1) } else { String::new() };
        let message = format!("`{}` lets the whole internet to {first}{others}", firewall.address);
        cx.report(
            Diagnostic::new(&RULE, firewall.place(&format!("open[{}].from[{at}]", opening.at)), message)
                .help("name the range that people come from, or the firewall of the programs that ask")
                .about(firewall.address.as_str()),
        );
    }
}
