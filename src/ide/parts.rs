//! Parts that AWS makes by itself, where they are named: what they are, and what makes them.

use crate::base::Span;
use crate::catalog::Kind;
use crate::model::{Address, Resource};
use crate::syntax::ast::{Expr, ExprKind, path_parts};

use super::chain::{Link, chain};
use super::rows::{kind_of, link};
use super::snapshot::Cx;

/// A part that is named at a place.
#[derive(Debug)]
pub(super) struct PartAt<'a> {
    /// The part's word.
    pub(super) word: Span,
    pub(super) name: &'a str,
    /// What it belongs to, as it is written.
    pub(super) owner: &'a str,
    /// Its kind.
    pub(super) kind: &'static Kind,
    /// One sentence.
    pub(super) doc: &'static str,
    /// When it is made, behind "it is made"; empty for the part of an arrow.
    pub(super) when: String,
    /// What of its owner's braces decides how many there are.
    pub(super) each: Option<&'static str>,
    /// As it is written, with its key if that is written out.
    written: Vec<&'a str>,
}

/// The part whose name stands at a byte.
pub(super) fn part_at<'a>(cx: &Cx<'a>, byte: u32) -> Option<PartAt<'a>> {
    let tree = cx.project.tree(cx.file)?;
    let chain = chain(tree, byte);
    let exprs = || {
        chain.iter().rev().map_while(|link| match link {
            Link::Expr(expr) => Some(*expr),
            _ => None,
        })
    };
    let (word, whole) = exprs().find_map(|expr| word_at(expr, byte))?;
    let owner = cx.project.at(Span::new(word.file, whole.start, word.start.checked_sub(1)?));
    let name = cx.project.at(word);
    let (kind, doc, when, each) = row(cx, exprs().last()?, owner, name)?;
    let longer =
        exprs().filter(|expr| matches!(&expr.kind, ExprKind::Index(of, _) if of.span.end == word.end));
    let written = longer.map(|expr| expr.span).chain([Span::new(word.file, whole.start, word.end)]);
    let written = written.map(|span| cx.project.at(span)).collect();
    Some(PartAt { word, name, owner, kind, doc, when, each, written })
}

/// The word behind a dot at a byte, and the expression that it ends.
fn word_at(expr: &Expr, byte: u32) -> Option<(Span, Span)> {
    let holds = |span: Span| span.start <= byte && byte <= span.end;
    match &expr.kind {
        ExprKind::Path(path) => {
            let (_, word) = path_parts(path, expr.span).skip(1).find(|(_, span)| holds(*span))?;
            Some((word, expr.span))
        }
        ExprKind::Member(_, name) if holds(name.span) => Some((name.span, expr.span)),
        _ => None,
    }
}

/// What the catalog says of a part: its kind, its sentence, when it is made and for each of what.
fn row(
    cx: &Cx<'_>,
    outermost: &Expr,
    owner: &str,
    name: &str,
) -> Option<(&'static Kind, &'static str, String, Option<&'static str>)> {
    if let Some(flow) = arrow_in(outermost) {
        let link = link(cx.catalog, kind_of(&flow.source), kind_of(&flow.target))?;
        let row = link.parts().find(|row| row.name == name)?;
        return Some((cx.catalog.kind(row.kind)?, row.doc, String::new(), None));
    }
    let kind = cx.catalog.kind(owner.split('.').next()?)?;
    let mut rows = kind.parts.iter().filter(|row| row.name == name && row.when.can_be_named());
    let first = rows.next()?;
    let said = std::iter::once(first).chain(rows).map(|row| row.when.said(kind.shape));
    let said = said.collect::<Vec<_>>().join(", or ");
    Some((cx.catalog.kind(first.kind)?, first.doc, said, first.when.each()))
}

/// The arrow that an expression begins with.
fn arrow_in(expr: &Expr) -> Option<&crate::syntax::ast::Flow> {
    match &expr.kind {
        ExprKind::Arrow(flow) => Some(flow),
        ExprKind::Member(of, _) | ExprKind::Index(of, _) | ExprKind::Binary(_, of, _) => arrow_in(of),
        _ => None,
    }
}

impl PartAt<'_> {
    /// The part as it is made here, if it is written with its key.
    pub(super) fn made<'a>(&self, cx: &Cx<'a>) -> Option<&'a Resource> {
        let stack = cx.project.analysis.any();
        self.written.iter().find_map(|address| stack.get(&Address::from(*address)))
    }

    /// What makes it: the line of an arrow, the entry that says how many there are, or the declaration.
    pub(super) fn made_by(&self, cx: &Cx<'_>) -> Option<(Span, Span)> {
        let stack = cx.project.analysis.any();
        let arrow = self.owner.strip_prefix('(').and_then(|owner| owner.strip_suffix(')'));
        let owner = stack.get(&Address::from(arrow.unwrap_or(self.owner)))?;
        let entry = self.each.map(|each| owner.place(each));
        Some((owner.span, entry.unwrap_or(owner.head)))
    }
}
