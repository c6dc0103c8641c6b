//! Functions behind load balancers that know no requests.

use super::{Cx, Known};
use crate::base::Fact;
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// A network load balancer leads to a function.
    ///
    /// A function is called with a request and answers it. A network load balancer passes on connections and knows nothing
    /// of requests, so only an application load balancer, which is the default, can call functions.
    ///
    /// ```stack
    /// load_balancer front {
    ///   type  = "network"
    ///   zones = ["us-east-1a", "us-east-1b"]
    /// }
    /// function search {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./search"
    /// }
    /// load_balancer.front -> function.search  // error: network-to-function
    /// ```
    ///
    /// ```stack
    /// load_balancer front { zones = ["us-east-1a", "us-east-1b"] }
    /// function search {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./search"
    /// }
    /// load_balancer.front "/search" -> function.search
    /// ```
    "network-to-function" Error [
        Fact::new("elb.toml", "lambda_targets.load_balancer_types", "ELB guide, Lambda functions as targets"),
    ] each "flow" => check
}

fn check<'a>(cx: &mut Cx<'a>, (flow, _): Known<'a>) {
    let Some(ends) = flow.flow() else { return };
    let Some(source) = cx.source(ends).filter(|source| source.kind == "load_balancer") else { return };
    let kind = source.input("type").and_then(Value::as_str);
    if kind != Some("network") || cx.target(ends).is_none_or(|target| target.kind != "function") {
        return;
    }
    let message =
        format!("`{}` passes on connections, and `{}` answers requests", source.address, ends.target);
    let place = source.place("type");
    cx.report(
        Diagnostic::new(&RULE, ends.span, message)
            .label(place, "this makes it one for connections")
            .help("let it be an application load balancer, by leaving out `type`, or lead to a `service` or `instance`")
            .about(flow.address.as_str()),
    );
}
