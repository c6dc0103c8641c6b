//! Deployments that need more than one machine.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::cx::shares_text;
use crate::diag::{Diagnostic, Severity, rule};
use crate::model::Value;

rule! {
    /// An environment without a load balancer is to be deployed to batch by batch.
    ///
    /// Without a load balancer there is one machine: no batch of it leaves another that answers, and nothing sends a part of
    /// the requests elsewhere. Elastic Beanstalk takes `all_at_once` there, with an interruption, and `immutable`, which
    /// starts the new machine beside the old one. To split the traffic takes a load balancer of the sort `application`.
    ///
    /// ```stack
    /// environment site {
    ///   platform      = "Node.js 24"
    ///   load_balancer = "none"
    ///   deploy { policy = "rolling" }  // error: rolling-without-load-balancer
    /// }
    /// ```
    ///
    /// ```stack
    /// environment site {
    ///   platform      = "Node.js 24"
    ///   load_balancer = "none"
    ///   deploy { policy = "immutable" }
    /// }
    /// ```
    "rolling-without-load-balancer" Error [
        Fact::new("beanstalk.toml", "deployment_policy[id=Rolling].single_instance", "Elastic Beanstalk developer guide, deployment policies and settings"),
        Fact::new("beanstalk.toml", "deployment_policy[id=RollingWithAdditionalBatch].single_instance", "Elastic Beanstalk developer guide, deployment policies and settings"),
        Fact::new("beanstalk.toml", "deployment_policy[id=TrafficSplitting].single_instance", "Elastic Beanstalk developer guide, deployment policies and settings"),
        Fact::new("beanstalk.toml", "deployment_policy[id=Immutable].single_instance", "Elastic Beanstalk developer guide, deployment policies and settings"),
        Fact::unconfirmed("beanstalk.toml", "deployment_policy[id=TrafficSplitting].requires_load_balancer"),
    ] each "environment" => check
}

fn check<'a>(cx: &mut Cx<'a>, (environment, _): Known<'a>) {
    let Some(balancer) = environment.input("load_balancer").and_then(Value::as_str) else { return };
    let deploy = environment.input("deploy").and_then(Value::as_map);
    let Some(policy) = deploy.and_then(|deploy| deploy.get("policy")?.as_str()) else { return };
    let splits = policy == "traffic_splitting";
    let alone = balancer == "none" && (splits || policy.starts_with("rolling"));
    let unsplit = splits && balancer != "application";
    if !(alone || unsplit) {
        return;
    }
    let place = environment.place("deploy.policy");
    let mut found = if alone {
        Diagnostic::new(&RULE, place, format!("`{policy}` needs several machines, and this has one"))
            .label(environment.place("load_balancer"), "without a load balancer there is one machine")
            .help("write `policy = \"immutable\"`, or take a load balancer and a `count` of 2 or more")
    } else {
        Diagnostic::new(&RULE, place, format!("a {balancer} load balancer does not split the traffic"))
            .help("write `load_balancer = \"application\"`, or another policy")
            .severity(Severity::Info)
    };
    let written = environment.places.get("deploy.policy").filter(|_| alone && !shares_text(environment));
    // What goes with the policy would be left behind.
    let bare =
        deploy.is_some_and(|deploy| !["batch", "batch_size"].iter().any(|name| deploy.contains_key(name)));
    if let Some(written) = written.filter(|_| bare && !splits) {
        found = found.fix("change to `\"immutable\"`", written, "\"immutable\"");
    }
    cx.report(found.about(environment.address.as_str()));
}
