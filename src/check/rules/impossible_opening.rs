//! Lines of firewalls that open nothing, or nothing that there is.

use rustc_hash::FxHashMap;

use super::{Cx, Known};
use crate::base::{AddressRange, Fact, is_ipv6_range};
use crate::check::firewalls::{Opening, openings};
use crate::diag::{Diagnostic, rule};
use crate::model::{Resource, Value};

rule! {
    /// A line of a firewall does not say who gets in or out, or says it in a way that EC2 refuses.
    ///
    /// Each rule of a security group has a direction and another end: a range of addresses, or a group. ICMP has no ports;
    /// what stands in their place there is a type and a code. And each rule is there once.
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
        Fact::new("vpc.toml", "security_group.duplicate_rule_error", "EC2 API model 2016-11-15"),
    ] each "firewall" => check
}

fn check<'a>(cx: &mut Cx<'a>, (firewall, _): Known<'a>) {
    for opening in openings(firewall) {
        let Some((message, help)) = fault(&opening) else { continue };
        let place = firewall.place(&format!("open[{}]", opening.at));
        cx.report(Diagnostic::new(&RULE, place, message).help(help).about(firewall.address.as_str()));
    }
    twice(cx, firewall);
}

/// Says which line lets in or out what an earlier one does.
fn twice(cx: &mut Cx<'_>, firewall: &Resource) {
    let mut known: FxHashMap<Line<'_>, usize> = FxHashMap::default();
    for opening in openings(firewall) {
        for (way, verb, ends) in [("from", "comes", opening.from), ("to", "goes", opening.to)] {
            for (at, end) in ends.iter().enumerate() {
                let before = known.insert((way, opening.ports, opening.protocol, end), opening.at);
                let Some(before) = before.filter(|before| *before != opening.at) else { continue };
                let place = firewall.place(&format!("open[{}].{way}[{at}]", opening.at));
                let message = format!("what {verb} {way} `{end}` is let through twice");
                cx.report(
                    Diagnostic::new(&RULE, place, message)
                        .label(firewall.place(&format!("open[{before}]")), "first here")
                        .help("take it out of one of the two lines: EC2 takes each rule once")
                        .about(firewall.address.as_str()),
                );
            }
        }
    }
}

/// Which way a line lets what through, and whom.
type Line<'a> = (&'static str, (i64, i64), &'a str, &'a Value);

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
    let mut wrong = ranges.filter(|range| AddressRange::read(range).is_none() && !is_ipv6_range(range));
    wrong.next().map(|range| {
        let help = if range.contains(':') {
            "write a range, `\"2001:db8::/56\"`, with `/128` for a single address, or `firewall.name`"
        } else {
            "write a range, `\"10.0.0.0/16\"`, with `/32` for a single address, or `firewall.name`"
        };
        (format!("`{range}` is no range of addresses"), help)
    })
}
