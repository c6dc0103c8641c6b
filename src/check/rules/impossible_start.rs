//! Containers that wait for what cannot come.

use std::collections::BTreeMap;

use super::{Cx, Known};
use crate::base::{Fact, Span, did_you_mean};
use crate::check::cx::shares_text;
use crate::check::tasks::containers;
use crate::diag::{Diagnostic, rule};
use crate::graph::Graph;
use crate::model::{Map, Resource, Value};

const SOURCE: &str = "ECS API model 2014-11-13 and developer guide";

rule! {
    /// A container waits for another one that never comes so far.
    ///
    /// Nothing comes of waiting for a container that the task has not, for oneself, or in a circle. Only a container with
    /// a health check can be waited for until it is healthy, and since the task ends when an essential container does,
    /// nothing can wait for the end of one: ECS refuses both.
    ///
    /// ```stack
    /// cluster main {}
    /// service web {
    ///   cluster = cluster.main
    ///   launch  = "fargate"
    ///   cpu     = 0.5 vCPU
    ///   memory  = 1 GB
    ///   count   = 2
    ///   container migrate { image = "migrate:1.4.2" }
    ///   container app {
    ///     image = "app:1.4.2"
    ///     start after "migrate" on success  // error: impossible-start
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
    ///   count   = 2
    ///   container migrate { image = "migrate:1.4.2"  essential = false }
    ///   container app {
    ///     image = "app:1.4.2"
    ///     start after "migrate" on success
    ///   }
    /// }
    /// ```
    "impossible-start" Error [
        Fact::new("ecs.toml", "task_definition.dependency_complete_or_success_forbidden_on_essential", SOURCE),
        Fact::new("ecs.toml", "task_definition.dependency_healthy_requires_health_check", SOURCE),
        Fact::unconfirmed("ecs.toml", "task_definition.dependency_graph_must_be_acyclic"),
    ] each "service" "task" => check
}

/// `start after` in a container.
#[derive(Debug, Clone, Copy)]
struct Wait<'a> {
    /// The container that waits.
    from: &'a str,
    /// Which line of it says so, counted from 0.
    at: usize,
    /// The container that is waited for.
    to: &'a str,
    /// How far that must have come.
    on: &'a str,
}

fn check<'a>(cx: &mut Cx<'a>, (task, _): Known<'a>) {
    if cx.in_doubt(task) || containers(task).all(|(_, body)| body.get("start").is_none()) {
        return;
    }
    let known: BTreeMap<&str, &Map> = containers(task).collect();
    let waits: Vec<Wait<'_>> = known.iter().flat_map(|(from, body)| waits(from, body)).collect();
    for wait in &waits {
        let found = match known.get(wait.to) {
            None => Some(missing(task, wait, known.keys().copied())),
            Some(_) if wait.from == wait.to => None,
            Some(body) => never_so_far(task, wait, body),
        };
        found.into_iter().for_each(|found| cx.report(found.about(task.address.as_str())));
    }
    let arrows: Vec<(&str, &str)> = waits.iter().map(|wait| (wait.from, wait.to)).collect();
    for cycle in Graph::new(known.into_keys(), arrows).cycles() {
        cx.report(circle(task, &waits, &cycle).about(task.address.as_str()));
    }
}

/// What a container waits for.
fn waits<'a>(from: &'a str, body: &'a Map) -> Vec<Wait<'a>> {
    let lines = body.get("start").and_then(Value::as_list).unwrap_or_default();
    let texts = |line: &'a Value| {
        let line = line.as_map()?;
        Some((line.get("container")?.as_str()?, line.get("condition")?.as_str()?))
    };
    let lines = lines.iter().enumerate().filter_map(|(at, line)| Some((at, texts(line)?)));
    lines.map(|(at, (to, on))| Wait { from, at, to, on }).collect()
}

fn missing<'a>(task: &Resource, wait: &Wait<'_>, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    let place = place(task, wait, "container");
    let message = format!("`{}` has no container `{}`", task.address, wait.to);
    let diagnostic = Diagnostic::new(&RULE, place, message);
    match did_you_mean(wait.to, known.filter(|name| *name != wait.from)) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")).fix(
            format!("change to `{near}`"),
            place,
            format!("\"{near}\""),
        ),
        None => diagnostic.help(format!("write `container {} {{ … }}` there, or take the line out", wait.to)),
    }
}

/// What `body`, the container that is waited for, never does.
fn never_so_far(task: &Resource, wait: &Wait<'_>, body: &Map) -> Option<Diagnostic> {
    let place = place(task, wait, "condition");
    let Wait { from, to, on, .. } = wait;
    match *on {
        "healthy" if body.get("health").is_none() => {
            let message = format!("`{to}` has no health check, so nobody can tell when it is healthy");
            let help = format!(
                "write `health {{ command = [\"CMD-SHELL\", \"…\"] }}` in `{to}`, or let it be `on start`"
            );
            Some(Diagnostic::new(&RULE, place, message).help(help))
        }
        "complete" | "success" if body.get("essential") == Some(&Value::Bool(true)) => {
            let message =
                format!("`{from}` waits for the end of `{to}`, and with that the whole task would end");
            let help = format!("write `essential = false` in `{to}`: the task goes on when it has ended");
            let diagnostic = Diagnostic::new(&RULE, place, message).help(help);
            Some(ending(task, to).into_iter().fold(diagnostic, |diagnostic, (span, text)| {
                diagnostic.fix(format!("let `{to}` end by itself"), span, text)
            }))
        }
        _ => None,
    }
}

/// What makes a container one that may end, where it is written for this task alone.
fn ending(task: &Resource, container: &str) -> Option<(Span, String)> {
    let value = |name: &str| task.places.get(&format!("container.{container}.{name}"));
    match value("essential") {
        _ if shares_text(task) => None,
        Some(written) => Some((written, "false".to_owned())),
        None => Some((value("image")?.after(), "  essential = false".to_owned())),
    }
}

/// Starts at the container that stands first in the alphabet.
fn circle(task: &Resource, waits: &[Wait<'_>], cycle: &[&str]) -> Diagnostic {
    let first = cycle.iter().enumerate().min_by_key(|(_, name)| **name).map_or(0, |(at, _)| at);
    let mut round: Vec<&str> = cycle.to_vec();
    round.rotate_left(first);
    let around = || round.iter().zip(round.iter().skip(1).chain(round.first()));
    let names: Vec<String> = round.iter().chain(round.first()).map(|name| format!("`{name}`")).collect();
    let message = match names.as_slice() {
        [one, _] => format!("{one} waits for itself"),
        names => format!("none of these containers can be the first: {}", names.join(" waits for ")),
    };
    let lines =
        around().filter_map(|(from, to)| waits.iter().find(|wait| wait.from == *from && wait.to == *to));
    let mut spans = lines.map(|wait| (wait, place(task, wait, "container")));
    let span = spans.next().map_or(task.head, |(_, span)| span);
    let diagnostic = Diagnostic::new(&RULE, span, message)
        .help("take out the line of the one that can begin without the other");
    spans.fold(diagnostic, |diagnostic, (wait, span)| {
        diagnostic.label(span, format!("`{}` waits for `{}`", wait.from, wait.to))
    })
}

fn place(task: &Resource, wait: &Wait<'_>, field: &str) -> Span {
    task.place(&format!("container.{}.start[{}].{field}", wait.from, wait.at))
}
