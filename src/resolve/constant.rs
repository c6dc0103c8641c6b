//! Values that are written out, so that nothing has to be known to read them.

use super::operators;
use crate::model::Value;
use crate::syntax::ast::{BinaryOp, EntryKind, Expr, ExprKind};

/// The value of an expression that names nothing and computes nothing; `None` if it does.
#[must_use]
pub fn constant(expr: &Expr) -> Option<Value> {
    Some(match &expr.kind {
        ExprKind::None => Value::None,
        ExprKind::Bool(truth) => Value::Bool(*truth),
        ExprKind::Number(number) => Value::Number(number.normalize()),
        ExprKind::Quantity(quantity) => Value::Quantity(*quantity),
        ExprKind::String(text) => Value::String(text.clone()),
        ExprKind::Timing(timing) => {
            let (word, inner) = (timing.word.text.as_str(), timing.inner.as_str());
            let reading =
                crate::timing::parse(word, inner, timing.inner_span, crate::timing::Dialect::Scheduler);
            if !reading.problems.is_empty() {
                return None;
            }
            Value::Timing(ecow::eco_format!("{}", reading.timing?))
        }
        ExprKind::Unary(op, of) => operators::unary(*op, &constant(of)?)?,
        ExprKind::Binary(BinaryOp::Range, low, high) => {
            operators::binary(BinaryOp::Range, &constant(low)?, &constant(high)?).ok()?
        }
        ExprKind::List(items) => Value::List(
            items
                .iter()
                .map(|item| if item.spread { None } else { constant(&item.value) })
                .collect::<Option<_>>()?,
        ),
        ExprKind::Map(entries) => Value::Map(
            entries
                .iter()
                .map(|entry| match &entry.kind {
                    EntryKind::Attribute(attribute) => {
                        Some((attribute.name.text.clone(), constant(&attribute.value)?))
                    }
                    _ => None,
                })
                .collect::<Option<_>>()?,
        ),
        _ => return None,
    })
}
