//! Code that stands where nothing it needs can be reached.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::networks::Standing;
use crate::diag::{Diagnostic, Severity, rule};
use crate::model::{Declared, Resource, Value};

rule! {
    /// Code stands on subnets from which no way leads to what it needs: its image, its logs, or what it uses.
    ///
    /// A subnet without a NAT gateway leads nowhere but into the network and to the endpoints there. A function in a network
    /// never has an address on the internet, a Fargate task only with `public_ip` on a public subnet. Tasks and jobs
    /// then never start, since their image is not reached; calls of functions last until their timeout, of which there is
    /// a note.
    ///
    /// ```stack
    /// network main { cidr = "10.0.0.0/16"  private = ["us-east-1a", "us-east-1b"] }
    /// bucket reports {}
    /// role report { trust = "lambda"  allow uses }
    /// function report {
    ///   runtime = "python3.13"
    ///   handler = "app.handler"
    ///   code    = "."
    ///   role    = role.report
    ///   network = network.main  // info: no-way-out
    ///   uses bucket.reports to write
    /// }
    /// ```
    ///
    /// ```stack
    /// network main {
    ///   cidr      = "10.0.0.0/16"
    ///   private   = ["us-east-1a", "us-east-1b"]
    ///   endpoints = ["s3"]
    /// }
    /// bucket reports {}
    /// role report { trust = "lambda"  allow uses }
    /// function report {
    ///   runtime = "python3.13"
    ///   handler = "app.handler"
    ///   code    = "."
    ///   role    = role.report
    ///   network = network.main
    ///   uses bucket.reports to write
    /// }
    /// ```
    "no-way-out" Warning [
        Fact::unconfirmed("vpc.toml", "endpoints.private_workload_needs.fargate_image_pull"),
        Fact::unconfirmed("vpc.toml", "endpoints.private_workload_needs.fargate_awslogs"),
        Fact::unconfirmed("vpc.toml", "endpoints.private_workload_needs.lambda_in_vpc"),
    ] each "function" "service" "task" "job_queue" => check
}

/// Kinds that are called by way of an endpoint, and its last word.
const SERVICES: &[(&str, &str)] =
    &[("bucket", "s3"), ("table", "dynamodb"), ("queue", "sqs"), ("topic", "sns"), ("function", "lambda")];

fn check<'a>(cx: &mut Cx<'a>, (code, _): Known<'a>) {
    let Some(standing) = Standing::of(cx, code) else { return };
    if standing.has_nat() {
        return;
    }
    let task = code.kind != "function";
    let addressed = code.input("public_ip") == Some(&Value::Bool(true));
    let at_aws = code.input("launch").and_then(Value::as_str).is_some_and(|one| one.starts_with("fargate"));
    if task && (addressed && standing.tier == "public" || !at_aws) {
        return;
    }
    let missing = standing.without_endpoint(&wanted(code, task));
    let Some(first) = missing.first() else { return };
    let rest = if missing.len() > 1 { format!(" nor to {} more", missing.len() - 1) } else { String::new() };
    let message = format!(
        "no way leads from the {} subnets of `{}` to `{first}`{rest}, which `{}` needs",
        standing.tier, standing.network.address, code.address
    );
    let endpoints: Vec<String> = missing.iter().map(|service| format!("\"{service}\"")).collect();
    let may = task && code.kind != "job_queue";
    let more = if may && standing.tier == "public" { ", or give its tasks a `public_ip`" } else { "" };
    cx.report(
        Diagnostic::new(&RULE, code.place("network"), message)
            .severity(if task { Severity::Warning } else { Severity::Info })
            .label(standing.network.head, "the network")
            .help(format!(
                "add `{}` to its `endpoints`, or stand on private subnets with a NAT gateway (`nat`){more}",
                endpoints.join(", ")
            ))
            .about(code.address.as_str()),
    );
}

/// The services that code needs by what the stack says of it.
fn wanted(code: &Resource, task: bool) -> Vec<&'static str> {
    let mut all = if task { vec!["ecr.api", "ecr.dkr", "s3", "logs"] } else { Vec::new() };
    for need in code.needs.iter().filter(|need| need.declared == Declared::ByStack) {
        let kind = need.on.as_ref().map(|on| on.kind());
        let service = SERVICES.iter().find(|(known, _)| Some(*known) == kind).map(|(_, service)| *service);
        all.extend(service.filter(|service| !all.contains(service)));
    }
    all
}
