//! Arrows: what leads where, and what AWS puts between.

use std::sync::Arc;

use ecow::EcoString;

use super::again::Part;
use super::apart;
use super::attrs::Made;
use super::cx::{Cx, add_edge};
use super::taken::Arrow;
use super::targets::first_of_all;
use super::unknown::some_of;
use super::{between, routes, rules};
use crate::base::{Span, a, one_of};
use crate::catalog::{Events, Kind, Link};
use crate::diag::Diagnostic;
use crate::model::{Address, FlowEnds, Map, Origin, Resource, Stack, Value};
use crate::syntax::ast::{Expr, ExprKind, Flow, FlowEvent, Phrase};

/// The kind of arrows.
pub(super) const ARROW: &str = "flow";

/// Resolves every arrow.
pub(super) fn flows(cx: &mut Cx<'_>, stack: &mut Stack) {
    let Some(kind) = cx.catalog.kind(ARROW) else { return };
    let scope = cx.scope;
    match cx.known_arrow_sources() {
        Some(known) => stack.arrow_sources = known,
        None if scope.flows.is_empty() => {}
        None => {
            let roots = scope.flows.iter().filter_map(|arrow| arrow.look(|flow| root(&flow.source)));
            Arc::make_mut(&mut stack.arrow_sources).extend(roots);
        }
    }
    let mut from = 0;
    for (file, ends) in scope.ends.iter().enumerate() {
        let range = std::mem::replace(&mut from, ends.flows)..ends.flows;
        if cx.settle_file(file, Part::Flows) {
            continue;
        }
        for (nth, arrow) in range.clone().zip(scope.flows.get(range).unwrap_or_default()) {
            let Some(flow) = arrow.line() else { continue };
            cx.arrow(stack, (nth, &flow), |cx, stack| rounds(cx, stack, kind, (arrow, &flow)));
        }
    }
}

/// A declared arrow and its line.
type Written<'w> = (&'w Arrow<'w>, &'w Flow);

/// Draws one arrow as often as it says.
fn rounds(cx: &mut Cx<'_>, stack: &mut Stack, kind: &'static Kind, (arrow, flow): Written<'_>) {
    cx.allow(arrow.allows(), arrow.span);
    let Some(repeat) = flow.clauses.repeat.as_deref() else {
        draw(cx, stack, kind, (arrow, flow));
        return;
    };
    let all = cx.lent(stack, |cx| cx.apart(|cx| cx.free_rounds(repeat)));
    for locals in all.unwrap_or_default() {
        cx.locals = locals;
        draw(cx, stack, kind, (arrow, flow));
        cx.locals.clear();
    }
}

/// The kind and name that an end begins with, as it is written; empty if it is no dotted name.
fn root(end: &Expr) -> EcoString {
    match &end.kind {
        ExprKind::Path(path) => {
            let name = path.match_indices('.').nth(1).map_or(path.len(), |(at, _)| at);
            path.get(..name).filter(|root| root.contains('.')).unwrap_or_default().into()
        }
        ExprKind::Index(base, _) | ExprKind::Member(base, _) => root(base),
        _ => EcoString::new(),
    }
}

/// Adds one arrow with what AWS puts between its ends, unless it is absent or was drawn before.
fn draw(cx: &mut Cx<'_>, stack: &mut Stack, kind: &'static Kind, (arrow, flow): Written<'_>) {
    let resolved = cx.lent(stack, |cx| resolve(cx, kind, (arrow, flow)));
    cx.reads.clear();
    let Some((made, link)) = resolved else { return };
    let place = stack.resources.position(&made.address);
    let Some(first) = place.and_then(|place| stack.resources.at(place)).map(|first| first.head) else {
        between::put_between(cx, stack, made, link);
        return;
    };
    if place.is_some_and(|place| place < cx.settled_count()) {
        // Which of them comes first in the text is not known here.
        cx.go_wide();
    }
    let diagnostic = Diagnostic::new(&rules::duplicate_name::RULE, flow.head, "this arrow is drawn twice");
    cx.report(match &flow.clauses.repeat {
        Some(repeat) if first == flow.head => {
            let name = &repeat.first.text;
            diagnostic.help(format!("let its ends differ by `{name}`, as in `function.f[{name}]`"))
        }
        _ => diagnostic.label(first, "first drawn here").help("remove one of them"),
    });
}

/// One end of an arrow.
pub(super) struct End {
    pub(super) address: Address,
    pub(super) at: usize,
    kind: &'static Kind,
    reference: Value,
}

/// Resolves one arrow; `None` if an end is absent or something is wrong.
fn resolve(
    cx: &mut Cx<'_>,
    kind: &'static Kind,
    (arrow, flow): Written<'_>,
) -> Option<(Resource, &'static Link)> {
    if let Some(condition) = &flow.clauses.condition
        && !cx.condition(condition)?
    {
        return None;
    }
    if cx.event_in_name(flow) {
        return None;
    }
    let source = end(cx, &flow.source);
    let target = end(cx, &flow.target);
    let (source, target) = (source?, target?);
    let link = find(cx, &source, &target, flow)?;
    let event = event(cx, link, &source, flow)?;
    cx.narrowed_once(flow);
    let (under, under_span) = filter(cx, link, flow, "under")?;
    let (ending, ending_span) = filter(cx, link, flow, "ending")?;
    let address = line(link, &source.address, &event, &under, &ending, &target.address);
    let mut made = Made::new(source.at, address, kind, flow.head);
    let mut inputs = options(cx, &mut made, link, flow);
    narrow(&mut made, &mut inputs, [("under", &under, under_span), ("ending", &ending, ending_span)]);
    if !event.is_empty() {
        inputs.insert("event".into(), Value::String(aws_event(link, &event)));
    }
    inputs.insert("source".into(), source.reference);
    inputs.insert("target".into(), target.reference);
    add_edge(&mut made.edges, source.address.clone(), flow.source.span);
    add_edge(&mut made.edges, target.address.clone(), flow.target.span);
    for part in parts_before(cx, link, &source.address, &inputs) {
        add_edge(&mut made.edges, part, flow.head);
    }
    let ends =
        FlowEnds { source: source.address, event, under, ending, target: target.address, span: flow.head };
    let known = cx.texts(&inputs);
    let outputs = cx.fill_outputs(kind, &made.address, None, known)?;
    cx.complete(&mut inputs);
    Some((made.into_resource((arrow.span, arrow.doc()), Origin::Flow(Box::new(ends)), inputs, outputs), link))
}

/// Writes by what an arrow is narrowed among what AWS is told.
fn narrow(made: &mut Made, inputs: &mut Map, filters: [(&str, &EcoString, Option<Span>); 2]) {
    for (name, text, span) in filters {
        if let Some(span) = span {
            made.places.note(name, span);
            inputs.insert(name.into(), Value::String(text.clone()));
        }
    }
}

/// The options of an arrow, with what they are if they are not written.
fn options(cx: &mut Cx<'_>, made: &mut Made, link: &'static Link, flow: &Flow) -> Map {
    let mut inputs = match &flow.body {
        Some(body) => cx.options(made, (link.options, link.blocks), None, body, ""),
        None => Map::with_capacity(link.options.len() + 5),
    };
    cx.defaults_of(link.options).fill_all(&mut inputs);
    inputs
}

/// The parts that an arrow names: those its ends are known by, and those of its source that its options pick.
fn parts_before(cx: &Cx<'_>, link: &'static Link, source: &Address, inputs: &Map) -> Vec<Address> {
    let ends = ["source", "target"].into_iter().filter_map(|end| inputs.get(end)?.as_address().cloned());
    let picked = link.options.iter().filter(|attr| !attr.picks.is_empty()).filter_map(|attr| {
        let label = inputs.get(attr.name)?.as_str()?;
        apart::labelled(&cx.resources, source, attr.picks, label).map(|part| part.address.clone())
    });
    ends.chain(picked).collect()
}

/// One end of an arrow; `None` if it is absent or no resource.
fn end(cx: &mut Cx<'_>, expr: &Expr) -> Option<End> {
    let value = cx.eval(expr)?;
    end_at(cx, value, expr)
}

/// The end of an arrow that an expression has given.
pub(super) fn end_at(cx: &mut Cx<'_>, value: Value, expr: &Expr) -> Option<End> {
    match value {
        Value::None => None,
        Value::Reference(reference) => {
            let address = reference.address.clone()?;
            let at = cx.find(&address)?;
            let kind = cx.kind_of(at)?;
            let resource = cx.resources.get(&address);
            let picked = resource.and_then(|resource| apart::picked(&cx.resources, kind, resource));
            let picked = picked.and_then(between::refer);
            Some(End { address, at, kind, reference: picked.unwrap_or(Value::Reference(reference)) })
        }
        other => {
            let message = format!("an arrow leads from one resource to another, this is {}", other.sort());
            let diagnostic = Diagnostic::new(&rules::invalid_arrow::RULE, expr.span, message);
            cx.report(match first_of_all(&other) {
                Some(one) => diagnostic.help(format!(
                    "name one of them, `{one}`, or draw an arrow for each: `-> one for key, one in …`"
                )),
                None => diagnostic.help("name a resource, as in `function.resize`"),
            });
            None
        }
    }
}

/// The row for an arrow between these kinds.
pub(super) fn find(cx: &mut Cx<'_>, source: &End, target: &End, flow: &Flow) -> Option<&'static Link> {
    let links: Vec<&'static Link> = cx.catalog.links_from(source.kind.name).collect();
    if let Some(link) = links.iter().find(|link| link.targets.contains(&target.kind.name)) {
        return Some(link);
    }
    let targets: Vec<&str> = links.iter().flat_map(|link| link.targets).copied().collect();
    let message = format!("nothing leads from {} to {}", a(source.kind.name), a(target.kind.name));
    let diagnostic = Diagnostic::new(&rules::invalid_arrow::RULE, flow.head, message);
    let back = cx.catalog.links_from(target.kind.name).any(|link| link.targets.contains(&source.kind.name));
    cx.report(if back {
        diagnostic.help(format!("turn it around: `{} -> {}`", target.address, source.address))
    } else if targets.is_empty() {
        diagnostic.help(format!(
            "{} starts no arrows; what code does with it is a `uses` line",
            a(source.kind.name)
        ))
    } else {
        diagnostic.help(format!("from {} an arrow leads to {}", a(source.kind.name), one_of(&targets)))
    });
    None
}

/// What must have happened; empty if the source has no events.
pub(super) fn event(cx: &mut Cx<'_>, link: &'static Link, source: &End, flow: &Flow) -> Option<EcoString> {
    match (link.events, &flow.event) {
        (Events::None | Events::Paths, None) => Some(EcoString::new()),
        (Events::None, Some(FlowEvent::Word(word))) => {
            let message = format!("{} has no events, so `{}` means nothing", a(source.kind.name), word.text);
            cx.report(
                Diagnostic::new(&rules::unknown_event::RULE, word.span, message).help("leave the word out"),
            );
            None
        }
        (Events::Words(words), Some(FlowEvent::Word(word))) => {
            if words.iter().any(|known| known.word == word.text) {
                return Some(word.text.clone());
            }
            let names: Vec<&str> = words.iter().map(|known| known.word).collect();
            let of = a(source.kind.name);
            cx.no_part(&rules::unknown_event::RULE, &word.text, word.span, &of, &names);
            None
        }
        (Events::Routes, Some(FlowEvent::Route(expr))) => {
            let text = route(cx, expr, "GET /path/{id}")?;
            routes::route(cx, &text, expr.span).then_some(text)
        }
        (Events::Paths, Some(FlowEvent::Route(expr))) => {
            let text = route(cx, expr, "/images/*")?;
            routes::path(cx, &text, expr.span).then_some(text)
        }
        (Events::Routes | Events::Paths, Some(FlowEvent::Word(word))) if cx.is_local(&word.text) => {
            let expr = cx.named_route(word);
            let (example, check): (_, fn(&mut Cx<'_>, &str, Span) -> bool) = match link.events {
                Events::Routes => ("GET /path/{id}", routes::route),
                _ => ("/images/*", routes::path),
            };
            let text = route(cx, &expr, example)?;
            check(cx, &text, expr.span).then_some(text)
        }
        (events, given) => {
            let (wanted, help) = match events {
                Events::Words(words) => {
                    let names: Vec<&str> = words.iter().map(|known| known.word).collect();
                    ("what happened", format!("write one of {} behind the source", some_of(&names)))
                }
                Events::Routes => {
                    ("which requests", "write a route behind the source: `\"GET /path/{id}\"`".into())
                }
                Events::Paths => ("which paths", "write them as a string: `\"/images/*\"`".into()),
                Events::None => ("nothing", format!("leave it out: {} has no events", a(source.kind.name))),
            };
            let span = match given {
                Some(FlowEvent::Word(word)) => word.span,
                Some(FlowEvent::Route(expr)) => expr.span,
                None => flow.source.span,
            };
            let message = format!("an arrow from {} says {wanted}", a(source.kind.name));
            cx.report(Diagnostic::new(&rules::unknown_event::RULE, span, message).help(help));
            None
        }
    }
}

/// The text of a route.
fn route(cx: &mut Cx<'_>, expr: &Expr, example: &str) -> Option<EcoString> {
    // What stands in braces there is a part of a path.
    if let ExprKind::String(text) = &expr.kind {
        return Some(text.clone());
    }
    let value = cx.eval(expr)?;
    if let Value::String(text) = value {
        return Some(text);
    }
    let help = format!("write it like `\"{example}\"`");
    cx.report(Diagnostic::new(&rules::invalid_route::RULE, expr.span, "a route is a string").help(help));
    None
}

/// The prefix or suffix of an arrow; empty if it has none.
pub(super) fn filter(
    cx: &mut Cx<'_>,
    link: &Link,
    flow: &Flow,
    word: &str,
) -> Option<(EcoString, Option<Span>)> {
    let Some(phrase): Option<&Phrase> = flow.filters.iter().find(|phrase| phrase.preposition.text == word)
    else {
        return Some((EcoString::new(), None));
    };
    if !link.filters.contains(&word) {
        let message = format!("this arrow cannot be narrowed by `{word}`");
        let help = if link.filters.is_empty() {
            format!("leave `{word} …` out; the code may look at what it is given")
        } else {
            format!("it may be narrowed by {}", some_of(link.filters))
        };
        cx.report(Diagnostic::new(&rules::invalid_arrow::RULE, phrase.preposition.span, message).help(help));
        return None;
    }
    let operand = phrase.operands.first()?;
    match cx.eval(operand)? {
        Value::String(text) => Some((text, Some(operand.span))),
        other => {
            let message = format!("`{word}` takes a string, this is {}", other.sort());
            let help = format!("write it like `{word} \"images/\"`");
            cx.report(Diagnostic::new(&rules::type_mismatch::RULE, operand.span, message).help(help));
            None
        }
    }
}

/// An arrow's own line up to its options, with single blanks: its address.
pub(super) fn line(
    link: &Link,
    source: &Address,
    event: &str,
    under: &str,
    ending: &str,
    target: &Address,
) -> Address {
    let mut text = source.0.clone();
    match link.events {
        Events::Routes => text.push_str(&format!(" {}", Value::from(event))),
        Events::Paths if !event.is_empty() => text.push_str(&format!(" {}", Value::from(event))),
        Events::Words(_) => text.push_str(&format!(" {event}")),
        Events::Paths | Events::None => {}
    }
    if !under.is_empty() {
        text.push_str(&format!(" under {}", Value::from(under)));
    }
    if !ending.is_empty() {
        text.push_str(&format!(" ending {}", Value::from(ending)));
    }
    text.push_str(" -> ");
    text.push_str(target.as_str());
    Address(text)
}

/// The event as AWS writes it.
fn aws_event(link: &Link, event: &str) -> EcoString {
    match link.events {
        Events::Words(words) => {
            words.iter().find(|known| known.word == event).map_or(event, |known| known.aws).into()
        }
        _ => event.into(),
    }
}
