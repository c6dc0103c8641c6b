//! What is declared in a file, and in all of them.

use super::chain::Link;
use super::index::Name;
use super::project::Project;
use super::rows::label;
use super::snapshot::Cx;
use crate::base::Span;
use crate::syntax::ast::{Entry, EntryKind, Ident, Item, ItemKind};

/// What a symbol is, for its picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// The stack, a module.
    Module,
    /// A resource.
    Resource,
    /// A param.
    Param,
    /// A `let`.
    Value,
    /// An output.
    Output,
    /// An arrow.
    Flow,
    /// A block within a declaration.
    Block,
    /// A scenario or a test.
    Test,
}

/// Something that is declared, with what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    /// Its name.
    pub name: String,
    /// Its kind, or its first words.
    pub detail: String,
    /// What it is.
    pub sort: Sort,
    /// All of it.
    pub whole: Span,
    /// Its name's place.
    pub span: Span,
    /// What is in it.
    pub children: Vec<Symbol>,
}

/// What a file declares, in its order.
#[must_use]
pub fn document_symbols(cx: &Cx<'_>) -> Vec<Symbol> {
    let tree = cx.project.tree(cx.file);
    tree.into_iter().flat_map(|tree| &tree.items).filter_map(|item| symbol(cx.project, item)).collect()
}

fn symbol(project: &Project, item: &Item) -> Option<Symbol> {
    let named = |name: &Ident, sort: Sort, detail: &str| Symbol {
        name: name.text.to_string(),
        detail: detail.to_owned(),
        sort,
        whole: item.span,
        span: name.span,
        children: Link::Item(item).entries().map(blocks).unwrap_or_default(),
    };
    let line = |span: Span, sort: Sort| Symbol {
        name: project.at(span).lines().next().unwrap_or_default().trim_end_matches([' ', '{']).to_owned(),
        detail: String::new(),
        sort,
        whole: item.span,
        span,
        children: Vec::new(),
    };
    let found = match &item.kind {
        ItemKind::Stack(it) => named(&it.name, Sort::Module, "stack"),
        ItemKind::Param(it) => {
            named(&it.name, Sort::Param, it.ty.as_ref().map_or("", |ty| project.at(ty.span)))
        }
        ItemKind::Let(it) => named(&it.name, Sort::Value, "let"),
        ItemKind::Output(it) => named(&it.name, Sort::Output, "output"),
        ItemKind::Resource(it) => named(&it.name, Sort::Resource, &it.kind.text),
        ItemKind::Module(it) => named(&it.name, Sort::Module, "module"),
        ItemKind::Scenario(it) => named(&it.name, Sort::Test, "scenario"),
        ItemKind::Flow(it) => line(it.head, Sort::Flow),
        ItemKind::Test(it) => line(it.title.span, Sort::Test),
        ItemKind::Moved(..) | ItemKind::Adopt(..) | ItemKind::Forget(_) => return None,
    };
    (!found.name.is_empty()).then_some(found)
}

/// The blocks among some entries.
fn blocks(entries: &[Entry]) -> Vec<Symbol> {
    let of = |entry: &Entry| {
        let EntryKind::Sentence(it) = &entry.kind else { return None };
        it.body.as_ref()?;
        Some(Symbol {
            name: label(it).unwrap_or(&it.word.text).to_owned(),
            detail: it.word.text.to_string(),
            sort: Sort::Block,
            whole: entry.span,
            span: it.word.span,
            children: Link::Entry(entry).entries().map(blocks).unwrap_or_default(),
        })
    };
    entries.iter().filter_map(of).collect()
}

/// The declarations of a stack and its modules whose names have these letters in this order.
pub fn named_like<'a>(
    project: &'a Project,
    letters: &'a str,
) -> impl Iterator<Item = (String, Sort, Span)> + 'a {
    let spaces = 0..=project.analysis.modules().folders.len();
    let all = spaces.flat_map(|space| project.index().declarations(space));
    all.filter(|(name, _)| has(&name.shown(), letters))
        .map(|(name, declared)| (name.shown(), sort(name), declared.span))
}

/// Whether a text has some letters in their order, without regard to case.
fn has(text: &str, letters: &str) -> bool {
    let mut left = text.chars().flat_map(char::to_lowercase);
    letters.chars().flat_map(char::to_lowercase).all(|letter| left.any(|c| c == letter))
}

fn sort(name: &Name) -> Sort {
    match name {
        Name::Resource(..) => Sort::Resource,
        Name::Param(_) => Sort::Param,
        Name::Let(_) | Name::Local(..) => Sort::Value,
        Name::Output(_) => Sort::Output,
        Name::Module(_) | Name::Stack => Sort::Module,
        Name::Scenario(_) => Sort::Test,
    }
}
