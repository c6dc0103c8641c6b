//! Firewalls with more rules than a security group has.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::firewalls::openings;
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// A firewall opens more than a security group has rules for.
    ///
    /// Each other end of each line is a rule, and a group has 60 in each direction, counted apart for IPv4 and IPv6, until AWS
    /// is asked for more; what names another group counts for both. Ranges that lie side by side can be one.
    ///
    /// ```stack
    /// let offices = range(0, 61)
    /// firewall till {  // warning: too-many-openings
    ///   open 443 from "10.0.${n}.0/24" for n in offices
    /// }
    /// instance till {
    ///   type      = "t3.small"
    ///   image     = "ami-0123456789abcdef0"
    ///   firewalls = [firewall.till]
    /// }
    /// ```
    ///
    /// ```stack
    /// firewall till { open 443 from "10.0.0.0/18" }
    /// instance till {
    ///   type      = "t3.small"
    ///   image     = "ami-0123456789abcdef0"
    ///   firewalls = [firewall.till]
    /// }
    /// ```
    "too-many-openings" Warning [
        Fact::new("vpc.toml", "security_group.rules_per_direction_default", "Amazon VPC quotas page"),
        Fact::new("vpc.toml", "security_group.rules_counted_separately", "Amazon VPC quotas page"),
    ] each "firewall" => check
}

/// Rules of one group in one direction, for one sort of addresses.
const MOST: usize = 60;

fn check<'a>(cx: &mut Cx<'a>, (firewall, _): Known<'a>) {
    let mut inward = [0; 2];
    let mut outward = [0; 2];
    if firewall.input("members") == Some(&Value::Bool(true)) {
        inward = [1; 2];
    }
    for opening in openings(firewall) {
        count(opening.from, &mut inward);
        count(opening.to, &mut outward);
    }
    for (counts, way) in [(inward, "in"), (outward, "out")] {
        for (count, addresses) in counts.into_iter().zip(["IPv4", "IPv6"]) {
            if count <= MOST {
                continue;
            }
            let message = format!(
                "`{}` has {count} rules for what comes {way} by {addresses}, and a security group has {MOST}",
                firewall.address
            );
            cx.report(
                Diagnostic::new(&RULE, firewall.head, message)
                    .help("join ranges that lie side by side, put callers behind one firewall and name that, or ask AWS for more")
                    .about(firewall.address.as_str()),
            );
            return;
        }
    }
}

/// Counts the other ends by their sort of addresses; a group has both.
fn count(ends: &[Value], counts: &mut [usize; 2]) {
    let [four, six] = counts;
    for end in ends {
        match end.as_str() {
            Some(range) if range.contains(':') => *six += 1,
            Some(_) => *four += 1,
            None => {
                *four += 1;
                *six += 1;
            }
        }
    }
}
