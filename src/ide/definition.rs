//! Where a name is declared, and where else it stands.

use super::index::{Name, Occurrence, Role};
use super::snapshot::Cx;
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

/// Where the name at a byte is declared; the first file of a module for its path.
#[must_use]
pub fn definition(cx: &Cx<'_>, byte: u32) -> Option<Target> {
    let index = cx.project.index();
    if let Some(target) = super::links::module_at(cx, byte) {
        return Some(target);
    }
    let occurrence = index.at(cx.file, byte)?;
    if let Name::Local(_, span) = &occurrence.symbol.name {
        return Some(Target { from: occurrence.reach, whole: *span, name: *span });
    }
    let declared = index.declared(&occurrence.symbol)?;
    Some(Target { from: occurrence.reach, whole: declared.whole, name: declared.span })
}

/// All places of the name at a byte in this stack, its declaration among them.
#[must_use]
pub fn references<'a>(cx: &Cx<'a>, byte: u32) -> Vec<&'a Occurrence> {
    let index = cx.project.index();
    index.at(cx.file, byte).map(|known| index.of(&known.symbol).collect()).unwrap_or_default()
}

/// The places of the name at a byte in this file.
#[must_use]
pub fn highlights(cx: &Cx<'_>, byte: u32) -> Vec<(Span, Role)> {
    let all = references(cx, byte).into_iter();
    all.filter(|one| one.span.file == cx.file).map(|one| (one.span, one.role)).collect()
}
