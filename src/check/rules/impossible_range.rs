//! Ranges of addresses that a network or a subnet cannot have.

use super::{Cx, Known};
use crate::base::{AddressRange, Fact};
use crate::check::networks::texts;
use crate::diag::{Diagnostic, rule};
use crate::model::{Origin, Resource, Value};

rule! {
    /// A network or subnet names addresses that AWS does not give.
    ///
    /// A VPC and a subnet have from 16 (`/28`) to 65536 (`/16`) addresses. A network that shall have a subnet in each of
    /// its zones must be a `/23` at least: a public one has a thirty-second part of it, and that may not be less than `/28`.
    ///
    /// ```stack
    /// network main {
    ///   cidr    = "10.0.0.0/24"  // error: impossible-range
    ///   private = ["us-east-1a", "us-east-1b"]
    ///   public  = ["us-east-1a", "us-east-1b"]
    /// }
    /// ```
    ///
    /// ```stack
    /// network main {
    ///   cidr    = "10.0.0.0/16"
    ///   private = ["us-east-1a", "us-east-1b"]
    ///   public  = ["us-east-1a", "us-east-1b"]
    /// }
    /// ```
    "impossible-range" Error [
        Fact::new("vpc.toml", "vpc.cidr.prefix_length", "EC2 API model 2016-11-15"),
        Fact::new("vpc.toml", "subnet.prefix_length", "EC2 API model 2016-11-15"),
    ] each "network" "subnet" => check
}

/// The bits that tell the subnets of a network apart.
const SUBNET_BITS: u32 = 5;

fn check<'a>(cx: &mut Cx<'a>, (resource, _): Known<'a>) {
    if !matches!(resource.origin, Origin::Written) {
        return;
    }
    let Some(text) = resource.input("cidr").and_then(Value::as_str) else { return };
    if let Some((message, help)) = fault(resource, text) {
        let place = resource.place("cidr");
        cx.report(Diagnostic::new(&RULE, place, message).help(help).about(resource.address.as_str()));
    }
}

fn fault(resource: &Resource, text: &str) -> Option<(String, String)> {
    let Some(range) = AddressRange::read(text) else {
        let help = "write the first address and the bits that all have in common: `\"10.0.0.0/16\"`";
        return Some((format!("`{text}` is no range of IPv4 addresses"), help.to_owned()));
    };
    let prefix = range.prefix();
    if !(16..=28).contains(&prefix) {
        let size = if prefix < 16 { "more" } else { "fewer" };
        let message = format!("`{text}` has {size} addresses than a {} may have", resource.kind);
        return Some((message, "it may be from `/16` (65536 addresses) to `/28` (16)".to_owned()));
    }
    let divided = ["public", "private", "isolated"].iter().any(|sort| !texts(resource, sort).is_empty());
    if divided && prefix + SUBNET_BITS > 28 {
        let message = format!(
            "`{text}` is too small to be cut into subnets: the smallest would be a `/{}`",
            prefix + SUBNET_BITS
        );
        let help =
            "make it a `/23` or larger, best a `/16`, or leave out the zones and declare each `subnet`";
        return Some((message, help.to_owned()));
    }
    None
}
