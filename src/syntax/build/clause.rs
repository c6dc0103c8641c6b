//! Bodies, and what stands before them: `for`, `if`, phrases.

use super::super::ast::{Attribute, Body, Clauses, Entry, EntryKind, Expr, For, Phrase};
use super::super::parser::{Node, Rule};
use super::{Before, Build, push};
use crate::base::Span;

impl Build<'_> {
    /// The next node as a body, whose brace stands before it.
    pub(super) fn body(&mut self, end: usize) -> Option<Body> {
        let rule = self.peek(end)?;
        if !matches!(rule, Rule::body | Rule::test_body | Rule::l_body | Rule::l_test_body) {
            return None;
        }
        let node = self.take()?;
        let span = self.span(node.start - 1, node.end);
        let inner = node.next as usize;
        if !self.enter(1, span) {
            self.at = inner;
            return Some(Body { span: Some(span), entries: Box::default() });
        }
        let outer = std::mem::replace(&mut self.in_map, false);
        let entries = self.entries(inner);
        self.in_map = outer;
        self.depth -= 1;
        Some(Body { span: Some(span), entries })
    }

    /// `for` and `if`, in this order.
    pub(super) fn clauses(&mut self, end: usize) -> Clauses {
        let mut clauses = Clauses::default();
        while let Some(rule) = self.peek(end) {
            self.clause(rule, end, &mut clauses);
            if !matches!(rule, Rule::repeat | Rule::filter | Rule::l_repeat | Rule::l_filter) {
                break;
            }
        }
        clauses
    }

    /// Reads one `for` or `if` if it comes next.
    pub(super) fn clause(&mut self, rule: Rule, end: usize, clauses: &mut Clauses) {
        match rule {
            Rule::repeat | Rule::l_repeat => {
                let Some(repeat) = self.repeat(end) else { return };
                if clauses.repeat.is_some() {
                    self.found.twice(repeat.span, "for");
                } else if clauses.condition.is_some() {
                    self.found.wrong_order(repeat.span);
                }
                clauses.repeat.get_or_insert(Box::new(repeat));
            }
            Rule::filter | Rule::l_filter => {
                let Some(node) = self.take() else { return };
                let condition = self.value(node.next as usize);
                if clauses.condition.is_some() {
                    self.found.twice(self.place(node), "if");
                }
                clauses.condition.get_or_insert(Box::new(condition));
            }
            _ => {}
        }
    }

    /// `for x in xs`.
    pub(super) fn repeat(&mut self, end: usize) -> Option<For> {
        self.peek(end)?;
        let node = self.take()?;
        let inner = node.next as usize;
        let first = self.word(inner);
        self.not_reserved(&first);
        let second = match self.peek(inner) {
            Some(Rule::word) => Some(self.word(inner)),
            _ => None,
        };
        if let Some(second) = &second {
            self.not_reserved(second);
        }
        let over = self.value(inner);
        Some(For { span: self.place(node), first, second, over })
    }

    /// All phrases that come next.
    pub(super) fn phrases(&mut self, end: usize) -> Box<[Phrase]> {
        let mut list = Vec::new();
        while let Some(Rule::phrase | Rule::l_phrase) = self.peek(end) {
            if let Some(phrase) = self.phrase() {
                push(&mut list, phrase);
            }
        }
        list.into()
    }

    pub(super) fn phrase(&mut self) -> Option<Phrase> {
        let node = self.take()?;
        let inner = node.next as usize;
        let preposition = self.accept(Rule::preposition, inner)?;
        let preposition = self.ident(preposition);
        if self.accept(Rule::missing, inner).is_some() {
            self.found.nothing_behind(preposition.span, &preposition.text);
            let operands = Box::new([Self::missing(preposition.span.after())]);
            return Some(Phrase { preposition, negated: None, operands });
        }
        let (negated, operands) = self.operands(inner);
        Some(Phrase { preposition, negated, operands })
    }

    /// `not`, and the operands up to the next part of a sentence.
    pub(super) fn operands(&mut self, end: usize) -> (Option<Span>, Box<[Expr]>) {
        let negated = self.accept(Rule::negation, end).map(|node| self.place(node));
        let mut list = Vec::new();
        while let Some(rule) = self.peek(end) {
            match rule {
                Rule::phrase | Rule::l_phrase | Rule::when | Rule::l_when => break,
                Rule::repeat | Rule::l_repeat | Rule::filter | Rule::l_filter => break,
                // Operands never begin with a brace: this is the body of the sentence.
                Rule::body | Rule::l_body => break,
                _ if self.mark(rule) => {}
                _ => {
                    let operand = self.expr(end);
                    push(&mut list, operand);
                }
            }
        }
        (negated, list.into())
    }

    /// `when { Operator "key" = values }`.
    pub(super) fn when(&mut self) -> Option<Body> {
        let node = self.take()?;
        let inner = node.next as usize;
        let conditions = self.take()?;
        let mut entries = Vec::new();
        let mut before = Before::default();
        while let Some(rule) = self.peek(inner) {
            if (rule == Rule::allow && self.before(rule, &mut before)) || self.mark(rule) {
                continue;
            }
            let Some(node) = self.take() else { break };
            entries.push(self.condition(node, std::mem::take(&mut before)));
        }
        self.unused(&before);
        Some(Body { span: Some(self.span(conditions.start - 1, conditions.end)), entries: entries.into() })
    }

    fn condition(&mut self, node: Node, before: Before) -> Entry {
        let inner = node.next as usize;
        let operator = self.accept(Rule::operator, inner).map(|node| Box::new(self.ident(node)));
        let name = self.key(inner);
        let value = self.value(inner);
        let kind = EntryKind::Attribute(Attribute { operator, name, value });
        self.finish(node, before, kind)
    }
}
