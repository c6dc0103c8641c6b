//! Firewalls that nothing stands behind.

use rustc_hash::FxHashSet;

use super::Cx;
use crate::check::firewalls::{firewalls, openings};
use crate::diag::{Diagnostic, rule};
use crate::model::{Address, Resource, Value};

rule! {
    /// Nothing stands behind a firewall, and no other firewall names it.
    ///
    /// A security group does nothing by itself: it is in force for what names it among its `firewalls`.
    ///
    /// ```stack
    /// firewall web {  // info: unused-firewall
    ///   open 443 from "0.0.0.0/0"
    /// }
    /// ```
    ///
    /// ```stack
    /// firewall web { open 443 from "0.0.0.0/0" }
    /// instance till {
    ///   type      = "t3.small"
    ///   image     = "ami-0123456789abcdef0"
    ///   firewalls = [firewall.web]
    /// }
    /// ```
    "unused-firewall" Info => check
}

fn check(cx: &mut Cx<'_>) {
    let all: Vec<&Resource> = cx.of_kinds(&["firewall"]).map(|(resource, _)| resource).collect();
    if all.is_empty() || cx.has_unread() {
        return;
    }
    let mut used: FxHashSet<&Address> = FxHashSet::default();
    for (resource, _) in cx.resources().all() {
        used.extend(firewalls(resource));
    }
    for opening in all.iter().flat_map(|firewall| openings(firewall)) {
        used.extend(opening.from.iter().chain(opening.to).filter_map(Value::as_address));
    }
    // Its id may be handed on by an output.
    if !cx.stack().outputs.is_empty() {
        return;
    }
    for firewall in all.into_iter().filter(|firewall| !used.contains(&firewall.address)) {
        let message = format!("nothing stands behind `{}`", firewall.address);
        cx.report(
            Diagnostic::new(&RULE, firewall.head, message)
                .help(format!("write `firewalls = [{}]` where it shall be in force", firewall.address))
                .about(firewall.address.as_str()),
        );
    }
}
