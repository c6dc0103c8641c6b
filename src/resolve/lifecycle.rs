//! `lifecycle { … }`: how a resource may change.

use super::attrs::Made;
use super::cx::Cx;
use super::{declare, rules};
use crate::catalog::Type;
use crate::diag::Diagnostic;
use crate::model::{ReplaceOrder, Value};
use crate::syntax::ast::{Attribute, Body, EntryKind, ExprKind};

impl<'a> Cx<'a> {
    /// Resolves `lifecycle { … }`.
    pub(super) fn lifecycle(&mut self, made: &mut Made, body: &'a Body) {
        for entry in &body.entries {
            self.allow(&entry.allows, entry.span);
            let EntryKind::Attribute(attribute) = &entry.kind else {
                let message = "`lifecycle` has `protect`, `replace` and `ignore`";
                self.report(Diagnostic::new(&rules::unknown_statement::RULE, entry.span, message));
                continue;
            };
            let span = attribute.value.span;
            match attribute.name.text.as_str() {
                "protect" => {
                    if self.condition(&attribute.value) == Some(true) {
                        made.lifecycle.protect = Some(span);
                    }
                }
                "replace" => {
                    const ORDERS: Type = Type::OneOf(&["create_first", "delete_first"]);
                    let value = self.eval(&attribute.value);
                    let value = value.and_then(|value| self.convert(value, &ORDERS, span, "replace"));
                    if value.as_ref().and_then(Value::as_str) == Some("create_first") {
                        made.lifecycle.replace = ReplaceOrder::CreateFirst;
                    }
                }
                "ignore" => self.ignored(made, attribute),
                "replace_when" => self.report(declare::not_yet(attribute.name.span, "`replace_when`")),
                name => {
                    let names = ["protect", "replace", "ignore", "replace_when"];
                    self.no_part(
                        &rules::unknown_attribute::RULE,
                        name,
                        attribute.name.span,
                        "`lifecycle`",
                        &names,
                    );
                }
            }
        }
        self.take_reads();
    }

    /// The paths of `ignore = [tags.key, memory]`, which are names and not values.
    fn ignored(&mut self, made: &mut Made, attribute: &'a Attribute) {
        let ExprKind::List(items) = &attribute.value.kind else {
            let message = "`ignore` is a list of attributes: `ignore = [memory, tags.audit]`";
            self.report(Diagnostic::new(&rules::type_mismatch::RULE, attribute.value.span, message));
            return;
        };
        for item in items {
            match &item.value.kind {
                ExprKind::Path(path) => made.lifecycle.ignore.push(path.clone()),
                _ => {
                    let message = "an attribute is named here, without quotes";
                    self.report(Diagnostic::new(&rules::type_mismatch::RULE, item.value.span, message));
                }
            }
        }
    }
}
