//! What leads from one network to another, or into one from outside.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::calls::{Call, Place, calls, can_call, place};
use crate::check::networks::network;
use crate::diag::{Diagnostic, rule};
use crate::model::{Resource, Value};

rule! {
    /// Something calls or mounts what stands in another network, or in one where it does not stand itself.
    ///
    /// Addresses of a network mean something in that network alone. A target group belongs to one VPC, and so do the mount
    /// targets of a file system. A function without a `network` runs in none of the account's: it reaches what the internet
    /// reaches, such as an internet-facing load balancer, and nothing else.
    ///
    /// ```stack
    /// network main { cidr = "10.0.0.0/16"  private = ["us-east-1a", "us-east-1b"]  endpoints = ["sqs"] }
    /// instance books {
    ///   type    = "t3.small"
    ///   image   = "ami-0123456789abcdef0"
    ///   network = network.main
    /// }
    /// function report {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./report"
    ///   uses instance.books to call  // warning: out-of-reach
    /// }
    /// ```
    ///
    /// ```stack
    /// network main { cidr = "10.0.0.0/16"  private = ["us-east-1a", "us-east-1b"]  endpoints = ["sqs"] }
    /// instance books {
    ///   type    = "t3.small"
    ///   image   = "ami-0123456789abcdef0"
    ///   network = network.main
    /// }
    /// function report {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./report"
    ///   network = network.main
    ///   uses instance.books to call
    /// }
    /// ```
    "out-of-reach" Warning [
        Fact::new("elb.toml", "target_group.immutable", "ELB v2 API model 2015-12-01"),
        Fact::new("efs.toml", "mount_target.vpcs_per_file_system_max", "EFS API model 2015-02-01"),
    ] each if |kind| can_call(kind) => check
}

fn check<'a>(cx: &mut Cx<'a>, known: Known<'a>) {
    for call in calls(cx, known) {
        let Place::Itself(target) = place(cx, call.on) else { continue };
        if cx.in_doubt(call.by) || cx.in_doubt(target) || faces_the_internet(&call) {
            continue;
        }
        let (from, to) = match place(cx, call.by) {
            Place::Somewhere => continue,
            Place::Itself(caller) if network(cx, caller) == network(cx, target) => continue,
            Place::Itself(caller) => (Some(caller), network(cx, target)),
            // By a connector that stands outside the stack; and what a function needs for a mount is another rule.
            Place::Outside if call.mount || call.by.input("vpc_connector").is_some() => continue,
            Place::Outside => (None, network(cx, target)),
        };
        cx.report(finding(cx, &call, from, to).about(known.0.address.as_str()));
    }
}

/// Whether a target has an address on the internet, by which it is called from everywhere.
fn faces_the_internet(call: &Call<'_>) -> bool {
    let public = call
        .doors
        .public
        .is_some_and(|(attr, value)| call.on.input(attr).and_then(Value::as_str) == Some(value));
    !call.mount && (public || call.on.input("public_ip") == Some(&Value::Bool(true)))
}

fn finding<'a>(cx: &Cx<'a>, call: &Call<'a>, from: Option<&'a Resource>, to: Option<&Value>) -> Diagnostic {
    let named = |network: Option<&Value>| match network {
        Some(network) => format!("`{network}`"),
        None => "the default VPC".to_owned(),
    };
    let (by, on) = (&call.by.address, &call.on.address);
    let message = match from {
        Some(caller) => {
            format!("`{on}` stands in {}, and `{by}` in {}", named(to), named(network(cx, caller)))
        }
        None => format!("`{on}` stands in {}, and `{by}` in no network", named(to)),
    };
    let other =
        if call.mount { "mount what stands where it stands itself" } else { "call it over the internet" };
    let help = match to {
        Some(network) => format!("write `network = {network}` in `{by}`, or {other}"),
        None => format!("let both stand in one network: name it as `network` of `{by}` and of `{on}`"),
    };
    Diagnostic::new(&RULE, call.span, message).label(call.on.place("network"), "it stands there").help(help)
}
