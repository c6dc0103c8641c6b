//! Deployments in which the new task needs the volume that the old one still has.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::cx::shares_text;
use crate::check::mounts::mounts;
use crate::check::rollout::Rollout;
use crate::diag::{Diagnostic, rule};

rule! {
    /// A deployment starts the new task before it stops the old one, and both need the same EBS volume.
    ///
    /// A volume is attached to one host at a time. The new task can start on that very host only, if it has room for two;
    /// on any other it waits for a volume that is not let go before it is well. A service that mounts a volume stops its
    /// task first: it is away for as long as the new one takes to start.
    ///
    /// ```stack
    /// cluster main {}
    /// capacity fleet {
    ///   cluster = cluster.main
    ///   types   = ["m6i.large"]
    ///   count   = 2
    ///   zones   = ["us-east-1a"]
    /// }
    /// volume index { zone = "us-east-1a"  type = "gp3"  size = 200 GB }
    /// service search {
    ///   cluster = cluster.main
    ///   launch  = "ec2"
    ///   count   = 1
    ///   container engine {
    ///     image  = "search:8.15"
    ///     memory = 4 GB
    ///     mount "/index" from volume.index  // warning: volume-held-by-old-task
    ///   }
    /// }
    /// ```
    ///
    /// ```stack
    /// cluster main {}
    /// capacity fleet {
    ///   cluster = cluster.main
    ///   types   = ["m6i.large"]
    ///   count   = 2
    ///   zones   = ["us-east-1a"]
    /// }
    /// volume index { zone = "us-east-1a"  type = "gp3"  size = 200 GB }
    /// service search {
    ///   cluster = cluster.main
    ///   launch  = "ec2"
    ///   count   = 1
    ///   container engine {
    ///     image  = "search:8.15"
    ///     memory = 4 GB
    ///     mount "/index" from volume.index
    ///   }
    ///   deploy { minimum_healthy = 0%  maximum = 100% }
    /// }
    /// ```
    "volume-held-by-old-task" Warning [
        Fact::new("ecs.toml", "service.min_tasks_formula", "ECS API model 2014-11-13 and developer guide"),
        Fact::new("ecs.toml", "service.max_tasks_formula", "ECS API model 2014-11-13 and developer guide"),
        Fact::new("ecs.toml", "service.minimum_healthy_percent_default.replica", "ECS API model 2014-11-13 and developer guide"),
    ] each "service" => check
}

fn check<'a>(cx: &mut Cx<'a>, (service, kind): Known<'a>) {
    let Some(rollout) = Rollout::of(service).filter(Rollout::starts_first) else { return };
    let volume = |mount: &crate::check::mounts::Mount<'a>| {
        cx.get(mount.from).is_some_and(|volume| volume.kind == "volume")
    };
    let Some(mount) = mounts(service, kind).into_iter().find(volume) else { return };
    let count = rollout.fewest.max(1);
    let message = format!(
        "a new task of `{}` starts before the old one stops, and both need `{}`",
        service.address, mount.from
    );
    let mut diagnostic = Diagnostic::new(&RULE, mount.span, message)
        .help("let the old one stop first: `deploy { minimum_healthy = 0%  maximum = 100% }`")
        .about(service.address.as_str());
    if let Some(place) = service.places.get("deploy.minimum_healthy") {
        let well = format!("{} of {count} must be well meanwhile", rollout.must_be_well(count));
        diagnostic = diagnostic.label(place, well);
        if !shares_text(service) {
            diagnostic = diagnostic.fix("change `minimum_healthy` to `0%`", place, "0%");
        }
    }
    cx.report(diagnostic);
}
