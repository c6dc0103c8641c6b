//! Moves trees and findings to where their text stands now.

use ecow::EcoString;
use rust_decimal::Decimal;

use super::{
    Allow, Attribute, BinaryOp, Binding, Body, Call, Clauses, Comprehension, Conditional, Entry, EntryKind,
    Expect, Expr, ExprKind, Flow, FlowEvent, For, Ident, Item, ItemKind, ListItem, Mark, Module, Param,
    Phrase, RecordField, Resource, Scenario, Sentence, StackBlock, TemplatePart, Test, TimingText, TypeExpr,
    TypeKind, UnaryOp,
};
use crate::base::{FileId, Quantity, Span};
use crate::diag::{Diagnostic, Edit, Fix, Label};

/// Where a text stood and where it stands.
#[derive(Debug, Clone, Copy)]
pub(in crate::syntax) struct Shift {
    /// The first byte, as the places to be moved count it.
    pub(in crate::syntax) from: u32,
    /// The first byte now.
    pub(in crate::syntax) to: u32,
    /// The file now.
    pub(in crate::syntax) file: FileId,
}

/// What places can be moved in.
pub(in crate::syntax) trait Shifted {
    /// Moves every place in it.
    fn shift(&mut self, by: Shift);
}

impl Shifted for Span {
    fn shift(&mut self, by: Shift) {
        // What is moved stood behind `from`, and a text ends below 4 GB; so neither wraps.
        let moved = |at: u32| at.wrapping_sub(by.from).wrapping_add(by.to);
        *self = Self { file: by.file, start: moved(self.start), end: moved(self.end) };
    }
}

impl<T: Shifted> Shifted for [T] {
    fn shift(&mut self, by: Shift) {
        self.iter_mut().for_each(|one| one.shift(by));
    }
}

impl<T: Shifted> Shifted for Vec<T> {
    fn shift(&mut self, by: Shift) {
        self.as_mut_slice().shift(by);
    }
}

impl<T: Shifted + ?Sized> Shifted for Box<T> {
    fn shift(&mut self, by: Shift) {
        self.as_mut().shift(by);
    }
}

impl<T: Shifted> Shifted for Option<T> {
    fn shift(&mut self, by: Shift) {
        if let Some(inner) = self {
            inner.shift(by);
        }
    }
}

impl<A: Shifted, B: Shifted> Shifted for (A, B) {
    fn shift(&mut self, by: Shift) {
        self.0.shift(by);
        self.1.shift(by);
    }
}

/// What holds no place.
macro_rules! placeless {
    ($($name:ty),*) => { $(impl Shifted for $name { fn shift(&mut self, _: Shift) {} })* };
}

placeless!(EcoString, bool, Mark, Decimal, Quantity, UnaryOp, BinaryOp);

/// Structs with all of their fields, so that none is forgotten.
macro_rules! fields {
    ($($name:ident { $($field:ident),* })*) => { $(
        impl Shifted for $name {
            fn shift(&mut self, by: Shift) {
                let Self { $($field),* } = self;
                $($field.shift(by);)*
            }
        }
    )* };
}

fields! {
    Ident { text, span }
    Item { span, doc, allows, kind, mark }
    Allow { span, rule, reason }
    StackBlock { name, body }
    Param { secret, name, ty, default }
    Binding { name, value }
    Resource { kind, name, clauses, body }
    Clauses { repeat, condition }
    For { span, first, second, over }
    Flow { head, source, event, filters, target, clauses, body }
    Module { name, path, clauses, body }
    Scenario { name, body }
    Test { title, under, body }
    Body { span, entries }
    Entry { span, doc, allows, kind }
    Attribute { operator, name, value }
    Sentence { word, negated, operands, phrases, when, clauses, body }
    Phrase { preposition, negated, operands }
    Expr { span, kind }
    Call { name, args }
    TimingText { word, inner, inner_span }
    ListItem { spread, value }
    Comprehension { repeat, condition, key, value }
    Conditional { condition, then, otherwise }
    TypeExpr { span, kind }
    RecordField { name, ty, default }
}

impl Shifted for Diagnostic {
    fn shift(&mut self, by: Shift) {
        let Self { rule: _, severity: _, message: _, span, labels, help: _, address: _, fixes } = self;
        span.shift(by);
        labels.iter_mut().for_each(|Label { span, message: _ }| span.shift(by));
        let edits = fixes.iter_mut().flat_map(|Fix { title: _, edits }| edits);
        edits.for_each(|Edit { span, text: _ }| span.shift(by));
    }
}

impl Shifted for ItemKind {
    fn shift(&mut self, by: Shift) {
        match self {
            Self::Stack(it) => it.shift(by),
            Self::Param(it) => it.shift(by),
            Self::Let(it) | Self::Output(it) => it.shift(by),
            Self::Resource(it) => it.shift(by),
            Self::Flow(it) => it.shift(by),
            Self::Module(it) => it.shift(by),
            Self::Moved(one, two) | Self::Adopt(one, two) => {
                one.shift(by);
                two.shift(by);
            }
            Self::Forget(it) => it.shift(by),
            Self::Scenario(it) => it.shift(by),
            Self::Test(it) => it.shift(by),
        }
    }
}

impl Shifted for FlowEvent {
    fn shift(&mut self, by: Shift) {
        match self {
            Self::Word(it) => it.shift(by),
            Self::Route(it) => it.shift(by),
        }
    }
}

impl Shifted for EntryKind {
    fn shift(&mut self, by: Shift) {
        match self {
            Self::Attribute(it) => it.shift(by),
            Self::Sentence(it) => it.shift(by),
            Self::Spread(it) => it.shift(by),
            Self::Expect(it) => it.shift(by),
        }
    }
}

impl Shifted for Expect {
    fn shift(&mut self, by: Shift) {
        match self {
            Self::Condition { condition, phrases } => {
                condition.shift(by);
                phrases.shift(by);
            }
            Self::Way { steps, phrases, body } => {
                steps.shift(by);
                phrases.shift(by);
                body.shift(by);
            }
        }
    }
}

impl Shifted for ExprKind {
    fn shift(&mut self, by: Shift) {
        match self {
            Self::Missing | Self::None | Self::Bool(_) | Self::Number(_) | Self::Quantity(_) => {}
            Self::String(_) | Self::Path(_) => {}
            Self::Template(it) => it.shift(by),
            Self::Timing(it) => it.shift(by),
            Self::Member(of, name) => {
                of.shift(by);
                name.shift(by);
            }
            Self::Index(one, two) | Self::Binary(_, one, two) => {
                one.shift(by);
                two.shift(by);
            }
            Self::Call(it) => it.shift(by),
            Self::List(it) => it.shift(by),
            Self::Map(it) => it.shift(by),
            Self::ListFor(it) | Self::MapFor(it) => it.shift(by),
            Self::If(it) => it.shift(by),
            Self::Arrow(it) => it.shift(by),
            Self::Unary(_, it) => it.shift(by),
        }
    }
}

impl Shifted for TemplatePart {
    fn shift(&mut self, by: Shift) {
        match self {
            Self::Text(_) => {}
            Self::Value(it) => it.shift(by),
        }
    }
}

impl Shifted for TypeKind {
    fn shift(&mut self, by: Shift) {
        match self {
            Self::Missing | Self::Name(_) => {}
            Self::Literal(it) => it.shift(by),
            Self::Union(it) => it.shift(by),
            Self::Optional(it) | Self::List(it) | Self::Map(it) => it.shift(by),
            Self::Record(it) => it.shift(by),
        }
    }
}
