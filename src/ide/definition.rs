//! Where a name is declared, and where else it stands.

use super::index::{Name, Occurrence, Role};
use super::parts::part_at;
use super::project::Project;
use super::rename::everywhere;
use super::snapshot::{Cx, Snapshot};
use crate::base::Span;

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
    let occurrence = index.at(cx.file, byte)?;
    if let Name::Local(_, span) = &occurrence.symbol.name {
        return Some(Target { from: occurrence.reach, whole: *span, name: *span });
    }
    let declared = index.declared(&occurrence.symbol)?;
    Some(Target { from: occurrence.reach, whole: declared.whole, name: declared.span })
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
