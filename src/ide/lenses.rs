//! Lines above declarations: what a plan would do with a resource, and who may reach it.

use std::collections::BTreeMap;

use super::calls::incoming;
use super::snapshot::Cx;
use super::values::instances;
use crate::base::Span;
use crate::catalog::{Catalog, Kind};
use crate::plan::Action;
use crate::session::{LoadError, Purpose, Towards, Trouble, analyse, load, plan};
use crate::syntax::ast::ItemKind;
use crate::view::action::action_word;

/// A line above a declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lens {
    /// Kind and name of the declaration.
    pub span: Span,
    /// Its address in the stack; that of the first instance.
    pub address: String,
    /// What it tells.
    pub about: About,
}

/// What a lens tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// What a plan would do; costly, and told when it is looked at.
    Plan,
    /// Who reaches it.
    Reach,
}

/// The lenses of a file, not yet told what they say.
#[must_use]
pub fn lenses(cx: &Cx<'_>) -> Vec<Lens> {
    let Some(tree) = cx.project.tree(cx.file) else { return Vec::new() };
    let mut found = Vec::new();
    for item in &tree.items {
        let ItemKind::Resource(it) = &item.kind else { continue };
        let Some(first) = instances(cx.project, item.span).next() else { continue };
        let span = it.kind.span.to(it.name.span);
        let lens = |about| Lens { span, address: first.address.to_string(), about };
        found.push(lens(About::Plan));
        found.extend(is_reached(cx.catalog, &first.kind).then(|| lens(About::Reach)));
    }
    found
}

/// Whether arrows lead to resources of a kind, or lines use them; nobody asks that of a network.
fn is_reached(catalog: &Catalog, kind: &str) -> bool {
    let leads = |from: &Kind| catalog.links_from(from.name).any(|link| link.targets.contains(&kind));
    catalog.kind(kind).is_some_and(|kind| !kind.verbs.is_empty()) || catalog.kinds().any(leads)
}

/// The addresses that a declaration stands for, by that of one of them.
fn instances_of(cx: &Cx<'_>, address: &str) -> Vec<String> {
    let one = cx.project.analysis.any().get(&address.into());
    let all = one.into_iter().flat_map(|one| instances(cx.project, one.span));
    all.map(|resource| resource.address.to_string()).collect()
}

/// Who triggers or uses a resource or any other instance of its declaration, in words.
#[must_use]
pub fn reach(cx: &Cx<'_>, address: &str) -> String {
    let mut ends: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for calls in instances_of(cx, address).iter().flat_map(|one| incoming(cx, one)) {
        let known = ends.entry(calls.other.address).or_default();
        known.extend(calls.what.into_iter().filter(|what| !known.contains(what)).collect::<Vec<_>>());
    }
    let one = |(end, what): (&String, &Vec<String>)| match what.as_slice() {
        [] => end.clone(),
        what => format!("{end} ({})", what.join(", ")),
    };
    let all: Vec<String> = ends.iter().take(MOST).map(one).collect();
    match (ends.len(), all.join(", ")) {
        (0, _) => "reached by nobody".to_owned(),
        (n, all) if n > MOST => format!("reached by {all} and {} more", n - MOST),
        (_, all) => format!("reached by {all}"),
    }
}

/// What a plan would do with a resource and every other instance of its declaration, in words.
#[must_use]
pub fn would(cx: &Cx<'_>, planned: &BTreeMap<String, String>, address: &str) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for one in instances_of(cx, address).iter().filter_map(|one| planned.get(one)) {
        *counts.entry(one.as_str()).or_default() += 1;
    }
    let all: Vec<String> = match counts.len() {
        0 => return "plan: not while there are errors".to_owned(),
        1 => counts
            .iter()
            .map(|(word, n)| if *n == 1 { (*word).to_owned() } else { format!("{word} all {n}") })
            .collect(),
        _ => counts.iter().map(|(word, n)| format!("{word} {n}")).collect(),
    };
    format!("plan: {}", all.join(", "))
}

/// As many are named.
const MOST: usize = 3;

/// What a plan would do with each resource, in words, by address.
///
/// # Errors
/// When state or world cannot be read.
pub fn planned(cx: &Cx<'_>) -> Result<BTreeMap<String, String>, Trouble> {
    let known = &cx.project.analysis;
    let loaded = load(&cx.system, &known.path).map_err(|error: LoadError| Trouble::from(error))?;
    let again = analyse(&cx.system, cx.catalog, loaded, &known.options);
    let planned = plan(&cx.system, cx.catalog, again, Towards::Stack, &[], Purpose::Draw)?;
    let Some(work) = planned.work else { return Ok(BTreeMap::new()) };
    Ok(work
        .plan
        .steps
        .iter()
        .map(|step| {
            let word = match step.action {
                Action::None => "no change",
                action => action_word(action),
            };
            (step.address.to_string(), word.to_owned())
        })
        .collect())
}
