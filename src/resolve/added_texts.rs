//! Texts that are added, as other languages join them: read as the string that is meant.

use super::cx::Cx;
use super::rules;
use crate::base::Span;
use crate::diag::Diagnostic;
use crate::model::Value;
use crate::syntax::ast::{BinaryOp, Expr, ExprKind, TemplatePart};

impl Cx<'_> {
    /// Reports `a + "-" + b` with the string that is meant, and its value; the outer `None` if no text is added.
    #[expect(clippy::option_option, reason = "what is no text and what failed differ")]
    pub(super) fn added_texts(&mut self, sides: (&Expr, &Expr), span: Span) -> Option<Option<Value>> {
        let mut all = Vec::new();
        leaves(sides.0, &mut all);
        all.push(sides.1);
        let is_text = |leaf: &&Expr| matches!(leaf.kind, ExprKind::String(_) | ExprKind::Template(_));
        // Numbers before a text are a sum; and a comment between them would be lost.
        let lengths: u32 = all.iter().map(|leaf| leaf.span.end - leaf.span.start + 3).sum();
        let is_plain = span.end - span.start + 3 == lengths;
        if !all.iter().take(2).any(is_text) || !is_plain || self.in_secret(span) {
            return None;
        }
        let meant: String = all.iter().map(|leaf| written(leaf)).collect::<Option<_>>()?;
        let found = Diagnostic::new(
            &rules::type_mismatch::RULE,
            span,
            "strings are not added: values are put into one",
        );
        let new = format!("\"{meant}\"");
        self.report(found.fix(format!("change to `{new}`"), span, new));
        let parts = all.into_iter().flat_map(|leaf| match &leaf.kind {
            ExprKind::String(text) => vec![TemplatePart::Text(text.clone())],
            ExprKind::Template(parts) => parts.to_vec(),
            _ => vec![TemplatePart::Value(leaf.clone())],
        });
        Some(self.template(&parts.collect::<Vec<_>>()))
    }
}

/// What is added, one after the other.
fn leaves<'e>(expr: &'e Expr, all: &mut Vec<&'e Expr>) {
    match &expr.kind {
        ExprKind::Binary(BinaryOp::Add, left, right) => {
            leaves(left, all);
            all.push(right);
        }
        _ => all.push(expr),
    }
}

/// What stands for a value within a string; nothing if it is neither a name, a call nor a plain text.
fn written(leaf: &Expr) -> Option<String> {
    match &leaf.kind {
        ExprKind::String(text) => plain(text),
        ExprKind::Template(parts) => parts
            .iter()
            .map(|part| match part {
                TemplatePart::Text(text) => plain(text),
                TemplatePart::Value(value) => Some(format!("${{{}}}", expression(value)?)),
            })
            .collect(),
        _ => Some(format!("${{{}}}", expression(leaf)?)),
    }
}

/// A name, or a call of a function with names and texts.
fn expression(expr: &Expr) -> Option<String> {
    match &expr.kind {
        ExprKind::Path(path) => Some(path.to_string()),
        ExprKind::String(text) => Some(format!("\"{}\"", plain(text)?)),
        ExprKind::Call(call) => {
            let args: Vec<String> = call.args.iter().map(expression).collect::<Option<_>>()?;
            Some(format!("{}({})", call.name.text, args.join(", ")))
        }
        _ => None,
    }
}

/// A text that is written as it is.
fn plain(text: &str) -> Option<String> {
    (!text.contains(['"', '\\', '$', '\n', '\t'])).then(|| text.to_owned())
}
