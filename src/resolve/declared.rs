//! A declared resource.

use std::cell::Cell;
use std::fmt;
use std::sync::Arc;

use super::taken::{self, Doc, Source};
use crate::base::Span;
use crate::catalog::Kind;
use crate::model::Address;
use crate::syntax::ast::{Allow, Body, Clauses, Item, ItemKind};

/// A declared resource.
pub(super) struct Declared<'a> {
    /// All of it, from its first word to its last.
    pub(super) span: Span,
    /// Where kind and name begin and end, and where the name begins.
    head: [u32; 3],
    /// Where it is, with what stands before it; `None` if it was taken out of its tree.
    pub(super) item: Option<&'a Item>,
    /// Whether nobody needs any more what stands in its braces.
    is_gone: Cell<bool>,
    /// What stands in its braces, if it was taken out of its tree.
    taken: Cell<Option<Arc<Body>>>,
    /// The `///` lines before it, if it was taken out of its tree.
    doc: Cell<Doc>,
    /// What it is; `None` if there is no such kind, which is reported.
    pub(super) kind: Option<&'static Kind>,
    /// Its address; of an unknown kind, with the kind that was probably meant.
    pub(super) address: Address,
}

/// Without its tree.
impl fmt::Debug for Declared<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Declared").field("address", &self.address).finish_non_exhaustive()
    }
}

impl<'a> Declared<'a> {
    /// One of a kind and at an address, given all of it, where its head begins and ends and where its name begins.
    pub(super) fn new(
        span: Span,
        head: [u32; 3],
        source: Source<'a>,
        kind: Option<&'static Kind>,
        address: Address,
    ) -> Self {
        let (item, taken, doc) = match source {
            Source::Item(item) => (Some(item), None, None),
            Source::Taken(body, doc) => (None, Some(body), doc),
        };
        let (taken, doc) = (Cell::new(taken), Cell::new(doc));
        Self { span, head, item, is_gone: Cell::new(false), taken, doc, kind, address }
    }

    /// Its name.
    pub(super) fn name(&self) -> &str {
        self.address.as_str().split_once('.').map_or("", |(_, name)| name)
    }

    /// Kind and name.
    pub(super) fn head(&self) -> Span {
        let [start, end, _] = self.head;
        Span::new(self.span.file, start, end)
    }

    /// Where its name stands.
    pub(super) fn name_span(&self) -> Span {
        let [_, end, name] = self.head;
        Span::new(self.span.file, name, end)
    }

    /// `for` and `if`.
    pub(super) fn clauses(&self) -> &'a Clauses {
        match self.item.map(|item| &item.kind) {
            Some(ItemKind::Resource(resource)) => &resource.clauses,
            _ => &NO_CLAUSES,
        }
    }

    /// The `#[allow(…)]` before it.
    pub(super) fn allows(&self) -> &'a [Allow] {
        self.item.map_or(&[], |item| &item.allows)
    }

    /// The `///` lines before it, if there are any. What was taken out of its tree gives them once.
    pub(super) fn doc(&self) -> Doc {
        self.item.map_or_else(|| self.doc.take(), |item| taken::doc(&item.doc))
    }

    /// What stands in its braces; `None` once that is resolved.
    pub(super) fn body(&self) -> Option<Arc<Body>> {
        match self.item.map(|item| &item.kind) {
            Some(ItemKind::Resource(resource)) if !self.is_gone.get() => {
                Some(Arc::clone(resource.body.shared()))
            }
            _ => {
                let taken = self.taken.take();
                self.taken.set(taken.clone());
                taken
            }
        }
    }

    /// Lets its braces go: they are most of a tree, and the resource says it all.
    pub(super) fn release(&self) {
        self.is_gone.set(true);
        self.taken.set(None);
    }
}

/// No `for` and no `if`.
static NO_CLAUSES: Clauses = Clauses { repeat: None, condition: None };
