//! Expressions: a flat row of nodes becomes a tree by the strength of its operators.

use ecow::EcoString;
use rust_decimal::Decimal;

use super::super::ast::{
    BinaryOp, Call, Comprehension, Conditional, Expr, ExprKind, Ident, ListItem, TimingText, UnaryOp,
};
use super::super::parser::{Node, Rule};
use super::Build;
use super::habits::is_operator;
use crate::base::{Quantity, Span, shared};

impl Build<'_> {
    /// The next expression; takes at least one node.
    pub(super) fn expr(&mut self, end: usize) -> Expr {
        let levels = self.levels(end);
        let span = self.nodes.get(self.at).map_or(self.here(), |node| self.place(whole(*node)));
        if !self.enter(levels, span) {
            self.pass(end);
            return Self::missing(span);
        }
        let mut value = self.binary(end, 0);
        if self.peek(end) == Some(Rule::choice) {
            value = self.choice(value);
        }
        self.depth -= levels;
        value
    }

    /// How many levels the row of nodes here may add to the tree: one, and one for each sign.
    fn levels(&mut self, end: usize) -> usize {
        let (mut at, mut levels, mut full) = (self.at, 1, false);
        while at < end {
            let Some(node) = self.nodes.get(at) else { break };
            match node.rule {
                rule if is_operator(rule) => full = false,
                Rule::chain | Rule::l_chain => levels += node.next as usize - at,
                Rule::note | Rule::remark | Rule::prefix | Rule::not_word => {}
                _ if full => break,
                _ => full = true,
            }
            let is_sign = is_operator(node.rule) || matches!(node.rule, Rule::prefix | Rule::not_word);
            levels += usize::from(is_sign);
            at = node.next as usize;
        }
        levels
    }

    /// Passes over the expression that begins here.
    fn pass(&mut self, end: usize) {
        let mut full = false;
        while let Some(rule) = self.peek(end) {
            match rule {
                rule if is_operator(rule) => full = false,
                Rule::chain | Rule::l_chain | Rule::prefix | Rule::not_word => {}
                _ if full => break,
                _ => full = true,
            }
            self.at = self.nodes.get(self.at).map_or(end, |node| node.next as usize);
        }
    }

    /// Operators of at least that strength and their operands.
    fn binary(&mut self, end: usize, least: u8) -> Expr {
        let mut left = self.unary(end);
        let mut last = None;
        while self.peek(end).is_some_and(is_operator) {
            let Some(node) = self.nodes.get(self.at).copied() else { break };
            let (op, strength) = operator(self.slice(node.start, node.end));
            if strength < least {
                break;
            }
            self.at += 1;
            if op == BinaryOp::Divide && self.peek(end) == Some(Rule::missing) {
                // Half of a comment: what stands before it is whole.
                self.take();
                self.found.half_comment(self.place(node));
                continue;
            }
            if node.rule != Rule::op {
                self.foreign_sign(node);
            }
            let right = self.binary(end, strength + 1);
            if last == Some(strength) && matches!(strength, COMPARISON | RANGE) {
                let sign = self.slice(node.start, node.end).to_owned();
                self.found.chained(self.place(node), &sign);
                // What follows from one mistake is no other.
                left = Self::missing(left.span.to(right.span));
                continue;
            }
            last = Some(strength);
            let span = left.span.to(right.span);
            left = Expr { span, kind: ExprKind::Binary(op, Box::new(left), Box::new(right)) };
        }
        left
    }

    fn unary(&mut self, end: usize) -> Expr {
        let mut signs = Vec::new();
        while let Some(rule @ (Rule::prefix | Rule::not_word)) = self.peek(end) {
            let Some(node) = self.take() else { break };
            if rule == Rule::not_word {
                self.foreign_sign(node);
            }
            signs.push(node);
        }
        let mut value = self.atom(end);
        for sign in signs.into_iter().rev() {
            let op = if self.slice(sign.start, sign.end) == "-" { UnaryOp::Negate } else { UnaryOp::Not };
            let span = self.place(sign).to(value.span);
            value = Expr { span, kind: ExprKind::Unary(op, Box::new(value)) };
        }
        value
    }

    /// One value and what touches it.
    fn atom(&mut self, end: usize) -> Expr {
        let Some(rule) = self.peek(end) else { return Self::missing(self.here()) };
        let Some(node) = self.take() else { return Self::missing(self.here()) };
        let inner = node.next as usize;
        let opened = self.span(node.start.saturating_sub(1), node.end);
        let (span, kind) = match rule {
            Rule::plain => (opened, ExprKind::String(shared(self.slice(node.start, node.end - 1)))),
            Rule::template | Rule::l_template => (opened, self.template(node)),
            Rule::block | Rule::l_block => (self.span(node.start - 3, node.end), self.block(node)),
            Rule::path => (self.place(node), named(self.slice(node.start, node.end))),
            Rule::number => {
                let node = whole(node);
                (self.place(node), self.number(node))
            }
            Rule::led => (self.place(node), self.led(inner)),
            Rule::timing => (self.place(node), self.timing(inner)),
            Rule::l_timing => {
                self.at = inner - 1;
                (self.place(node), ExprKind::Missing)
            }
            Rule::list | Rule::l_list => (opened, self.list(inner)),
            Rule::body | Rule::l_body => {
                let outer = std::mem::replace(&mut self.in_map, true);
                let entries = self.entries(inner);
                self.in_map = outer;
                self.found.statements_in_map(&entries);
                (opened, ExprKind::Map(entries))
            }
            Rule::list_for | Rule::map_for | Rule::l_list_for | Rule::l_map_for => {
                let is_list = matches!(rule, Rule::list_for | Rule::l_list_for);
                (opened, self.comprehension(inner, is_list))
            }
            Rule::group | Rule::l_group => {
                let value = self.value(inner);
                if matches!(self.peek(inner), Some(Rule::arrow | Rule::l_arrow)) {
                    let arrow = ExprKind::Arrow(Box::new(self.arrow(value, inner)));
                    return self.behind(end, inner, Expr { span: opened, kind: arrow });
                }
                // A name keeps its own place, since its parts are counted from there.
                let is_name = matches!(value.kind, ExprKind::Path(_));
                (if is_name { value.span } else { opened }, value.kind)
            }
            Rule::conditional | Rule::open_conditional | Rule::l_conditional | Rule::l_open_conditional => {
                (self.place(node), self.conditional(inner))
            }
            _ => (self.place(node), self.wrong_value(rule, node)),
        };
        self.behind(end, inner, Expr { span, kind })
    }

    /// A value that ends at `inner`, with what touches it.
    fn behind(&mut self, end: usize, inner: usize, value: Expr) -> Expr {
        while self.at < inner && self.mark_next(inner) {}
        self.at = inner;
        let value = self.chained(end, value);
        if self.peek(end) == Some(Rule::cut_dot) {
            self.mark(Rule::cut_dot);
            return Self::missing(value.span);
        }
        value
    }

    /// What touches a value: `[i]`, `.name`, `(args)`.
    fn chained(&mut self, end: usize, mut value: Expr) -> Expr {
        if !matches!(self.peek(end), Some(Rule::chain | Rule::l_chain)) {
            return value;
        }
        let Some(chain) = self.take() else { return value };
        while let Some(rule) = self.peek(chain.next as usize) {
            if self.mark(rule) {
                continue;
            }
            let Some(node) = self.take() else { break };
            let inner = node.next as usize;
            let span = value.span.to(self.place(node));
            let kind = match rule {
                Rule::member => ExprKind::Member(Box::new(value), Box::new(self.ident(node))),
                Rule::args | Rule::l_args => self.call(value, inner),
                _ => {
                    let index = self.value(inner);
                    ExprKind::Index(Box::new(value), Box::new(index))
                }
            };
            while self.at < inner && self.mark_next(inner) {}
            self.at = inner;
            value = Expr { span, kind };
        }
        value
    }

    fn call(&mut self, function: Expr, end: usize) -> ExprKind {
        let items = self.elements(end);
        if let Some(item) = items.iter().find(|item| item.spread) {
            self.found.spread_argument(item.value.span);
        }
        let args = items.into_iter().map(|item| item.value).collect();
        match function.kind {
            ExprKind::Path(name) if !name.contains('.') => {
                ExprKind::Call(Box::new(Call { name: Ident { text: name, span: function.span }, args }))
            }
            _ => {
                self.found.no_function(function.span);
                ExprKind::Missing
            }
        }
    }

    /// Items up to `end`, each with `...` or without.
    pub(super) fn elements(&mut self, end: usize) -> Vec<ListItem> {
        let single = |node: &Node| !matches!(node.rule, Rule::op | Rule::chain | Rule::spread);
        let mut list = Vec::with_capacity(self.count(end, single));
        let mut spread = false;
        while let Some(rule) = self.peek(end) {
            match rule {
                Rule::spread => {
                    self.at += 1;
                    spread = true;
                }
                Rule::late_for => break,
                _ if self.mark(rule) => {}
                _ => list.push(ListItem { spread: std::mem::take(&mut spread), value: self.expr(end) }),
            }
        }
        list
    }

    fn timing(&mut self, end: usize) -> ExprKind {
        let word = self.accept(Rule::timing_word, end).map(|node| self.ident(node));
        let text = self.accept(Rule::timing_text, end);
        let (Some(word), Some(text)) = (word, text) else { return ExprKind::Missing };
        let inner = self.slice(text.start, text.end).into();
        ExprKind::Timing(Box::new(TimingText { word, inner, inner_span: self.place(text) }))
    }

    fn comprehension(&mut self, end: usize, is_list: bool) -> ExprKind {
        let Some(repeat) = self.repeat(end) else { return ExprKind::Missing };
        let mut condition = None;
        if matches!(self.peek(end), Some(Rule::open_filter | Rule::l_open_filter)) {
            condition = self.take().map(|node| self.value(node.next as usize));
        }
        let first = self.value(end);
        if is_list {
            return ExprKind::ListFor(Box::new(Comprehension { repeat, condition, key: None, value: first }));
        }
        let value = self.value(end);
        ExprKind::MapFor(Box::new(Comprehension { repeat, condition, key: Some(first), value }))
    }

    /// `if a then b else c`; nothing if a part of it was not there.
    fn conditional(&mut self, end: usize) -> ExprKind {
        let mut parts = Vec::with_capacity(3);
        while let Some(rule) = self.peek(end) {
            if rule == Rule::l_braced_ways {
                parts.extend(self.braced_ways());
            } else if !self.mark(rule) {
                parts.push(self.expr(end));
            }
        }
        let mut parts = parts.into_iter();
        match (parts.next(), parts.next(), parts.next()) {
            (Some(condition), Some(then), Some(otherwise)) => {
                ExprKind::If(Box::new(Conditional { condition, then, otherwise }))
            }
            _ => ExprKind::Missing,
        }
    }

    /// A number with or without a unit.
    pub(super) fn number(&mut self, node: Node) -> ExprKind {
        let text = self.slice(node.start, node.end);
        let digits = text.bytes().position(|byte| !is_digit(byte)).unwrap_or(text.len());
        let (number, unit) = text.split_at_checked(digits).unwrap_or((text, ""));
        // `2..6` has its dots elsewhere, `1.5h` has one here, and no number ends in a dot.
        let (unit, per) = parts_of(unit);
        let Some(number) = decimal(number) else {
            self.found.too_large(self.place(node));
            return ExprKind::Missing;
        };
        if unit.is_none() && per.is_none() {
            return ExprKind::Number(number);
        }
        match Quantity::read(number, unit, per) {
            Ok(quantity) => ExprKind::Quantity(quantity),
            Err(error) => {
                let (unit, per) = (unit.map(EcoString::from), per.map(EcoString::from));
                self.wrong_unit(node, number, (unit.as_deref(), per.as_deref()), &error)
            }
        }
    }

    /// The place of a part of a node, given as bytes from its start.
    pub(super) fn within(&self, node: Node, start: usize, end: usize) -> Span {
        let small = |number: usize| u32::try_from(number).unwrap_or(0);
        self.span(node.start + small(start), node.start + small(end))
    }
}

const COMPARISON: u8 = 3;
const RANGE: u8 = 4;

/// A number's node with its first digit, any other as it is.
fn whole(node: Node) -> Node {
    Node { start: node.start - u32::from(node.rule == Rule::number), ..node }
}

/// Operators and their strength, from loose to tight.
fn operator(sign: &str) -> (BinaryOp, u8) {
    match sign {
        "??" | "?:" => (BinaryOp::Otherwise, 0),
        "||" | "or" => (BinaryOp::Or, 1),
        "&&" | "and" => (BinaryOp::And, 2),
        "==" | "===" => (BinaryOp::Equal, COMPARISON),
        "!=" | "!==" | "<>" => (BinaryOp::NotEqual, COMPARISON),
        "<" => (BinaryOp::Less, COMPARISON),
        "<=" => (BinaryOp::LessOrEqual, COMPARISON),
        ">" => (BinaryOp::Greater, COMPARISON),
        ">=" => (BinaryOp::GreaterOrEqual, COMPARISON),
        ".." => (BinaryOp::Range, RANGE),
        "+" => (BinaryOp::Add, 5),
        "-" => (BinaryOp::Subtract, 5),
        "*" => (BinaryOp::Multiply, 6),
        "/" => (BinaryOp::Divide, 6),
        _ => (BinaryOp::Remainder, 6),
    }
}

/// A dotted name, or one of the words that are values.
fn named(text: &str) -> ExprKind {
    match text {
        "true" => ExprKind::Bool(true),
        "false" => ExprKind::Bool(false),
        "none" => ExprKind::None,
        _ => ExprKind::Path(shared(text)),
    }
}

pub(super) const fn is_digit(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'_' | b'.')
}

/// Digits with `_` between them; nothing if too many to be exact.
pub(super) fn decimal(digits: &str) -> Option<Decimal> {
    if let Ok(whole) = digits.parse::<u64>() {
        return Some(Decimal::from(whole));
    }
    let digits = digits.replace('_', "");
    Decimal::from_str_exact(&digits).ok()
}

/// The unit and the word after `per` in what follows the digits of a number.
pub(in crate::syntax) fn parts_of(text: &str) -> (Option<&str>, Option<&str>) {
    let mut words = text.split([' ', '\t', '\r']).filter(|word| !word.is_empty());
    let first = words.next();
    match (first, words.next(), words.next()) {
        (Some("per"), time, _) => (None, time),
        (unit, Some("per"), time) => (unit, time),
        (unit, ..) => (unit, None),
    }
}
