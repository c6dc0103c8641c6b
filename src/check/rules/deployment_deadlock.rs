//! Deployments in which nothing may be stopped and nothing started.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::cx::shares_text;
use crate::check::rollout::Rollout;
use crate::diag::{Diagnostic, Severity, rule};

const SOURCE: &str = "ECS API model 2014-11-13 and developer guide";

rule! {
    /// A rolling deployment can neither stop an old task nor start a new one.
    ///
    /// `minimum_healthy` says how many tasks must be well, rounded up, and `maximum` how many there may be, rounded down. If
    /// both come to the number of tasks that there are, ECS waits for ever, and the new version never comes. With few
    /// tasks rounding does it: half of one task that must be well is one task.
    ///
    /// ```stack
    /// cluster main {}
    /// service web {
    ///   cluster = cluster.main
    ///   launch  = "fargate"
    ///   cpu     = 0.5 vCPU
    ///   memory  = 1 GB
    ///   count   = 4
    ///   container app { image = "app:1.4.2"  port = 80 }
    ///   deploy {
    ///     minimum_healthy = 100%
    ///     maximum         = 100%  // error: deployment-deadlock
    ///   }
    /// }
    /// service small {
    ///   cluster = cluster.main
    ///   launch  = "fargate"
    ///   cpu     = 0.5 vCPU
    ///   memory  = 1 GB
    ///   count   = 1
    ///   container app { image = "app:1.4.2"  port = 80 }
    ///   deploy {
    ///     minimum_healthy = 50%
    ///     maximum         = 150%  // error: deployment-deadlock
    ///   }
    /// }
    /// ```
    ///
    /// ```stack
    /// cluster main {}
    /// service web {
    ///   cluster = cluster.main
    ///   launch  = "fargate"
    ///   cpu     = 0.5 vCPU
    ///   memory  = 1 GB
    ///   count   = 4
    ///   container app { image = "app:1.4.2"  port = 80 }
    ///   deploy { minimum_healthy = 50%  maximum = 100% }
    /// }
    /// ```
    "deployment-deadlock" Error [
        Fact::new("ecs.toml", "service.max_tasks_formula", SOURCE),
        Fact::new("ecs.toml", "service.min_tasks_formula", SOURCE),
        Fact::new("ecs.toml", "service.minimum_healthy_percent_default.replica", SOURCE),
        Fact::new("ecs.toml", "service.maximum_percent_default.replica", SOURCE),
    ] each "service" => check
}

fn check<'a>(cx: &mut Cx<'a>, (service, _): Known<'a>) {
    let Some(rollout) = Rollout::of(service) else { return };
    if !rollout.is_stuck(rollout.fewest.max(1)) || rollout.most == 0 {
        return;
    }
    let always = rollout.is_stuck(rollout.most);
    let count = if always { rollout.most } else { rollout.fewest.max(1) };
    let tasks = if count == 1 { "1 task".to_owned() } else { format!("{count} tasks") };
    let message = format!(
        "with {tasks} no deployment of `{}` can go on: {} must be well and {} may be there",
        service.address,
        rollout.must_be_well(count),
        rollout.may_be_there(count)
    );
    let at = if service.places.get("deploy.maximum").is_some() { "deploy.maximum" } else { "deploy" };
    let mut diagnostic = Diagnostic::new(&RULE, service.place(at), message)
        .help("let there be more, `maximum = 200%`, or let fewer be well meanwhile, `minimum_healthy = 0%`")
        .about(service.address.as_str());
    if !always {
        diagnostic = diagnostic.severity(Severity::Warning);
    }
    for (name, text) in [("maximum", "200%"), ("minimum_healthy", "0%")] {
        let place = service.places.get(&format!("deploy.{name}")).filter(|_| !shares_text(service));
        if let Some(place) = place {
            diagnostic = diagnostic.fix(format!("change `{name}` to `{text}`"), place, text);
        }
    }
    cx.report(diagnostic);
}
