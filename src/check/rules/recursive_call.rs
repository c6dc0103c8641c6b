//! Code that calls itself.

use std::collections::BTreeMap;

use super::Cx;
use crate::check::looks::Aspect;
use crate::diag::{Diagnostic, rule};
use crate::graph::Graph;
use crate::model::{Address, Need};

rule! {
    /// Code calls itself, at once or through others.
    ///
    /// Each call makes the next one, and nothing but the code says when that ends. Where it waits for the answer, every
    /// call of the chain is paid for until the last has answered; where it does not, a mistake runs until someone
    /// notices the bill. Let the code count the calls, hand the rest on through a queue, or say why it ends:
    /// `#[allow(recursive-call): "…"]`.
    ///
    /// ```stack
    /// role ask {
    ///   trust = "lambda"
    ///   allow uses
    /// }
    /// function ask {
    ///   runtime = "python3.14"
    ///   handler = "app.ask"
    ///   code    = "./ask"
    ///   role    = role.ask
    ///   uses function.find to invoke  // warning: recursive-call
    /// }
    /// function find {
    ///   runtime = "python3.14"
    ///   handler = "app.find"
    ///   code    = "./find"
    ///   role    = role.ask
    ///   uses function.ask to invoke
    /// }
    /// ```
    ///
    /// ```stack
    /// api front {}
    /// function page {
    ///   runtime = "python3.14"
    ///   handler = "app.page"
    ///   code    = "./page"
    ///   uses api.front to call  // warning: recursive-call
    /// }
    /// api.front "GET /page" -> function.page
    /// ```
    ///
    /// ```stack
    /// role ask {
    ///   trust = "lambda"
    ///   allow uses
    /// }
    /// function ask {
    ///   runtime = "python3.14"
    ///   handler = "app.ask"
    ///   code    = "./ask"
    ///   role    = role.ask
    ///   uses function.find to invoke
    /// }
    /// function find {
    ///   runtime = "python3.14"
    ///   handler = "app.find"
    ///   code    = "./find"
    /// }
    /// ```
    "recursive-call" Warning => check
}

/// Verbs that run the code of what is used, or ask it.
const CALLS: &[&str] = &["call", "invoke", "run", "submit"];

/// Kinds that hand calls on along their arrows.
const FRONTS: &[&str] = &["api", "load_balancer"];

fn check(cx: &mut Cx<'_>) {
    let mut calls: BTreeMap<(&Address, &Address), Option<&Need>> = BTreeMap::new();
    for (resource, _) in cx.sides(Aspect::Needs).all() {
        for need in resource.needs.iter().filter(|need| CALLS.contains(&need.verb.as_str())) {
            let called = need.on.as_ref().and_then(|on| cx.get(on));
            calls.extend(called.map(|called| ((&resource.address, &called.address), Some(need))));
        }
    }
    if calls.is_empty() {
        return;
    }
    for (_, ends) in cx.flows() {
        if cx.get(&ends.source).is_some_and(|source| FRONTS.contains(&source.kind.as_str())) {
            calls.entry((&ends.source, &ends.target)).or_insert(None);
        }
    }
    let nodes = calls.keys().flat_map(|(from, to)| [*from, *to]);
    let cycles = Graph::new(nodes, calls.keys().copied()).cycles();
    for cycle in cycles {
        if let Some(diagnostic) = finding(&calls, &cycle) {
            cx.report(diagnostic);
        }
    }
}

fn finding(calls: &BTreeMap<(&Address, &Address), Option<&Need>>, cycle: &[&Address]) -> Option<Diagnostic> {
    let next = |at: usize| cycle.get(at + 1).or(cycle.first()).copied();
    let mut lines = cycle.iter().enumerate().filter_map(|(at, from)| {
        let need = calls.get(&(*from, next(at)?)).copied().flatten()?;
        Some((at, *from, need))
    });
    let (start, caller, need) = lines.next()?;
    let around = (0..=cycle.len()).filter_map(|step| cycle.get((start + step) % cycle.len()));
    let path: Vec<String> = around.map(|address| format!("`{address}`")).collect();
    let message = format!("`{caller}` calls itself: {}", path.join(" -> "));
    let diagnostic = Diagnostic::new(&RULE, need.span, message).about(caller.as_str()).help(
        "let the code end the chain and say why it does, `#[allow(recursive-call): \"…\"]`, or hand the rest on through a queue",
    );
    Some(lines.fold(diagnostic, |diagnostic, (_, caller, need)| {
        diagnostic.label(need.span, format!("then `{caller}` calls the next"))
    }))
}
