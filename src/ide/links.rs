//! Paths in the text that lead to files.

use std::path::{Path, PathBuf};

use super::definition::Target;
use super::rows::{head_of, rows};
use super::snapshot::Cx;
use crate::base::{Span, System};
use crate::catalog::Type;
use crate::syntax::ast::{Entry, EntryKind, Expr, ExprKind, Item, ItemKind};

/// A text that leads to a file or folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentLink {
    /// The text, without its quotes.
    pub span: Span,
    /// Where it leads.
    pub path: PathBuf,
    /// What is there.
    pub tooltip: String,
}

/// The paths in a file that lead to something that is there: modules, code, files that are read.
#[must_use]
pub fn document_links(cx: &Cx<'_>) -> Vec<DocumentLink> {
    let mut found = Vec::new();
    let Some(tree) = cx.project.tree(cx.file) else { return found };
    for item in &tree.items {
        if let ItemKind::Module(module) = &item.kind {
            let target = first_file(cx, module.path.span);
            found.extend(target.and_then(|file| {
                let path = PathBuf::from(&cx.project.sources().file(file)?.path);
                Some(DocumentLink { span: inside(module.path.span), path, tooltip: "the module".to_owned() })
            }));
        }
        found.extend(paths(cx, item));
    }
    found
}

/// The paths of a declaration's attributes.
fn paths(cx: &Cx<'_>, item: &Item) -> Vec<DocumentLink> {
    let ItemKind::Resource(resource) = &item.kind else { return Vec::new() };
    let rows = rows(cx.catalog, &[head_of(&item.kind)]);
    let is_path = |entry: &Entry| match &entry.kind {
        EntryKind::Attribute(one) => rows.attr(&one.name.text).is_some_and(|row| row.ty == Type::Path),
        _ => false,
    };
    let entries = resource.body.entries.iter().filter(|entry| is_path(entry));
    entries
        .filter_map(|entry| match &entry.kind {
            EntryKind::Attribute(one) => link(cx, &one.value),
            _ => None,
        })
        .collect()
}

fn link(cx: &Cx<'_>, value: &Expr) -> Option<DocumentLink> {
    let ExprKind::String(text) = &value.kind else { return None };
    // A path counts from the folder of the file that it stands in, in a module, too.
    let file = cx.project.sources().file(cx.file)?;
    let folder = Path::new(&file.path).parent()?;
    let path: PathBuf = folder.join(text.as_str()).components().collect();
    let is_there = cx.system.exists(&path) && !text.is_empty();
    is_there.then(|| DocumentLink { span: inside(value.span), path, tooltip: "the code".to_owned() })
}

/// What stands between two quotes.
fn inside(span: Span) -> Span {
    Span::new(span.file, span.start + 1, span.end.saturating_sub(1))
}

/// The first file of the module that a path leads to.
fn first_file(cx: &Cx<'_>, path: Span) -> Option<crate::base::FileId> {
    let modules = cx.project.analysis.modules();
    modules.folders.get(*modules.uses.get(&path)?)?.ids.first().copied()
}

/// Where the path of a `module` line at a byte leads.
pub(super) fn module_at(cx: &Cx<'_>, byte: u32) -> Option<Target> {
    let tree = cx.project.tree(cx.file)?;
    let mut paths = tree.items.iter().filter_map(|item| match &item.kind {
        ItemKind::Module(module) => Some(module.path.span),
        _ => None,
    });
    let from = paths.find(|span| span.start <= byte && byte <= span.end)?;
    let start = Span::new(first_file(cx, from)?, 0, 0);
    Some(Target { from, whole: start, name: start })
}
