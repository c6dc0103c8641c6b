//! Output that ECS may not write.

use super::{Cx, Known};
use crate::check::grants;
use crate::diag::{Diagnostic, rule};
use crate::iam::{Decision, decide};
use crate::model::{Origin, Resource, Value};

/// What ECS does to the log group of a task; without the first the containers do not start.
const ACTIONS: [&str; 2] = ["logs:CreateLogStream", "logs:PutLogEvents"];

rule! {
    /// The execution role of a task does not allow to write what its containers print.
    ///
    /// ECS writes the output under `execution_role`, and opens a stream for it before a container starts; refused that, the
    /// task stops. What the task's own `role` allows does not count, since only the code has that. Without
    /// `execution_role` there is one that allows it.
    ///
    /// ```stack
    /// cluster main {}
    /// role fetch {
    ///   trust = "ecs-tasks"
    ///   allow "logs:PutLogEvents" on "${log_group.web.arn}:*"
    /// }
    /// log_group web { of = service.web }
    /// service web {
    ///   cluster        = cluster.main
    ///   launch         = "fargate"
    ///   cpu            = 0.5 vCPU
    ///   memory         = 1 GB
    ///   count          = 2
    ///   execution_role = role.fetch  // error: logs-denied
    ///   container app { image = "public.ecr.aws/nginx/nginx:1.29"  port = 80 }
    /// }
    /// ```
    ///
    /// ```stack
    /// cluster main {}
    /// role fetch {
    ///   trust = "ecs-tasks"
    ///   allow "logs:CreateLogStream", "logs:PutLogEvents" on "${log_group.web.arn}:*"
    /// }
    /// log_group web { of = service.web }
    /// service web {
    ///   cluster        = cluster.main
    ///   launch         = "fargate"
    ///   cpu            = 0.5 vCPU
    ///   memory         = 1 GB
    ///   count          = 2
    ///   execution_role = role.fetch
    ///   container app { image = "public.ecr.aws/nginx/nginx:1.29"  port = 80 }
    /// }
    /// ```
    "logs-denied" Error each if |kind| kind.shape.attr("execution_role").is_some() => check
}

fn check<'a>(cx: &mut Cx<'a>, (task, _): Known<'a>) {
    let role = task.input("execution_role").and_then(Value::as_address).and_then(|role| cx.get(role));
    let Some(role) = role.filter(|role| role.origin == Origin::Written && !cx.in_doubt(role)) else { return };
    let Some(group) = log_group(cx, task) else { return };
    let on = format!("{}:*", group.arn().map(ecow::EcoString::as_str).unwrap_or_default());
    let held = cx.holding(role);
    let statements = held.statements();
    let refused = |action: &&&str| match decide(&statements, action, &on) {
        Decision::ExplicitlyDenied(_) => true,
        Decision::NotAllowed => held.is_complete(),
        Decision::Allowed | Decision::Unknown(_) => false,
    };
    let missing: Vec<&str> = ACTIONS.iter().filter(refused).copied().collect();
    if missing.is_empty() {
        return;
    }
    let names: Vec<String> = missing.iter().map(|action| format!("`{action}`")).collect();
    let (by, of) = (&role.address, &task.address);
    let message = format!("`{by}` does not allow {}, so that `{of}` cannot write its logs", names.join(", "));
    let mut found = Diagnostic::new(&RULE, task.place("execution_role"), message)
        .label(role.head, "ECS writes them under this role")
        .help("allow it in that role, or leave `execution_role` out")
        .about(of.as_str());
    let actions: Vec<String> = missing.iter().map(|action| format!("\"{action}\"")).collect();
    let named = grants::name_within(role, &group.address).filter(|_| group.origin == Origin::Written);
    let on = named.map_or(on.clone(), |name| format!("${{{name}.arn}}:*"));
    let lines = [format!("allow {} on \"{on}\"", actions.join(", "))];
    found.fixes.extend(grants::added(role, format!("allow it in `{by}`"), &lines));
    cx.report(found);
}

/// The log group of a task: the one that is made for it, or that is declared to be its.
fn log_group<'a>(cx: &Cx<'a>, task: &Resource) -> Option<&'a Resource> {
    let own = |group: &&'a Resource| {
        let declared = group.input("of").and_then(Value::as_address);
        let made = matches!(&group.origin, Origin::Implicit(owner) if *owner == task.address);
        group.kind == "log_group" && (made || declared == Some(&task.address))
    };
    let led = task.edges.iter().filter_map(|edge| cx.get(&edge.to));
    cx.get(&task.address.part("log_group")).into_iter().chain(led).find(own)
}
