//! Code that calls itself.

use std::collections::BTreeMap;

use super::{Cx, Known};
use crate::check::looks::{Aspect, Side};
use crate::check::sieves::Sifted;
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
    "recursive-call" Warning among Side::Aspect(Aspect::Needs), calls_some => check
}

/// Verbs that run the code of what is used, or ask it.
const CALLS: &[&str] = &["call", "invoke", "run", "submit"];

/// Kinds that hand calls on along their arrows.
const FRONTS: &[&str] = &["api", "load_balancer"];

fn calls_some<'a>(_: &Cx<'a>, (resource, _): Known<'a>) -> Option<u32> {
    resource.needs.iter().any(calls).then_some(0)
}

fn calls(need: &Need) -> bool {
    CALLS.contains(&need.verb.as_str())
}

fn check(cx: &mut Cx<'_>, sifted: Sifted) {
    let mut all: BTreeMap<(&Address, &Address), Option<&Need>> = BTreeMap::new();
    for (resource, _) in sifted.resources(cx) {
        for need in resource.needs.iter().filter(|need| calls(need)) {
            let called = need.on.as_ref().and_then(|on| cx.get(on));
            all.extend(called.map(|called| ((&resource.address, &called.address), Some(need))));
        }
    }
    if all.is_empty() {
        return;
    }
    for (_, ends) in cx.flows() {
        if cx.source(ends).is_some_and(|source| FRONTS.contains(&source.kind.as_str())) {
            all.entry((&ends.source, &ends.target)).or_insert(None);
        }
    }
    let nodes = all.keys().flat_map(|(from, to)| [*from, *to]);
    let cycles = Graph::new(nodes, all.keys().copied()).cycles();
    for cycle in cycles {
        if let Some(diagnostic) = finding(&all, &cycle) {
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
