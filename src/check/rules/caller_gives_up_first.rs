//! Callers that do not wait as long as their target may take.

use rustc_hash::FxHashMap;

use super::{Cx, Known};
use crate::base::{Dimension, Fact, Quantity};
use crate::catalog::{Link, Patience};
use crate::check::cx::shares_text;
use crate::check::looks::Side;
use crate::check::sieves::Sifted;
use crate::diag::{Diagnostic, Label, rule};
use crate::model::{Address, FlowEnds, Resource, Value};

rule! {
    /// A caller gives up while the function that it called may still run.
    ///
    /// An HTTP API waits for 30 seconds and a REST API for 29, or as long as the arrow's `timeout` says. After that the
    /// client is told that it failed, while the function runs on, may still succeed, and is paid for. Let the function
    /// end first, or answer at once and do the work behind a `queue`.
    ///
    /// ```stack
    /// function quote {
    ///   runtime = "nodejs24.x"
    ///   handler = "index.handler"
    ///   code    = "./quote"
    ///   timeout = 45s
    /// }
    /// api public { protocol = "http" }
    /// api.public "POST /quotes" -> function.quote  // warning: caller-gives-up-first
    /// ```
    ///
    /// ```stack
    /// function quote {
    ///   runtime = "nodejs24.x"
    ///   handler = "index.handler"
    ///   code    = "./quote"
    ///   timeout = 25s
    /// }
    /// api public { protocol = "http" }
    /// api.public "POST /quotes" -> function.quote
    /// ```
    "caller-gives-up-first" Warning [Fact::new("apigateway.toml", "http.integration_timeout_ms", "API Gateway API models 2015-07-09 and 2018-11-29"), Fact::new("apigateway.toml", "rest.integration_timeout_ms", "API Gateway API models 2015-07-09 and 2018-11-29")] among Side::Kinds(&["flow"]), is_late => check
}

fn is_late<'a>(cx: &Cx<'a>, (flow, _): Known<'a>) -> Option<u32> {
    too_early(cx, flow, flow.flow()?).map(|_| 0)
}

fn check(cx: &mut Cx<'_>, sifted: Sifted) {
    let flows = sifted.flows(cx).into_iter();
    let mut late: Vec<_> = flows.filter_map(|(flow, ends)| too_early(cx, flow, ends)).collect();
    late.sort_by_key(|late| late.ends.span);
    // Of many routes there is one thing to mend.
    let mut alike: FxHashMap<(&Address, &Address, Quantity), usize> = FxHashMap::default();
    let mut found: Vec<Diagnostic> = Vec::new();
    for late in &late {
        let key = (&late.ends.source, &late.ends.target, late.waits);
        let first = *alike.entry(key).or_insert(found.len());
        match found.get_mut(first) {
            None => found.push(finding(late)),
            Some(first) => {
                let span = late.ends.span;
                let told = first.span == span || first.labels.last().is_some_and(|last| last.span == span);
                if !told {
                    first.labels.push(Label { span, message: "so it does on this way".to_owned() });
                }
            }
        }
    }
    found.into_iter().for_each(|finding| cx.report(finding));
}

/// An arrow whose source does not wait as long as its target may take.
struct Late<'a> {
    flow: &'a Resource,
    ends: &'a FlowEnds,
    target: &'a Resource,
    waits: Quantity,
    limit: &'static Patience,
    takes: Quantity,
}

fn too_early<'a>(cx: &Cx<'a>, flow: &'a Resource, ends: &'a FlowEnds) -> Option<Late<'a>> {
    let link = cx.link(ends).filter(|link| !link.patience.is_empty())?;
    let (source, target) = (cx.source(ends)?, cx.target(ends)?);
    let takes = target.input("timeout").and_then(Value::as_quantity)?;
    let (waits, limit) = patience(link, source, flow)?;
    (waits < takes).then_some(Late { flow, ends, target, waits, limit, takes })
}

/// How long the source waits: its own limit, or less if the arrow says so.
fn patience(
    link: &'static Link,
    source: &Resource,
    flow: &Resource,
) -> Option<(Quantity, &'static Patience)> {
    let applies = |patience: &&Patience| {
        patience.when.is_none_or(|(attr, value)| source.input(attr).and_then(Value::as_str) == Some(value))
    };
    let limit = link.patience.iter().find(applies)?;
    let most = Quantity::whole(Dimension::Duration, limit.millis);
    let said = flow.input("timeout").and_then(Value::as_quantity).filter(|said| *said < most);
    Some((said.unwrap_or(most), limit))
}

fn finding(late: &Late<'_>) -> Diagnostic {
    let Late { flow, ends, target, waits, limit, takes } = late;
    let message =
        format!("`{}` gives up after {waits}, while `{}` may run for {takes}", ends.source, ends.target);
    let mut diagnostic = Diagnostic::new(&RULE, ends.span, message)
        .help(format!(
            "set `timeout` of `{}` to {waits} or less, or answer at once and work behind a queue; source: {}",
            ends.target, limit.fact.source
        ))
        .about(flow.address.as_str());
    if let Some(place) = flow.places.get("timeout") {
        diagnostic = diagnostic.label(place, format!("it waits for {waits}"));
    }
    let Some(place) = target.places.get("timeout") else { return diagnostic };
    diagnostic = diagnostic.label(place, "it may run that long");
    if shares_text(target) {
        return diagnostic;
    }
    diagnostic.fix(format!("change `timeout` of `{}` to `{waits}`", ends.target), place, waits.to_string())
}
