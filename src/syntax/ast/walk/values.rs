//! The part of the walk that goes through expressions and types.

use super::super::{Comprehension, Expr, ExprKind, RecordField, TemplatePart, TypeExpr, TypeKind};
use super::{Part, Step, Walker};
use crate::base::Span;

impl<'a> Walker<'_, 'a> {
    /// Goes through an expression.
    pub(super) fn expr(&mut self, it: &'a Expr) {
        let span = it.span;
        match &it.kind {
            ExprKind::Missing => (self.see)(Step::Missing),
            ExprKind::None => (self.see)(Step::None),
            ExprKind::Bool(value) => (self.see)(Step::Bool(*value)),
            ExprKind::Number(number) => (self.see)(Step::Number(*number, span)),
            ExprKind::Quantity(quantity) => (self.see)(Step::Quantity(*quantity, span)),
            ExprKind::String(text) => self.text(text),
            ExprKind::Path(path) => (self.see)(Step::Path(path)),
            ExprKind::Timing(timing) => self.within(Part::Timing, span, |walker| {
                walker.text(&timing.word.text);
                walker.text(&timing.inner);
            }),
            ExprKind::Unary(op, value) => {
                self.within(Part::Unary(*op), span, |walker| walker.expr(value));
            }
            ExprKind::Binary(op, left, right) => self.both(Part::Binary(*op), span, left, right),
            ExprKind::Index(of, index) => self.both(Part::Index, span, of, index),
            _ => self.composed(it),
        }
    }

    fn composed(&mut self, it: &'a Expr) {
        let span = it.span;
        match &it.kind {
            ExprKind::Template(parts) => self.within(Part::Template, span, |walker| {
                for part in parts {
                    match part {
                        TemplatePart::Text(text) => walker.text(text),
                        TemplatePart::Value(value) => {
                            walker.within(Part::Value, value.span, |walker| walker.expr(value));
                        }
                    }
                }
            }),
            ExprKind::Member(of, name) => self.assigned(Part::Member, span, &name.text, of),
            ExprKind::Call(call) => self.within(Part::Call, span, |walker| {
                walker.text(&call.name.text);
                call.args.iter().for_each(|arg| walker.expr(arg));
            }),
            ExprKind::List(items) => self.within(Part::List, span, |walker| {
                for item in items {
                    let part = if item.spread { Part::Spread } else { Part::Value };
                    walker.within(part, item.value.span, |walker| walker.expr(&item.value));
                }
            }),
            ExprKind::Map(entries) => self.within(Part::Map, span, |walker| walker.entries(entries)),
            ExprKind::ListFor(it) => self.comprehension(Part::ListFor, span, it),
            ExprKind::MapFor(it) => self.comprehension(Part::MapFor, span, it),
            ExprKind::Arrow(it) => self.flow(it, span),
            ExprKind::If(it) => self.within(Part::Conditional, span, |walker| {
                walker.expr(&it.condition);
                walker.expr(&it.then);
                walker.expr(&it.otherwise);
            }),
            _ => {}
        }
    }

    fn comprehension(&mut self, part: Part, span: Span, it: &'a Comprehension) {
        self.within(part, span, |walker| {
            walker.repeat(&it.repeat);
            if let Some(condition) = &it.condition {
                walker.within(Part::If, condition.span, |walker| walker.expr(condition));
            }
            if let Some(key) = &it.key {
                walker.expr(key);
            }
            walker.expr(&it.value);
        });
    }

    /// Goes through a type.
    pub(super) fn types(&mut self, ty: &'a TypeExpr) {
        let span = ty.span;
        match &ty.kind {
            TypeKind::Missing => (self.see)(Step::Missing),
            TypeKind::Name(name) => (self.see)(Step::Path(name)),
            TypeKind::Literal(value) => self.expr(value),
            TypeKind::Union(list) => self.within(Part::Union, span, |walker| {
                list.iter().for_each(|ty| walker.types(ty));
            }),
            TypeKind::Optional(ty) => self.within(Part::Optional, span, |walker| walker.types(ty)),
            TypeKind::List(ty) => self.within(Part::ListType, span, |walker| walker.types(ty)),
            TypeKind::Map(ty) => self.within(Part::MapType, span, |walker| walker.types(ty)),
            TypeKind::Record(fields) => self.within(Part::Record, span, |walker| {
                fields.iter().for_each(|field| walker.field(field));
            }),
        }
    }

    fn field(&mut self, field: &'a RecordField) {
        let end = field.default.as_ref().map_or(field.ty.span, |value| value.span);
        self.within(Part::Field, field.name.span.to(end), |walker| {
            walker.text(&field.name.text);
            walker.types(&field.ty);
            if let Some(value) = &field.default {
                walker.within(Part::Value, value.span, |walker| walker.expr(value));
            }
        });
    }
}
