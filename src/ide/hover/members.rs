//! What is said of what a resource tells: its outputs, attributes and metrics.

use std::fmt::Write as _;

use super::super::index::{Name, Symbol};
use super::super::rows::kind_of;
use super::super::snapshot::Cx;
use super::super::values::instances;
use super::Hover;
use super::attribute::{described, sources};
use super::names::narrowed;
use crate::base::Span;
use crate::catalog::Kind;
use crate::model::Resource;
use crate::syntax::ast::{Expr, ExprKind, Ident};

/// A word behind an instance: `name` of `bucket.files["a"].name`.
pub(super) fn member(cx: &Cx<'_>, of: &Expr, member: &Ident) -> Option<Hover> {
    let mut inner = of;
    while let ExprKind::Index(of, _) | ExprKind::Member(of, _) = &inner.kind {
        inner = of;
    }
    let ExprKind::Path(path) = &inner.kind else { return None };
    let name = path.split('.').nth(1)?;
    told(cx, kind_of(inner), name, &member.text, member.span)
}

/// A word behind a resource.
pub(super) fn told(cx: &Cx<'_>, kind: &str, name: &str, word: &str, span: Span) -> Option<Hover> {
    let row = cx.catalog.kind(kind)?;
    let mut text = match (row.output(word), row.shape.attr(word)) {
        (Some(output), _) => format!("`{word}` of `{kind}`: {}\n\n", output.doc),
        (None, Some(attr)) => described(attr, Some(row)),
        (None, None) => return metric(row, word).map(|text| Hover { span, text }),
    };
    let value = |resource: &Resource| {
        let output = resource.output(word).map(|value| format!("\"{value}\""));
        output.or_else(|| resource.input(word).map(ToString::to_string))
    };
    let all: Vec<(&Resource, String)> = narrowed_by(cx, resources(cx, kind, name), span)
        .into_iter()
        .filter_map(|resource| Some((resource, value(resource)?)))
        .collect();
    for (resource, value) in all.iter().take(MOST) {
        let of = if all.len() > 1 { format!(" in `{}`", resource.address) } else { String::new() };
        let _ = writeln!(text, "- here: `{value}`{of}");
    }
    Some(Hover { span, text })
}

/// As many instances are told one by one.
const MOST: usize = 3;

/// Of some instances the one whose key stands before the dot of a word; all where none stands there.
fn narrowed_by<'a>(cx: &Cx<'_>, all: Vec<&'a Resource>, word: Span) -> Vec<&'a Resource> {
    let before = cx.text().get(..word.start as usize).unwrap_or("");
    let inner = before.strip_suffix("].").and_then(|before| before.rfind('['));
    match inner.and_then(|at| u32::try_from(at).ok()) {
        Some(at) => narrowed(cx, all.into_iter(), at),
        None => all,
    }
}

/// The resources that a name stands for where it is read.
fn resources<'a>(cx: &Cx<'a>, kind: &str, name: &str) -> Vec<&'a Resource> {
    let space = cx.project.space(cx.file);
    let symbol = Symbol { space, name: Name::Resource(kind.into(), name.into()) };
    let declared = cx.project.index().declared(&symbol);
    declared.map(|declared| instances(cx.project, declared.whole).collect()).unwrap_or_default()
}

/// What CloudWatch measures a kind by.
fn metric(kind: &Kind, word: &str) -> Option<String> {
    let (table, row) = kind
        .metrics
        .iter()
        .find_map(|table| Some((table, table.rows.iter().find(|row| row.name == word)?)))?;
    let doubt = if row.confirmed { "" } else { "; unconfirmed" };
    let mut text = format!(
        "`{word}`: a metric of `{}`, in {}{doubt}\n\n- usually told as `{}`\n- one value in {} s\n",
        table.namespace, row.unit, row.usual, table.seconds
    );
    text.push_str(&sources(&[table.fact]));
    Some(text)
}
