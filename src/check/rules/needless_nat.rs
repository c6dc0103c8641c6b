//! Traffic that goes through a NAT gateway and need not.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::networks::texts;
use crate::diag::{Diagnostic, rule};

rule! {
    /// A network has a NAT gateway, and no gateway endpoint for S3.
    ///
    /// What goes through a NAT gateway is paid for by the gigabyte, images of ECR among it, whose layers come from S3. A gateway
    /// endpoint is a route past it, and costs nothing.
    ///
    /// ```stack
    /// network main {
    ///   cidr    = "10.0.0.0/16"
    ///   public  = ["us-east-1a"]
    ///   private = ["us-east-1a"]
    ///   nat     = ["us-east-1a"]  // info: needless-nat
    /// }
    /// ```
    ///
    /// ```stack
    /// network main {
    ///   cidr      = "10.0.0.0/16"
    ///   public    = ["us-east-1a"]
    ///   private   = ["us-east-1a"]
    ///   nat       = ["us-east-1a"]
    ///   endpoints = ["s3"]
    /// }
    /// ```
    "needless-nat" Info [
        Fact::unconfirmed("vpc.toml", "endpoints.gateway.services"),
        Fact::unconfirmed("vpc.toml", "endpoints.gateway.cost"),
    ] each "network" => check
}

fn check<'a>(cx: &mut Cx<'a>, (network, _): Known<'a>) {
    if texts(network, "nat").is_empty() || texts(network, "endpoints").contains(&"s3") || cx.in_doubt(network)
    {
        return;
    }
    let place = network.place("nat");
    let message =
        format!("what `{}` sends to S3 goes through its NAT gateway, and is paid for there", network.address);
    let diagnostic = Diagnostic::new(&RULE, place, message)
        .help("a gateway endpoint leads past it and costs nothing: `endpoints = [\"s3\", \"dynamodb\"]`")
        .about(network.address.as_str());
    let mendable = network.places.get("endpoints").is_none() && network.places.get("nat").is_some();
    cx.report(if mendable {
        diagnostic.fix("add a gateway endpoint", place.after(), "  endpoints = [\"s3\"]")
    } else {
        diagnostic
    });
}
