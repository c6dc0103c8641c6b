//! Images that ECS may not fetch.

use std::collections::BTreeSet;

use super::{Cx, Known};
use crate::check::grants;
use crate::check::tasks::containers;
use crate::diag::{Diagnostic, rule};
use crate::iam::{Asked, Decision, Holding, decide};
use crate::model::{Origin, Resource, Value};

rule! {
    /// The execution role of a task does not allow to fetch the image of one of its containers.
    ///
    /// ECS fetches images before any code runs, under `execution_role`; what the task's own `role` allows does not count,
    /// since only the code has that. The task stops before it starts. Without `execution_role` there is one that allows it.
    ///
    /// ```stack
    /// cluster main {}
    /// repository web { immutable = true  keep_images = 10 }
    /// role fetch {
    ///   trust = "ecs-tasks"
    ///   allow "logs:CreateLogStream", "logs:PutLogEvents" on "*"
    /// }
    /// role code {
    ///   trust = "ecs-tasks"
    ///   allow "ecr:GetAuthorizationToken" on "*"
    ///   allow "ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage" on repository.web
    /// }
    /// service web {
    ///   cluster        = cluster.main
    ///   launch         = "fargate"
    ///   cpu            = 0.5 vCPU
    ///   memory         = 1 GB
    ///   count          = 2
    ///   role           = role.code
    ///   execution_role = role.fetch
    ///   container app { image = "${repository.web.url}:1.4.2"  port = 80 }  // error: image-pull-denied
    /// }
    /// ```
    ///
    /// ```stack
    /// cluster main {}
    /// repository web { immutable = true  keep_images = 10 }
    /// role fetch {
    ///   trust = "ecs-tasks"
    ///   allow "logs:CreateLogStream", "logs:PutLogEvents" on "*"
    ///   allow "ecr:GetAuthorizationToken" on "*"
    ///   allow "ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage" on repository.web
    /// }
    /// service web {
    ///   cluster        = cluster.main
    ///   launch         = "fargate"
    ///   cpu            = 0.5 vCPU
    ///   memory         = 1 GB
    ///   count          = 2
    ///   execution_role = role.fetch
    ///   container app { image = "${repository.web.url}:1.4.2"  port = 80 }
    /// }
    /// ```
    "image-pull-denied" Error each if |kind| kind.shape.attr("execution_role").is_some() => check
}

fn check<'a>(cx: &mut Cx<'a>, (task, kind): Known<'a>) {
    let role = task.input("execution_role").and_then(Value::as_address).and_then(|role| cx.get(role));
    let Some(role) = role.filter(|role| role.origin == Origin::Written && !cx.in_doubt(role)) else { return };
    let held = cx.holding(role);
    let code = cx.role_of(task, kind).map(|role| (role, cx.holding(role)));
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for (label, body) in containers(task) {
        let Some(image) = body.get("image").and_then(Value::as_str) else { continue };
        let Some((repository, url)) = repository(cx, task, image).filter(|(_, url)| told.insert(url)) else {
            continue;
        };
        let wanted = wanted(cx, repository);
        let missing: Vec<&(String, &'static str)> =
            wanted.iter().filter(|(on, action)| refuses(&held, action, on)).collect();
        if missing.is_empty() {
            continue;
        }
        let place = task.place(&format!("container.{label}.image"));
        let names: BTreeSet<String> = missing.iter().map(|(_, action)| format!("`{action}`")).collect();
        let names = names.into_iter().collect::<Vec<_>>().join(", ");
        let message = format!("`{}` does not allow {names}, so that `{url}` cannot be fetched", role.address);
        let mut found = Diagnostic::new(&RULE, place, message)
            .label(task.place("execution_role"), "ECS fetches images under this role")
            .about(task.address.as_str());
        let of_code = code.as_ref().filter(|(_, held)| {
            missing.iter().all(|(on, action)| decide(&held.statements(), action, on) == Decision::Allowed)
        });
        found = match of_code {
            Some((code, _)) => {
                found.help(format!("`{}` allows it, but only the code has that role", code.address))
            }
            None => found.help("allow it in that role, or leave `execution_role` out"),
        };
        let mut asked: Vec<Asked<'_>> =
            missing.iter().map(|(on, action)| Asked { resource: on, action }).collect();
        asked.sort_unstable();
        let lines = lines(role, repository, &asked);
        found.fixes.extend(grants::added(role, format!("allow it in `{}`", role.address), &lines));
        cx.report(found);
    }
}

/// The repository of the stack that an image is in, and its URL.
fn repository<'a>(cx: &Cx<'a>, task: &'a Resource, image: &str) -> Option<(&'a Resource, &'a str)> {
    let led = task.edges.iter().filter_map(|edge| cx.get(&edge.to));
    let mut urls = led.filter_map(|other| Some((other, other.output("url")?)));
    urls.find(|(_, url)| {
        image.strip_prefix(*url).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '@']))
    })
}

/// What is needed in order to fetch from a repository: what its verb `pull` stands for.
fn wanted(cx: &Cx<'_>, repository: &Resource) -> Vec<(String, &'static str)> {
    let verb = cx.catalog.kind(&repository.kind).and_then(|kind| kind.verb("pull"));
    let arn = repository.arn().map(ecow::EcoString::as_str).unwrap_or_default();
    let grants = verb.map_or(&[][..], |verb| verb.grants).iter();
    grants
        .flat_map(|grant| {
            let on = grant.resource.replace("{arn}", arn);
            grant.actions.iter().map(move |action| (on.clone(), *action))
        })
        .collect()
}

/// Whether it is sure that a role does not allow something.
fn refuses(held: &Holding<'_>, action: &str, on: &str) -> bool {
    match decide(&held.statements(), action, on) {
        Decision::ExplicitlyDenied(_) => true,
        Decision::NotAllowed => held.is_complete(),
        Decision::Allowed | Decision::Unknown(_) => false,
    }
}

/// The lines that allow it, with the repository by its name.
fn lines(role: &Resource, repository: &Resource, asked: &[Asked<'_>]) -> Vec<String> {
    let own = repository.arn().map(ecow::EcoString::as_str);
    let groups = asked.chunk_by(|one, other| one.resource == other.resource);
    let line = |group: &[Asked<'_>]| {
        let on = group.first()?.resource;
        let name = grants::name_within(role, &repository.address).filter(|_| own == Some(on));
        let on = name.map_or_else(|| format!("\"{on}\""), str::to_owned);
        let actions: Vec<String> = group.iter().map(|pair| format!("\"{}\"", pair.action)).collect();
        Some(format!("allow {} on {on}", actions.join(", ")))
    };
    groups.filter_map(line).collect()
}
