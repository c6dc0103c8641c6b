//! Routes of one API that AWS does not take side by side.

use std::collections::BTreeMap;

use super::{Cx, Known};
use crate::base::Fact;
use crate::catalog::Events;
use crate::check::looks::Side;
use crate::check::sieves::Sifted;
use crate::diag::{Diagnostic, rule};
use crate::model::{Address, FlowEnds, Resource};

rule! {
    /// Two routes of an API are meant by the same requests.
    ///
    /// A method and a path lead to one target. What a variable is called makes no other path, and a REST API has just one
    /// variable at each place of its paths, whatever the methods are.
    ///
    /// ```stack
    /// api public { protocol = "http" }
    /// api inner  { protocol = "rest" }
    /// function show {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./show"
    /// }
    /// function list {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./list"
    /// }
    /// api.public "GET /thumbs"     -> function.show
    /// api.public "GET /thumbs"     -> function.list  // error: conflicting-routes
    /// api.public "GET /files/{id}" -> function.show
    /// api.public "GET /files/{no}" -> function.list  // error: conflicting-routes
    ///
    /// api.inner "GET /users/{id}"          -> function.show
    /// api.inner "GET /users/{user}/photos" -> function.list  // error: conflicting-routes
    /// ```
    ///
    /// ```stack
    /// api public { protocol = "http" }
    /// function show {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./show"
    /// }
    /// function list {
    ///   runtime = "python3.14"
    ///   handler = "app.handler"
    ///   code    = "./list"
    /// }
    /// api.public "GET /thumbs"      -> function.list
    /// api.public "GET /thumbs/{id}" -> function.show
    /// api.public "ANY /{rest+}"     -> function.list
    /// ```
    "conflicting-routes" Error [Fact::new("apigateway.toml", "http.route_grammar.route_key", "API Gateway API models 2015-07-09 and 2018-11-29")]
        among Side::Kinds(&["flow"]), is_route => check
}

/// A route of an API.
#[derive(Debug, Clone, Copy)]
struct Route<'a> {
    flow: &'a Resource,
    ends: &'a FlowEnds,
    method: &'a str,
    path: &'a str,
}

fn is_route<'a>(cx: &Cx<'a>, (flow, _): Known<'a>) -> Option<u32> {
    matches!(cx.link(flow.flow()?)?.events, Events::Routes).then_some(0)
}

fn check(cx: &mut Cx<'_>, sifted: Sifted) {
    let mut by_api: BTreeMap<&Address, Vec<Route<'_>>> = BTreeMap::new();
    for (flow, ends) in sifted.flows(cx) {
        let (method, path) = ends.event.split_once(' ').unwrap_or(("", &ends.event));
        by_api.entry(&ends.source).or_default().push(Route { flow, ends, method, path });
    }
    for (api, mut routes) in by_api {
        routes.sort_by_key(|route| route.ends.span);
        let rest = cx.get(api).and_then(|api| api.input("protocol")?.as_str()) == Some("rest");
        let found = if rest { in_tree(&routes) } else { by_key(&routes) };
        found.into_iter().for_each(|diagnostic| cx.report(diagnostic));
    }
}

/// Judges routes by method and path, in which variables count by their place alone.
fn by_key(routes: &[Route<'_>]) -> Vec<Diagnostic> {
    let mut known: BTreeMap<(&str, String), Route<'_>> = BTreeMap::new();
    let mut found = Vec::new();
    for route in routes {
        match known.get(&(route.method, shape(route.path))) {
            Some(first) if first.path == route.path => found.push(twice(*first, *route)),
            Some(first) => {
                let message = format!(
                    "`{}` and `{}` are meant by the same requests",
                    first.ends.event, route.ends.event
                );
                found.push(finding(*first, *route, message, "name the variable alike, and draw one arrow"));
            }
            None => {
                known.insert((route.method, shape(route.path)), *route);
            }
        }
    }
    found
}

/// Judges routes by the tree that a REST API makes of its paths: no two variables below one path.
fn in_tree(routes: &[Route<'_>]) -> Vec<Diagnostic> {
    let mut known: BTreeMap<(&str, &str), Route<'_>> = BTreeMap::new();
    let mut variables: BTreeMap<&str, (&str, Route<'_>)> = BTreeMap::new();
    let mut found = Vec::new();
    for route in routes {
        if let Some(first) = known.insert((route.method, route.path), *route) {
            found.push(twice(first, *route));
            continue;
        }
        for (parent, variable) in variables_of(route.path) {
            let (first_variable, first) = *variables.entry(parent).or_insert((variable, *route));
            if first_variable != variable {
                let place = if parent.is_empty() { "/" } else { parent };
                let message = format!(
                    "below `{place}` a REST API has one variable, and these are `{first_variable}` and `{variable}`"
                );
                let help = format!("write `{first_variable}` in both, or put another word between");
                found.push(finding(first, *route, message, &help));
                break;
            }
        }
    }
    found
}

/// Each variable of a path, behind the path that it stands below.
fn variables_of(path: &str) -> impl Iterator<Item = (&str, &str)> {
    let parts = path.match_indices('/').map(|(at, _)| path.split_at(at));
    parts.filter_map(|(parent, rest)| {
        let part = rest.trim_start_matches('/').split('/').next()?;
        part.starts_with('{').then_some((parent, part))
    })
}

/// A path with its variables without names.
fn shape(path: &str) -> String {
    let part = |part: &str| match part {
        part if part.ends_with("+}") => "{+}".to_owned(),
        part if part.starts_with('{') => "{}".to_owned(),
        part => part.to_owned(),
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

fn twice(first: Route<'_>, second: Route<'_>) -> Diagnostic {
    let message = format!("`{}` of `{}` leads to two targets", second.ends.event, second.ends.source);
    finding(first, second, message, "change one of the two routes, or remove one")
}

fn finding(first: Route<'_>, second: Route<'_>, message: String, help: &str) -> Diagnostic {
    Diagnostic::new(&RULE, second.ends.span, message)
        .label(first.ends.span, "the other one")
        .help(help)
        .about(second.flow.address.as_str())
}
