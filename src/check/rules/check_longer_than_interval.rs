//! Checks of targets that would overlap.

use super::{Cx, Known};
use crate::base::{Dimension, Fact, Quantity};
use crate::check::cx::shares_text;
use crate::diag::{Diagnostic, rule};
use crate::model::{Origin, Value};

rule! {
    /// A load balancer waits for the answer to a check as long as until the next check, or longer.
    ///
    /// ELB refuses a target group whose checks may take longer than lies between two of them. Where nothing is said, a
    /// check takes up to 6 s and there are 30 s between two.
    ///
    /// ```stack
    /// load_balancer public { zones = ["us-east-1a", "us-east-1b"] }
    /// instance till { type = "t3.small"  image = "ami-0123456789abcdef0" }
    /// load_balancer.public "/*" -> instance.till {
    ///   port     = 80
    ///   interval = 5s  // error: check-longer-than-interval
    /// }
    /// ```
    ///
    /// ```stack
    /// load_balancer public { zones = ["us-east-1a", "us-east-1b"] }
    /// instance till { type = "t3.small"  image = "ami-0123456789abcdef0" }
    /// load_balancer.public "/*" -> instance.till {
    ///   port     = 80
    ///   interval = 5s
    ///   patience = 4s
    /// }
    /// ```
    "check-longer-than-interval" Error [
        Fact::new("elb.toml", "target_group.health_check.timeout_must_be_below_interval", "ELB v2 API model 2015-12-01"),
        Fact::new("elb.toml", "target_group.health_check.defaults.interval_s", "ELB v2 API model 2015-12-01"),
        Fact::new("elb.toml", "target_group.health_check.defaults.timeout_s", "ELB v2 API model 2015-12-01"),
    ] each "target_group" => check
}

/// Milliseconds.
const SECOND: i64 = 1_000;

fn check<'a>(cx: &mut Cx<'a>, (group, _): Known<'a>) {
    let seconds = |seconds: i64| Quantity::whole(Dimension::Duration, seconds * SECOND);
    let said = |name: &str| group.input(name).and_then(Value::as_quantity);
    let is = |name: &str, words: &[&str]| {
        group.input(name).and_then(Value::as_str).is_some_and(|word| words.contains(&word))
    };
    let function = is("targets", &["lambda"]);
    if function && group.input("health").is_none() && group.input("checked").is_none() {
        return;
    }
    let (often, long) = match (function, is("protocol", &["http", "https"])) {
        (true, _) => (35, 30),
        (false, false) => (30, 10),
        (false, true) => (30, 6),
    };
    let (interval, patience) =
        (said("interval").unwrap_or(seconds(often)), said("patience").unwrap_or(seconds(long)));
    if patience < interval {
        return;
    }
    let place = if said("patience").is_some() { "patience" } else { "interval" };
    let unsaid = if said("patience").is_none() { ", as it may if nothing is said" } else { "" };
    let message = format!("one check may take {patience}{unsaid}, and the next one comes after {interval}");
    let shorter = interval.as_whole().map(|millis| (millis / SECOND - 1).max(2)).map(seconds);
    let mut diagnostic = Diagnostic::new(&RULE, group.place(place), message);
    if let Origin::Implicit(flow) = &group.origin {
        diagnostic = diagnostic.about(flow.as_str());
    }
    if let Some(shorter) = shorter {
        diagnostic = diagnostic.help(format!("write `patience = {shorter}`"));
        if let Some(span) = group.places.get("patience").filter(|_| !shares_text(group)) {
            diagnostic = diagnostic.fix(format!("change to `{shorter}`"), span, shorter.to_string());
        }
    }
    cx.report(diagnostic);
}
