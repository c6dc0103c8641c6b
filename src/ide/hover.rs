//! What is said of the word under the pointer.

pub(super) mod attribute;
pub(super) mod dated;
mod grants;
mod keywords;
mod members;
mod names;
mod slots;
mod words;

use super::chain::{Link, chain};
use super::rows::{Rows, heads, rows};
use super::snapshot::Cx;
use crate::base::Span;
use crate::syntax::ast::{Attribute, EntryKind, ExprKind, ItemKind, Sentence};

/// A text about a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hover {
    /// What it is about.
    pub span: Span,
    /// Markdown.
    pub text: String,
}

/// What there is to say of a byte.
#[must_use]
pub fn hover(cx: &Cx<'_>, byte: u32) -> Option<Hover> {
    let tree = cx.project.tree(cx.file)?;
    let chain = chain(tree, byte);
    words::allowance(cx, byte)
        .or_else(|| names::part(cx, byte))
        .or_else(|| inside(cx, &chain, byte))
        .or_else(|| names::name(cx, byte))
        .or_else(|| around(cx, &chain, byte))
        .or_else(|| keywords::keyword(cx, &chain, byte))
}

fn holds(span: Span, byte: u32) -> bool {
    span.start <= byte && byte <= span.end
}

/// What the innermost things say for themselves: a kind, a timing, a function, an event.
fn inside(cx: &Cx<'_>, chain: &[Link<'_>], byte: u32) -> Option<Hover> {
    match chain.last()? {
        Link::Item(item) => match &item.kind {
            ItemKind::Resource(it) if holds(it.kind.span, byte) => {
                words::kind(cx, &it.kind.text, it.kind.span)
            }
            _ => None,
        },
        Link::Expr(expr) => match &expr.kind {
            ExprKind::Timing(timing) => words::timing(cx, chain, timing, expr.span),
            ExprKind::Call(call) if holds(call.name.span, byte) => {
                words::function(&call.name.text, call.name.span)
            }
            ExprKind::Path(path) => words::path_part(cx, chain, path, expr.span, byte),
            ExprKind::Member(of, member) if holds(member.span, byte) => members::member(cx, of, member),
            _ => None,
        },
        Link::Event(span) => words::event(cx, chain, *span),
        _ => None,
    }
}

/// What the entry around the byte says: an attribute or a sentence.
fn around(cx: &Cx<'_>, chain: &[Link<'_>], byte: u32) -> Option<Hover> {
    let at = chain.iter().rposition(|link| matches!(link, Link::Entry(_)))?;
    let Link::Entry(entry) = chain.get(at)? else { return None };
    let outer = chain.get(..at)?;
    let (heads, path) = heads(outer);
    let place = Place { rows: rows(cx.catalog, &heads), path: &path, chain: outer };
    match &entry.kind {
        EntryKind::Attribute(attribute) if attribute.operator.is_some() => grants::condition(attribute, byte),
        EntryKind::Attribute(attribute) => attribute::attribute(cx, &place, attribute, byte),
        EntryKind::Sentence(sentence) => {
            let found = words::sentence(&place, sentence, byte);
            found
                .or_else(|| grants::grant(cx, &place, sentence, byte))
                .or_else(|| slots::slot(&place, sentence, byte))
        }
        _ => None,
    }
}

/// The body that an entry stands in.
struct Place<'a> {
    rows: Rows,
    /// The path of the body within its declaration, with a dot behind it.
    path: &'a str,
    /// What lies around it.
    chain: &'a [Link<'a>],
}

impl Place<'_> {
    /// The path of an attribute.
    fn path_of(&self, attribute: &Attribute) -> String {
        format!("{}{}", self.path, attribute.name.text)
    }

    /// What is described in the braces behind a word.
    fn block(&self, sentence: &Sentence) -> Option<&'static crate::catalog::Block> {
        self.rows.block(&sentence.word.text)
    }
}
