//! The part that goes through expressions.

use super::{Gather, Name, Role, module_read};
use crate::syntax::ast::{Comprehension, Expr, ExprKind, FlowEvent, For, TemplatePart};

impl<'a> Gather<'a, '_> {
    /// Takes down the names in an expression.
    pub(super) fn expr(&mut self, it: &'a Expr) {
        match &it.kind {
            ExprKind::Path(path) => self.path(path, it.span),
            ExprKind::Template(parts) => {
                for part in parts {
                    if let TemplatePart::Value(value) = part {
                        self.expr(value);
                    }
                }
            }
            ExprKind::Member(of, name) => {
                self.expr(of);
                if let Some(module) = module_read(of) {
                    self.output(module, &name.text, name.span);
                }
            }
            ExprKind::Index(one, two) | ExprKind::Binary(_, one, two) => {
                self.expr(one);
                self.expr(two);
            }
            ExprKind::Call(call) => call.args.iter().for_each(|arg| self.expr(arg)),
            ExprKind::List(items) => items.iter().for_each(|item| self.expr(&item.value)),
            ExprKind::Map(entries) => entries.iter().for_each(|entry| self.entry(entry)),
            ExprKind::ListFor(it) | ExprKind::MapFor(it) => self.comprehension(it),
            ExprKind::If(it) => {
                [&it.condition, &it.then, &it.otherwise].into_iter().for_each(|one| self.expr(one));
            }
            ExprKind::Unary(_, value) => self.expr(value),
            ExprKind::Arrow(it) => {
                self.expr(&it.source);
                if let Some(FlowEvent::Route(route)) = &it.event {
                    self.expr(route);
                }
                it.filters.iter().flat_map(|phrase| &phrase.operands).for_each(|one| self.expr(one));
                self.expr(&it.target);
            }
            ExprKind::Missing
            | ExprKind::None
            | ExprKind::Bool(_)
            | ExprKind::Number(_)
            | ExprKind::Quantity(_)
            | ExprKind::String(_)
            | ExprKind::Timing(_) => {}
        }
    }

    fn comprehension(&mut self, it: &'a Comprehension) {
        let depth = self.locals.len();
        self.expr(&it.repeat.over);
        self.introduce(&it.repeat);
        it.condition.iter().chain(&it.key).for_each(|one| self.expr(one));
        self.expr(&it.value);
        self.locals.truncate(depth);
    }

    /// Loop variables are known from here on.
    pub(super) fn introduce(&mut self, repeat: &'a For) {
        for local in std::iter::once(&repeat.first).chain(&repeat.second) {
            let name = Name::Local(local.text.clone(), local.span);
            self.note(local.span, local.span, name, Role::Declaration);
            self.locals.push(local);
        }
    }
}
