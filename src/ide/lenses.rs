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

/// Who triggers or uses a resource, in words.
#[must_use]
pub fn reach(cx: &Cx<'_>, address: &str) -> String {
    let calls = incoming(cx, address);
    let one = |calls: &super::calls::Calls| match calls.what.as_slice() {
        [] => calls.other.address.clone(),
        what => format!("{} ({})", calls.other.address, what.join(", ")),
    };
    let all: Vec<String> = calls.iter().take(MOST).map(one).collect();
    match (calls.len(), all.join(", ")) {
        (0, _) => "reached by nobody".to_owned(),
        (n, all) if n > MOST => format!("reached by {all} and {} more", n - MOST),
        (_, all) => format!("reached by {all}"),
    }
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
                Action::Create => "create",
                Action::Update => "update",
                Action::Replace => "replace",
                Action::Delete => "delete",
                Action::Adopt => "adopt",
                Action::Forget => "forget",
                Action::Move => "move",
                Action::None => "no change",
            };
            (step.address.to_string(), format!("plan: {word}"))
        })
        .collect())
}
