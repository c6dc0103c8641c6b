//! Declarations that are taken out of their trees, so that each can go as soon as it is resolved.

use std::cell::RefCell;
use std::mem;
use std::ops::Deref;
use std::sync::Arc;

use ecow::EcoString;

use super::declare::Scope;
use crate::base::Span;
use crate::catalog::Catalog;
use crate::diag::Diagnostic;
use crate::syntax::ast::{Allow, Body, Clauses, File, Flow, Ident, Item, ItemKind};

/// The `///` lines before a declaration, if there are any.
pub(super) type Doc = Option<Box<EcoString>>;

/// The `///` lines before a declaration, if there are any, given their text.
pub(super) fn doc(text: &EcoString) -> Doc {
    (!text.is_empty()).then(|| Box::new(text.clone()))
}

/// Where the rest of a declared resource is.
pub(super) enum Source<'a> {
    /// In its tree.
    Item(&'a Item),
    /// Taken out of it: what stands in its braces, and before it.
    Taken(Arc<Body>, Doc),
}

/// A declaration without its tree.
#[derive(Debug)]
pub(super) struct Taken {
    /// Its place among all declarations of all files.
    pub(super) place: u32,
    /// All of it, from its first word to its last.
    pub(super) span: Span,
    doc: Doc,
    what: What,
}

/// What was taken.
#[derive(Debug)]
enum What {
    /// Kind, name and braces of a resource.
    Resource(Ident, Ident, Arc<Body>),
    /// An arrow.
    Flow(Box<Flow>),
}

/// Takes resources and arrows out of their trees, in the order of the text, but for those that may stand for none or for
/// several, or that something is allowed in: these are looked at more than once.
pub(super) fn take_out(files: &mut [File]) -> Vec<Taken> {
    let mut all = Vec::with_capacity(files.iter().map(|file| file.items.len()).sum());
    let mut places = 0_u32..;
    for file in files {
        let mut rest = Vec::new();
        for (item, place) in mem::take(&mut *file.items).into_iter().zip(&mut places) {
            let Item { span, doc: ref text, ref allows, .. } = item;
            let is_plain = |clauses: &Clauses| {
                allows.is_empty() && clauses.repeat.is_none() && clauses.condition.is_none()
            };
            let doc = doc(text);
            let what = match item.kind {
                ItemKind::Resource(one) if is_plain(&one.clauses) => {
                    What::Resource(one.kind, one.name, Arc::clone(one.body.shared()))
                }
                ItemKind::Flow(flow) if is_plain(&flow.clauses) => What::Flow(flow),
                kind => {
                    rest.push(Item { kind, ..item });
                    continue;
                }
            };
            all.push(Taken { place, span, doc, what });
        }
        file.items = rest.into();
    }
    all
}

/// How many resources are declared in some files, with those that were taken out of their trees.
pub(super) fn resources(files: &[File], taken: &[Taken]) -> usize {
    let items = files.iter().flat_map(|file| &file.items);
    let in_trees = items.filter(|item| matches!(item.kind, ItemKind::Resource(_))).count();
    in_trees + taken.iter().filter(|one| matches!(one.what, What::Resource(..))).count()
}

impl Taken {
    /// Files it.
    pub(super) fn declare(self, catalog: &Catalog, scope: &mut Scope<'_>, found: &mut Vec<Diagnostic>) {
        match self.what {
            What::Resource(kind, name, body) => {
                scope.add(catalog, self.span, (&kind, &name), Source::Taken(body, self.doc), found);
            }
            What::Flow(flow) => scope.flows.push(Arrow {
                span: self.span,
                item: None,
                doc: RefCell::new(self.doc),
                taken: RefCell::new(Some(flow)),
            }),
        }
    }
}

/// A declared arrow.
#[derive(Debug)]
pub(super) struct Arrow<'a> {
    /// All of it, from its first word to its last.
    pub(super) span: Span,
    /// Where it is, with what stands before it; `None` if it was taken out of its tree.
    pub(super) item: Option<&'a Item>,
    /// The `///` lines before it, if it was taken out of its tree.
    doc: RefCell<Doc>,
    /// Its line, if it was taken out of its tree, until it is drawn.
    taken: RefCell<Option<Box<Flow>>>,
}

impl<'a> Arrow<'a> {
    /// One that stays in its tree.
    pub(super) fn in_tree(item: &'a Item) -> Self {
        Self { span: item.span, item: Some(item), doc: RefCell::default(), taken: RefCell::default() }
    }

    /// The `#[allow(…)]` before it.
    pub(super) fn allows(&self) -> &'a [Allow] {
        self.item.map_or(&[], |item| &item.allows)
    }

    /// The `///` lines before it, if there are any. What was taken out of its tree gives them once.
    pub(super) fn doc(&self) -> Doc {
        self.item.map_or_else(|| self.doc.take(), |item| doc(&item.doc))
    }

    /// Its line. What was taken out of its tree gives it once.
    pub(super) fn line(&self) -> Option<Line<'a>> {
        match self.item.map(|item| &item.kind) {
            Some(ItemKind::Flow(flow)) => Some(Line::InTree(flow)),
            _ => self.taken.take().map(Line::Taken),
        }
    }

    /// Looks at its line, which stays where it is.
    pub(super) fn look<T>(&self, at: impl FnOnce(&Flow) -> T) -> Option<T> {
        let line = self.line()?;
        let seen = at(&line);
        if let Line::Taken(flow) = line {
            *self.taken.borrow_mut() = Some(flow);
        }
        Some(seen)
    }
}

/// The line of an arrow.
#[derive(Debug)]
pub(super) enum Line<'a> {
    /// In its tree.
    InTree(&'a Flow),
    /// Taken out of it.
    Taken(Box<Flow>),
}

impl Deref for Line<'_> {
    type Target = Flow;

    fn deref(&self) -> &Flow {
        match self {
            Self::InTree(flow) => flow,
            Self::Taken(flow) => flow,
        }
    }
}
