//! Resources that need each other first.

use std::collections::BTreeMap;

use super::Cx;
use crate::base::Span;
use crate::diag::{Diagnostic, rule};
use crate::graph::{Graph, has_cycle};
use crate::model::Address;

rule! {
    /// Resources need each other to exist first, in a circle.
    ///
    /// Whatever refers to another resource is made after it, and so is what names it in `after`. None of these could
    /// be made first. The shortest such circle is shown, with the place of each of its steps.
    ///
    /// ```stack
    /// bucket first { after = [bucket.second] }  // error: dependency-cycle
    /// bucket second { after = [bucket.first] }
    /// ```
    ///
    /// ```stack
    /// bucket first {}
    /// bucket second { after = [bucket.first] }
    /// ```
    "dependency-cycle" Error => check
}

fn check(cx: &mut Cx<'_>) {
    let resources = &cx.links().resources;
    let arrows = cx.arrows();
    if !has_cycle(resources.len(), &arrows) {
        return;
    }
    // Places ascend with addresses, and are compared at once.
    let nodes = 0..u32::try_from(resources.len()).unwrap_or(u32::MAX);
    let cycles = Graph::new(nodes, arrows.iter().copied()).cycles();
    for cycle in cycles {
        let cycle =
            cycle.into_iter().filter_map(|at| resources.at(at as usize)).map(|resource| &resource.address);
        if let Some(diagnostic) = finding(cx, cycle.collect()) {
            cx.report(diagnostic);
        }
    }
}

/// Starts at the step that stands first in the text.
fn finding(cx: &Cx<'_>, mut cycle: Vec<&Address>) -> Option<Diagnostic> {
    let after = |from: &Address| cycle.iter().cycle().skip_while(|at| **at != from).nth(1).copied();
    let places: BTreeMap<&Address, Span> =
        cycle.iter().filter_map(|from| Some((*from, step(cx, from, after(from)?)?))).collect();
    let first = cycle.iter().enumerate().min_by_key(|(_, address)| places.get(*address))?.0;
    cycle.rotate_left(first);
    let start = *cycle.first()?;
    let mut path: Vec<String> = cycle.iter().map(|address| format!("`{address}`")).collect();
    path.push(format!("`{start}`"));
    let message = format!("none of these can be made first: {}", path.join(" needs "));
    let mut diagnostic = Diagnostic::new(&RULE, *places.get(start)?, message).about(start.as_str());
    for (from, to) in cycle.iter().zip(cycle.iter().skip(1).chain([&start])).skip(1) {
        if let Some(span) = places.get(from) {
            diagnostic = diagnostic.label(*span, format!("`{from}` needs `{to}`"));
        }
    }
    Some(diagnostic.help("take out one of the references, or write the name of the resource in its place"))
}

/// Where it is said that one needs the other.
fn step(cx: &Cx<'_>, from: &Address, to: &Address) -> Option<Span> {
    cx.get(from)?.edges.iter().find(|edge| edge.to == *to).map(|edge| edge.span)
}
