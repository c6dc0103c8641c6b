//! Environments of one machine that ask for several.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::cx::shares_text;
use crate::check::fleets::ends;
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// An environment without a load balancer asks for more machines than the one that it has.
    ///
    /// Without a load balancer Elastic Beanstalk keeps one machine running, which has the address of the environment:
    /// fewest, most and wanted machines are all set to 1, whatever `count` says. More of them could not be reached.
    ///
    /// ```stack
    /// environment shop {
    ///   platform      = "Node.js 24"
    ///   load_balancer = "none"
    ///   count         = 2..4  // warning: more-than-one-machine
    /// }
    /// ```
    ///
    /// ```stack
    /// environment shop {
    ///   platform      = "Node.js 24"
    ///   load_balancer = "application"
    ///   count         = 2..4
    /// }
    /// ```
    "more-than-one-machine" Warning [
        Fact::unconfirmed("beanstalk.toml", "option.auto_scaling.single_instance_forces"),
    ] each "environment" => check
}

fn check<'a>(cx: &mut Cx<'a>, (environment, _): Known<'a>) {
    let alone = environment.input("load_balancer").and_then(Value::as_str) == Some("none");
    let Some(place) = environment.places.get("count").filter(|_| alone) else { return };
    let (_, most) = ends(environment);
    if most < 2 || cx.in_doubt(environment) {
        return;
    }
    let message =
        format!("`{}` has one machine, since nothing spreads requests over {most}", environment.address);
    let mut diagnostic = Diagnostic::new(&RULE, place, message)
        .label(environment.place("load_balancer"), "without a load balancer there is one machine")
        .help("take a load balancer, `load_balancer = \"application\"`, or write `count = 1`")
        .about(environment.address.as_str());
    if let Some(balancer) = environment.places.get("load_balancer").filter(|_| !shares_text(environment)) {
        diagnostic = diagnostic
            .fix("change `load_balancer` to `\"application\"`", balancer, "\"application\"")
            .fix("change `count` to `1`", place, "1");
    }
    cx.report(diagnostic);
}
