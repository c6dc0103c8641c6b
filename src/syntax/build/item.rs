//! Declarations.

use super::super::ast::{
    Binding, Body, Clauses, Expr, Flow, Ident, Item, ItemKind, Mark, Module, Param, Resource, Scenario,
    StackBlock, Test,
};
use super::super::parser::{Node, Rule};
use super::foreign::Heading;
use super::wrapped::wraps;
use super::{Before, Build};

impl Build<'_> {
    /// The next declaration; nothing if it was a mere mistake, which is then reported.
    pub(super) fn item(&mut self, before: Before) -> Option<Item> {
        let rule = self.peek(self.nodes.len())?;
        if self.mark(rule) {
            return None;
        }
        let node = self.take()?;
        let end = node.next as usize;
        let kind = match rule {
            Rule::resource | Rule::l_resource | Rule::l_signed | Rule::l_bare => {
                let Some(resource) = self.resource(node) else {
                    self.at = end;
                    return None;
                };
                resource
            }
            Rule::l_unnamed => {
                self.unnamed(node);
                self.at = end;
                return None;
            }
            Rule::flow | Rule::l_flow => self.flow(end),
            Rule::param | Rule::l_param => self.param(end),
            Rule::binding | Rule::l_binding => self.binding(end),
            Rule::module | Rule::l_module => self.module(end),
            Rule::test | Rule::l_test => self.test(end),
            Rule::moved | Rule::l_moved => ItemKind::Moved(self.value(end), self.value(end)),
            Rule::adopt | Rule::l_adopt => ItemKind::Adopt(self.value(end), self.value(end)),
            Rule::forget | Rule::l_forget => ItemKind::Forget(self.value(end)),
            _ => {
                self.at = end;
                return None;
            }
        };
        self.at = end;
        Some(Item {
            span: self.place(node),
            doc: before.doc,
            allows: before.allows.into(),
            kind,
            mark: Mark::default(),
        })
    }

    /// A resource, or a `stack` or `scenario`, which look the same; nothing if it is no declaration of this language.
    fn resource(&mut self, node: Node) -> Option<ItemKind> {
        let end = node.next as usize;
        let Heading { kind, name, quoted } = self.heading(end);
        let wraps = wraps(&kind.text);
        if !wraps {
            self.not_reserved(&kind);
            self.not_reserved(&name);
        }
        let clauses = self.clauses(end);
        let body = self.rest(end);
        if wraps {
            self.wrapped_declarations(&kind, &name, &body);
            return None;
        }
        if self.foreign(node, &kind, Some(&name), &body) {
            return None;
        }
        if let Some(quoted) = quoted {
            self.name_in_quotes(quoted, &kind, &name);
        }
        Some(match kind.text.as_str() {
            "stack" | "scenario" => {
                self.no_clauses(&kind, &clauses);
                if kind.text == "stack" {
                    ItemKind::Stack(StackBlock { name, body })
                } else {
                    ItemKind::Scenario(Scenario { name, body })
                }
            }
            "module" => {
                self.module_without_folder(&name, &body);
                ItemKind::Module(Box::new(Module {
                    path: Self::missing(name.span.after()),
                    name,
                    clauses,
                    body,
                }))
            }
            _ => ItemKind::Resource(Resource { kind, name, clauses, body: body.into() }),
        })
    }

    /// The body at the end of a declaration, with the marks before it.
    pub(super) fn rest(&mut self, end: usize) -> Body {
        while let Some(rule) = self.peek(end) {
            if let Some(body) = self.body(end) {
                return body;
            }
            if !self.mark(rule) {
                break;
            }
        }
        Body::default()
    }

    fn no_clauses(&mut self, kind: &Ident, clauses: &Clauses) {
        let repeat = clauses.repeat.as_ref().map(|repeat| repeat.span);
        if let Some(span) = repeat.or_else(|| clauses.condition.as_ref().map(|condition| condition.span)) {
            self.found.takes_no_clauses(span, &kind.text);
        }
    }

    fn flow(&mut self, end: usize) -> ItemKind {
        let source = self.value(end);
        let event = self.event(end);
        let filters = self.phrases(end);
        let target = self.value(end);
        let head = source.span.to(target.span);
        let clauses = self.clauses(end);
        let body = self.body(end);
        ItemKind::Flow(Box::new(Flow { head, source, event, filters, target, clauses, body }))
    }

    /// What follows the source of an arrow that is named in parentheses.
    pub(super) fn arrow(&mut self, source: Expr, end: usize) -> Flow {
        let end = self.take().map_or(end, |node| node.next as usize);
        let event = self.event(end);
        let filters = self.phrases(end);
        let target = self.value(end);
        let head = source.span.to(target.span);
        Flow { head, source, event, filters, target, clauses: Clauses::default(), body: None }
    }

    fn param(&mut self, end: usize) -> ItemKind {
        let secret = self.accept(Rule::secret, end).is_some();
        let name = self.word(end);
        self.not_reserved(&name);
        let mut param = Param { secret, name, ty: None, default: None };
        while let Some(rule) = self.peek(end) {
            match rule {
                Rule::types => param.ty = Some(self.types()),
                _ if self.mark(rule) => {}
                _ => param.default = Some(self.expr(end)),
            }
        }
        ItemKind::Param(Box::new(param))
    }

    fn binding(&mut self, end: usize) -> ItemKind {
        let binder = self.accept(Rule::binder, end);
        let is_let = binder.is_some_and(|node| self.slice(node.start, node.end) == "let");
        let name = self.word(end);
        self.not_reserved(&name);
        let value = self.value(end);
        let binding = Binding { name, value };
        if is_let { ItemKind::Let(binding) } else { ItemKind::Output(binding) }
    }

    fn module(&mut self, end: usize) -> ItemKind {
        let name = self.word(end);
        let path = self.value(end);
        let clauses = self.clauses(end);
        ItemKind::Module(Box::new(Module { name, path, clauses, body: self.rest(end) }))
    }

    fn test(&mut self, end: usize) -> ItemKind {
        let title = self.value(end);
        let under = match self.peek(end) {
            Some(Rule::path | Rule::missing) => Some(self.expr(end)),
            _ => None::<Expr>,
        };
        ItemKind::Test(Box::new(Test { title, under, body: self.rest(end) }))
    }
}
