//! Targets that listen nobody knows where.

use super::{Cx, Known};
use crate::base::Fact;
use crate::catalog::Events;
use crate::check::tasks::containers;
use crate::diag::{Diagnostic, rule};
use crate::model::Value;

rule! {
    /// A load balancer is not told on which port its target listens.
    ///
    /// A target group has one port. Where a task has one container with a `port`, that is meant; a machine, and a task of
    /// which several containers listen or none does, needs it to be said.
    ///
    /// ```stack
    /// load_balancer public { zones = ["us-east-1a", "us-east-1b"] }
    /// instance till { type = "t3.small"  image = "ami-0123456789abcdef0" }
    /// load_balancer.public "/*" -> instance.till  // error: unknown-target-port
    /// ```
    ///
    /// ```stack
    /// load_balancer public { zones = ["us-east-1a", "us-east-1b"] }
    /// instance till { type = "t3.small"  image = "ami-0123456789abcdef0" }
    /// load_balancer.public "/*" -> instance.till { port = 8080 }
    /// ```
    "unknown-target-port" Error [
        Fact::new("elb.toml", "target_group.required_unless_lambda", "ELB v2 API model 2015-12-01"),
    ] each "flow" => check
}

fn check<'a>(cx: &mut Cx<'a>, (flow, _): Known<'a>) {
    let Some(ends) = flow.flow() else { return };
    let paths = cx.link(ends).is_some_and(|link| matches!(link.events, Events::Paths));
    if !paths || flow.input("port").is_some() || flow.places.get("port").is_some() {
        return;
    }
    let Some(target) = cx.target(ends).filter(|target| target.kind != "function") else { return };
    if cx.in_doubt(target) || cx.in_doubt(flow) {
        return;
    }
    let listens = |body: &crate::model::Map| body.get("port").and_then(Value::as_whole);
    let ports: Vec<(&str, i64)> =
        containers(target).filter_map(|(label, body)| Some((label, listens(body)?))).collect();
    let (message, help) = match ports.as_slice() {
        [_] => return,
        [] => (
            format!("nothing says on which port `{}` listens", target.address),
            "write it behind the arrow: `{ port = 8080 }`".to_owned(),
        ),
        [(first, port), ..] => {
            let all: Vec<String> = ports.iter().map(|(label, port)| format!("`{label}` on {port}")).collect();
            (
                format!("of `{}` several containers listen: {}", target.address, all.join(", ")),
                format!("say which is meant: `{{ port = {port} }}` for `{first}`"),
            )
        }
    };
    cx.report(Diagnostic::new(&RULE, ends.span, message).help(help).about(flow.address.as_str()));
}
