//! Batches that leave no machine.

use rust_decimal::Decimal;

use super::{Cx, Known};
use crate::base::Fact;
use crate::diag::{Diagnostic, rule};
use crate::model::{Map, Value};

rule! {
    /// A batch of a rolling deployment takes all the machines that there may be.
    ///
    /// A rolling deployment takes one batch of machines out of service, brings the new version onto them, and goes on. If
    /// the batch is as large as the fewest machines of `count`, nobody answers meanwhile, as if all were done at once. A
    /// smaller batch helps, or `rolling_with_additional_batch`, which starts machines besides.
    ///
    /// ```stack
    /// environment site {
    ///   platform = "Node.js 24"
    ///   count    = 2..4
    ///   deploy {
    ///     policy     = "rolling"
    ///     batch_size = 2  // warning: batch-takes-all
    ///   }
    /// }
    /// ```
    ///
    /// ```stack
    /// environment site {
    ///   platform = "Node.js 24"
    ///   count    = 2..4
    ///   deploy {
    ///     policy = "rolling"
    ///     batch  = 50%
    ///   }
    /// }
    /// ```
    "batch-takes-all" Warning [
        Fact::new("beanstalk.toml", "deployment_policy[id=Rolling].capacity_during", "Elastic Beanstalk developer guide, deployment policies and settings"),
        Fact::new("beanstalk.toml", "deployment_policy[id=RollingWithAdditionalBatch].capacity_during", "Elastic Beanstalk developer guide, deployment policies and settings"),
    ] each "environment" => check
}

fn check<'a>(cx: &mut Cx<'a>, (environment, _): Known<'a>) {
    let Some(deploy) = environment.input("deploy").and_then(Value::as_map) else { return };
    let alone = environment.input("load_balancer").and_then(Value::as_str) == Some("none");
    if deploy.get("policy").and_then(Value::as_str) != Some("rolling") || alone || cx.in_doubt(environment) {
        return;
    }
    let Some(Value::Range(ends)) = environment.input("count") else { return };
    let Value::Number(fewest) = ends.0 else { return };
    let (place, batch) = batch(deploy, fewest);
    if batch < fewest || fewest < Decimal::ONE {
        return;
    }
    let one = fewest == Decimal::ONE;
    let message = if one {
        "a batch takes the only machine, and none is left that answers".to_owned()
    } else {
        format!("a batch takes all of {fewest} machines, and none is left that answers")
    };
    let help = if one { "take more machines" } else { "take a smaller batch, more machines" };
    cx.report(
        Diagnostic::new(&RULE, environment.place(place), message)
            .label(environment.place("count"), "there may be so few")
            .help(format!("{help}, or `policy = \"rolling_with_additional_batch\"`"))
            .about(environment.address.as_str()),
    );
}

/// Where the batch is written, and how many of the machines it takes; a share of one machine is a whole one.
fn batch(deploy: &Map, fewest: Decimal) -> (&'static str, Decimal) {
    if let Some(Value::Number(size)) = deploy.get("batch_size") {
        return ("deploy.batch_size", *size);
    }
    match deploy.get("batch").and_then(Value::as_quantity) {
        Some(share) => {
            let machines = fewest.saturating_mul(share.amount) / Decimal::ONE_HUNDRED;
            ("deploy.batch", machines.floor().max(Decimal::ONE))
        }
        None => ("deploy.policy", fewest),
    }
}
