//! Where a name is declared, and where else it stands.

use super::chain::{Link, chain};
use super::index::{Name, Occurrence, Role};
use super::parts::part_at;
use super::project::Project;
use super::rename::everywhere;
use super::snapshot::{Cx, Snapshot};
use crate::base::Span;
use crate::syntax::ast::{EntryKind, ExprKind, path_parts};

/// A place that something leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// What was asked about.
    pub from: Span,
    /// All of the declaration.
    pub whole: Span,
    /// Its name.
    pub name: Span,
}

/// Where the name at a byte is declared; the first file of a module for its path, and what makes it for a part that AWS
/// makes by itself.
#[must_use]
pub fn definition(cx: &Cx<'_>, byte: u32) -> Option<Target> {
    let index = cx.project.index();
    if let Some(target) = super::links::module_at(cx, byte) {
        return Some(target);
    }
    if let Some(part) = part_at(cx, byte) {
        let (whole, name) = part.made_by(cx)?;
        return Some(Target { from: part.word, whole, name });
    }
    let Some(occurrence) = index.at(cx.file, byte) else { return member(cx, byte) };
    if let Name::Local(_, span) = &occurrence.symbol.name {
        return Some(Target { from: occurrence.reach, whole: *span, name: *span });
    }
    let declared = index.declared(&occurrence.symbol)?;
    Some(Target { from: occurrence.reach, whole: declared.whole, name: declared.span })
}

/// Where what a resource tells is written: its attribute, else the resource itself.
fn member(cx: &Cx<'_>, byte: u32) -> Option<Target> {
    let tree = cx.project.tree(cx.file)?;
    let chain = chain(tree, byte);
    let Some(Link::Expr(expr)) = chain.last() else { return None };
    let (of, word, from) = match &expr.kind {
        ExprKind::Path(path) => {
            let mut parts = path_parts(path, expr.span).skip(2);
            let (word, from) = parts.find(|(_, at)| at.start <= byte && byte <= at.end)?;
            (expr.span.start, word, from)
        }
        ExprKind::Member(of, word) if word.span.start <= byte => {
            (of.span.start, word.text.as_str(), word.span)
        }
        _ => return None,
    };
    // The resource is what the path begins with.
    let index = cx.project.index();
    let known = index.at(cx.file, of)?;
    let declared = index.declared(&known.symbol)?;
    let written = attribute(cx, declared.whole, word);
    let (whole, name) = written.unwrap_or((declared.whole, declared.span));
    Some(Target { from, whole, name })
}

/// An attribute of a declaration: all of it, and its name.
fn attribute(cx: &Cx<'_>, declaration: Span, word: &str) -> Option<(Span, Span)> {
    let tree = cx.project.tree(declaration.file)?;
    let item = tree.items.iter().find(|item| item.span == declaration)?;
    let entries = Link::Item(item).entries()?;
    entries.iter().find_map(|entry| match &entry.kind {
        EntryKind::Attribute(it) if it.name.text == word => Some((entry.span, it.name.span)),
        _ => None,
    })
}

/// All places of the name at a byte, in all stacks that have the file it is declared in; its declaration among them.
#[must_use]
pub fn references<'a>(
    snapshot: &'a Snapshot<'_>,
    cx: &Cx<'a>,
    byte: u32,
) -> Vec<(&'a Project, &'a Occurrence)> {
    let Some(known) = cx.project.index().at(cx.file, byte) else { return Vec::new() };
    let mut found = Vec::new();
    for (project, symbol) in everywhere(snapshot, cx, &known.symbol) {
        found.extend(project.index().of(&symbol).map(|one| (project, one)));
    }
    found
}

/// The places of the name at a byte in this file.
#[must_use]
pub fn highlights(cx: &Cx<'_>, byte: u32) -> Vec<(Span, Role)> {
    let index = cx.project.index();
    let Some(known) = index.at(cx.file, byte) else { return Vec::new() };
    let here = index.of_file(cx.file).iter().filter(|one| one.symbol == known.symbol);
    here.map(|one| (one.span, one.role)).collect()
}
