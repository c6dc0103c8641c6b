//! Lines of firewalls that open nothing, or nothing that there is.

use super::{Cx, Known};
use crate::base::{AddressRange, Fact};
use crate::check::networks::{Opening, openings};
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// A line of a firewall does not say who gets in or out, or says it in a way that EC2 refuses.
    ///
    /// Each rule of a security group has a direction and another end: a range of addresses, or a group. ICMP has no ports;
    /// what stands in their place there is a type and a code.
    ///
    /// ```stack
    /// firewall web {
    ///   open 443  // error: impossible-opening
    /// }
    /// instance till {
    ///   type      = "t3.small"
    ///   image     = "ami-0123456789abcdef0"
    ///   firewalls = [firewall.web]
    /// }
    /// ```
    ///
    /// ```stack
    /// firewall web {
    ///   open 443 from "0.0.0.0/0"
    /// }
    /// instance till {
    ///   type      = "t3.small"
    ///   image     = "ami-0123456789abcdef0"
    ///   firewalls = [firewall.web]
    /// }
    /// ```
    "impossible-opening" Error [
        Fact::new("vpc.toml", "security_group.rule_peer_exactly_one_of", "EC2 API model 2016-11-15"),
        Fact::new("vpc.toml", "security_group.ports_required_for", "EC2 API model 2016-11-15"),
    ] each "firewall" => check
}

fn check<'a>(cx: &mut Cx<'a>, (firewall, _): Known<'a>) {
    for opening in openings(firewall) {
        let Some((message, help)) = fault(&opening) else { continue };
        let place = firewall.place(&format!("open[{}]", opening.at));
        cx.report(Diagnostic::new(&RULE, place, message).help(help).about(firewall.address.as_str()));
    }
}

fn fault(opening: &Opening<'_>) -> Option<(String, &'static str)> {
    match (opening.from, opening.to) {
        ([], []) => {
            return Some((
                "nothing says for whom this is open".to_owned(),
                "write `from` who gets in, or `to` where they get out: `from \"0.0.0.0/0\"` is everybody",
            ));
        }
        ([_, ..], [_, ..]) => {
            return Some(("this is open in both directions at once".to_owned(), "write a line for each"));
        }
        _ => {}
    }
    let ranges = opening.from.iter().chain(opening.to).filter_map(Value::as_str);
    let mut wrong = ranges.filter(|range| !range.contains(':') && AddressRange::read(range).is_none());
    wrong.next().map(|range| {
        let help = "write a range, `\"10.0.0.0/16\"`, with `/32` for a single address, or `firewall.name`";
        (format!("`{range}` is no range of addresses"), help)
    })
}
