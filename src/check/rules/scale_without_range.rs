//! Scaling with nothing to move in, and ranges that nothing moves in.

use super::{Cx, Known};
use crate::base::Fact;
use crate::check::fleets::ends;
use crate::diag::{Diagnostic, Severity, rule};

rule! {
    /// A service scales although its number of tasks is fixed, or has a range and nothing that moves it.
    ///
    /// `scale` moves the number of tasks within `count`. Where that is one number there is nothing to move; where it is a
    /// range without `scale`, the number stays at the lower end unless somebody changes it by hand.
    ///
    /// ```stack
    /// cluster main {}
    /// service web {
    ///   cluster = cluster.main
    ///   launch  = "fargate"
    ///   cpu     = 0.5 vCPU
    ///   memory  = 1 GB
    ///   count   = 2  // warning: scale-without-range
    ///   container app { image = "app:1.4.2"  port = 80 }
    ///   scale { cpu = 60% }
    /// }
    /// service quiet {
    ///   cluster = cluster.main
    ///   launch  = "fargate"
    ///   cpu     = 0.5 vCPU
    ///   memory  = 1 GB
    ///   count   = 2..6  // info: scale-without-range
    ///   container app { image = "app:1.4.2"  port = 80 }
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
    ///   count   = 2..6
    ///   container app { image = "app:1.4.2"  port = 80 }
    ///   scale { cpu = 60% }
    /// }
    /// ```
    "scale-without-range" Warning [
        Fact::new("update_behavior.toml", "AWS::ApplicationAutoScaling::ScalableTarget", "CloudFormation resource schema"),
    ] each "service" => check
}

fn check<'a>(cx: &mut Cx<'a>, (service, _): Known<'a>) {
    let (fewest, most) = ends(service);
    let scales = service.input("scale").is_some();
    if scales == (fewest < most) || service.input("count").is_none() || cx.in_doubt(service) {
        return;
    }
    let place = service.place("count");
    let diagnostic = if scales {
        let message = format!("`{}` scales, but always has {most} of its tasks", service.address);
        Diagnostic::new(&RULE, place, message)
            .label(service.place("scale"), "this has nothing to move")
            .help(format!("let `count` be a range, such as `{most}..{}`", most.saturating_mul(2).max(2)))
    } else {
        let message =
            format!("nothing moves the tasks of `{}`, so there are always {fewest}", service.address);
        Diagnostic::new(&RULE, place, message)
            .help("add `scale { cpu = 60% }`, or write one number")
            .severity(Severity::Info)
    };
    cx.report(diagnostic.about(service.address.as_str()));
}
