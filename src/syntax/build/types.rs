//! Types of params.

use super::super::ast::{BinaryOp, Expr, ExprKind, RecordField, TypeExpr, TypeKind, UnaryOp};
use super::super::parser::{Node, Rule};
use super::Build;
use crate::base::Span;
use crate::diag::Diagnostic;
use crate::syntax::rules::syntax_error::RULE;

impl Build<'_> {
    /// The next type.
    pub(super) fn types(&mut self) -> TypeExpr {
        let Some(node) = self.take() else {
            return TypeExpr { span: self.here(), kind: TypeKind::Missing };
        };
        let inner = node.next as usize;
        let span = self.place(node);
        if !self.enter(1, span) {
            self.at = inner;
            return TypeExpr { span, kind: TypeKind::Missing };
        }
        let mut list = Vec::new();
        while let Some(Rule::r#type) = self.peek(inner) {
            list.push(self.one_type());
        }
        self.at = inner;
        self.depth -= 1;
        if list.len() == 1
            && let Some(only) = list.pop()
        {
            return only;
        }
        TypeExpr { span, kind: TypeKind::Union(list.into()) }
    }

    fn one_type(&mut self) -> TypeExpr {
        let Some(node) = self.take() else {
            return TypeExpr { span: self.here(), kind: TypeKind::Missing };
        };
        let inner = node.next as usize;
        let mut ty = self.type_base(inner);
        while let Some(rule) = self.peek(inner) {
            if !self.mark(rule) {
                break;
            }
            // `string[]` is read as meant.
            if rule == Rule::empty_list {
                ty = TypeExpr { span: ty.span, kind: TypeKind::List(Box::new(ty)) };
            }
        }
        if let Some(optional) = self.accept(Rule::optional, inner) {
            let span = ty.span.to(self.place(optional));
            ty = TypeExpr { span, kind: TypeKind::Optional(Box::new(ty)) };
        }
        while let Some(again) = self.accept(Rule::optional, inner) {
            self.found.optional_twice(self.place(again));
        }
        self.at = inner;
        ty
    }

    fn type_base(&mut self, end: usize) -> TypeExpr {
        while self.mark_next(end) {}
        let Some(rule) = self.peek(end) else {
            return TypeExpr { span: self.here(), kind: TypeKind::Missing };
        };
        if matches!(rule, Rule::plain | Rule::template | Rule::block) {
            let value = self.expr(end);
            return TypeExpr { span: value.span, kind: TypeKind::Literal(value) };
        }
        let Some(node) = self.take() else {
            return TypeExpr { span: self.here(), kind: TypeKind::Missing };
        };
        let inner = node.next as usize;
        let opened = self.span(node.start.saturating_sub(1), node.end);
        let (span, kind) = match rule {
            Rule::type_name => {
                let text = self.slice(node.start, node.end);
                (self.place(node), type_named(text, self.place(node)))
            }
            Rule::list_of => (self.place(node), TypeKind::List(Box::new(self.types()))),
            Rule::map_of => (self.place(node), TypeKind::Map(Box::new(self.types()))),
            Rule::type_group => (opened, self.types().kind),
            Rule::bracket_type => {
                let of = self.types();
                let new = format!("list({})", self.written_at(of.span));
                self.written_otherwise(opened, "a list of something is written `list(…)`", new);
                (opened, TypeKind::List(Box::new(of)))
            }
            Rule::called_type => (self.place(node), self.called_type(node)),
            Rule::span_type => (self.place(node), TypeKind::Literal(self.span_type(node))),
            Rule::record => (opened, TypeKind::Record(self.fields(inner))),
            _ => {
                self.found.no_type(self.place(node));
                (self.place(node), TypeKind::Missing)
            }
        };
        self.at = inner;
        TypeExpr { span, kind }
    }

    /// `object({ … })`, `enum("a", "b")`, `List<string>`: types as other languages write them.
    fn called_type(&mut self, node: Node) -> TypeKind {
        let (inner, span) = (node.next as usize, self.place(node));
        let name =
            self.accept(Rule::type_name, inner).map(|name| self.slice(name.start, name.end).to_owned());
        let name = name.unwrap_or_default();
        let mut of = Vec::new();
        while self.peek(inner).is_some() {
            of.push(self.types());
        }
        let texts: Vec<String> = of.iter().map(|of| self.written_at(of.span).to_owned()).collect();
        let last = of.pop();
        let (new, kind) = match (name.to_lowercase().as_str(), last, texts.as_slice()) {
            ("object" | "record" | "struct" | "dict", Some(fields), [text])
                if matches!(fields.kind, TypeKind::Record(_)) =>
            {
                (text.clone(), fields.kind)
            }
            ("list" | "array" | "set" | "sequence", Some(one), [text]) => {
                (format!("list({text})"), TypeKind::List(Box::new(one)))
            }
            ("map" | "dict" | "record" | "object", Some(one), [.., text]) => {
                (format!("map({text})"), TypeKind::Map(Box::new(one)))
            }
            ("optional" | "nullable" | "maybe", Some(one), [text]) => {
                let is_union = matches!(one.kind, TypeKind::Union(_));
                let new = if is_union { format!("({text})?") } else { format!("{text}?") };
                (new, TypeKind::Optional(Box::new(one)))
            }
            ("enum" | "one_of" | "oneof" | "union" | "literal" | "choice", Some(last), texts) => {
                of.push(last);
                let all = texts.join(" | ");
                let goes_on = self.text.get(node.end as usize..).unwrap_or("").starts_with(['?', '[']);
                (if goes_on { format!("({all})") } else { all }, TypeKind::Union(of.into()))
            }
            _ => {
                let help = "types with parts are `list(string)`, `map(string)`, `{ name: string }` and `\"a\" | \"b\"`";
                self.found.error(span, format!("there is no type `{name}` with parts"), help);
                return TypeKind::Missing;
            }
        };
        self.written_otherwise(span, &format!("the type `{name}` is written otherwise here"), new);
        kind
    }

    fn written_otherwise(&mut self, span: Span, message: &str, new: String) {
        let found = Diagnostic::new(&RULE, span, message);
        self.found.add(match self.holds_notes(span) {
            true => found.help(format!("write `{new}`")),
            false => found.fix(format!("change to `{new}`"), span, new),
        });
    }

    /// `3` or `1..10`.
    fn span_type(&mut self, node: Node) -> Expr {
        let inner = node.next as usize;
        let first = self.type_number(inner);
        if self.accept(Rule::span_op, inner).is_none() {
            return first;
        }
        let last = self.type_number(inner);
        let span = first.span.to(last.span);
        Expr { span, kind: ExprKind::Binary(BinaryOp::Range, Box::new(first), Box::new(last)) }
    }

    fn type_number(&mut self, end: usize) -> Expr {
        let Some(node) = self.accept(Rule::type_number, end) else { return Self::missing(self.here()) };
        let negative = self.slice(node.start, node.end).starts_with('-');
        let digits = Node { start: node.start + u32::from(negative), ..node };
        let value = Expr { span: self.place(digits), kind: self.number(digits) };
        if !negative {
            return value;
        }
        Expr { span: self.place(node), kind: ExprKind::Unary(UnaryOp::Negate, Box::new(value)) }
    }

    fn fields(&mut self, end: usize) -> Box<[RecordField]> {
        let mut list = Vec::new();
        while let Some(rule) = self.peek(end) {
            if self.mark(rule) {
                continue;
            }
            let Some(node) = self.take() else { break };
            let inner = node.next as usize;
            let name = self.word(inner);
            self.not_reserved(&name);
            while self.mark_next(inner) {}
            let ty = self.types();
            let default = self.peek(inner).map(|_| self.value(inner));
            list.push(RecordField { name, ty, default });
            self.at = inner;
        }
        list.into()
    }
}

/// A type's name, or one of the words that are literals.
fn type_named(text: &str, span: Span) -> TypeKind {
    match text {
        "true" | "false" => TypeKind::Literal(Expr { span, kind: ExprKind::Bool(text == "true") }),
        "none" => TypeKind::Literal(Expr { span, kind: ExprKind::None }),
        _ => TypeKind::Name(text.into()),
    }
}
