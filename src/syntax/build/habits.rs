//! Signs and spellings that other languages have: read as meant where they have one meaning, else told what is written here.

use ecow::EcoString;

use super::super::ast::{Comprehension, Conditional, Expr, ExprKind, Ident};
use super::super::parser::{Node, Rule};
use super::Build;
use super::expr::{decimal, is_digit, parts_of};
use crate::base::{Quantity, Span};
use crate::diag::Diagnostic;
use crate::syntax::rules::syntax_error::RULE;

/// Whether a node stands between two operands.
pub(super) const fn is_operator(rule: Rule) -> bool {
    matches!(rule, Rule::op | Rule::foreign_op | Rule::word_op)
}

impl Build<'_> {
    /// Reports and takes the next node if it is a sign of another language that has one meaning here.
    pub(super) fn habit(&mut self, rule: Rule, node: Node) -> bool {
        let span = self.place(node);
        let (message, title, new) = match rule {
            Rule::late_brace => ("the `{` stands on the line of what it belongs to", "move it up", " "),
            Rule::late_value => ("a value begins on the line of its `=`", "move it up", " "),
            Rule::wrong_arrow | Rule::to_word => ("an arrow is written `->`", "change to `->`", "->"),
            Rule::from_word => ("what is adopted stands behind a `=`", "change to `=`", "="),
            Rule::wrong_colon => ("what is made stands behind a `:`", "change to `:`", ":"),
            Rule::wrong_yield => ("a key and its value are joined by `=>`", "change to `=>`", " =>"),
            Rule::wrong_allow => {
                self.wrong_allow(node);
                self.at = node.next as usize;
                return true;
            }
            _ => return false,
        };
        let blank = self.slice(node.start.saturating_sub(1), node.start).starts_with([' ', '\n']);
        let new = if blank && rule == Rule::wrong_yield { new.trim_start() } else { new };
        let shown = if matches!(rule, Rule::late_brace | Rule::late_value) {
            Span { start: span.end, end: span.end + 1, ..span }
        } else {
            span
        };
        self.found.add(Diagnostic::new(&RULE, shown, message).fix(title, span, new));
        self.at = node.next as usize;
        true
    }

    /// Reports `===`, `<>`, `and`, `or`, `not`, and says what is written here.
    pub(super) fn foreign_sign(&mut self, node: Node) {
        let span = self.place(node);
        let sign = self.slice(node.start, node.end).to_owned();
        let here = match sign.as_str() {
            "===" => "==",
            "and" => "&&",
            "or" => "||",
            "not" => "!",
            "?:" => "??",
            _ => "!=",
        };
        let behind = self.text.get(node.end as usize..).unwrap_or("");
        let blanks = behind.len() - behind.trim_start_matches([' ', '\t']).len();
        let gone = if here == "!" { u32::try_from(blanks).unwrap_or(0) } else { 0 };
        let whole = Span { end: span.end + gone, ..span };
        self.found.add(Diagnostic::new(&RULE, span, format!("`{sign}` is written `{here}`")).fix(
            format!("change to `{here}`"),
            whole,
            here,
        ));
    }

    /// `condition ? a : b`, whose condition was read.
    pub(super) fn choice(&mut self, condition: Expr) -> Expr {
        let Some(node) = self.take() else { return condition };
        let inner = node.next as usize;
        let (then, otherwise) = (self.value(inner), self.value(inner));
        self.at = inner;
        let span = condition.span.to(self.place(node));
        let [when, one, other] = [&condition, &then, &otherwise].map(|part| self.written(part).to_owned());
        let new = format!("if {when} then {one} else {other}");
        self.found.add(Diagnostic::new(&RULE, span, "a choice is written `if … then … else …`").fix(
            format!("change to `{new}`"),
            span,
            new,
        ));
        Expr { span, kind: ExprKind::If(Box::new(Conditional { condition, then, otherwise })) }
    }

    /// `{ a } else { b }` behind a condition.
    pub(super) fn braced_ways(&mut self) -> Vec<Expr> {
        let Some(node) = self.take() else { return Vec::new() };
        let inner = node.next as usize;
        let mut ways = Vec::with_capacity(2);
        while let Some(rule) = self.peek(inner) {
            if !self.mark(rule) {
                ways.push(self.expr(inner));
            }
        }
        self.at = inner;
        if let [then, otherwise] = ways.as_slice() {
            let span = self.place(node);
            let new = format!("then {} else {}", self.written(then), self.written(otherwise));
            let found = Diagnostic::new(&RULE, span, "both ways of a choice stand without braces");
            let behind = self.text.get(node.end as usize..).unwrap_or("").trim_start_matches([' ', '\t']);
            let ends = behind.is_empty() || behind.starts_with(['\n', '\r', '}', ']', ')', ',']);
            let is_whole = (ends || behind.starts_with("//")) && !self.holds_notes(span);
            self.found.add(match is_whole {
                true => found.fix(format!("change to `{new}`"), span, new),
                false => found.help("write `if condition then a else b`"),
            });
        }
        ways
    }

    /// A string with a letter before it, as in `f"…"`.
    pub(super) fn led(&mut self, end: usize) -> ExprKind {
        if let Some(node) = self.accept(Rule::lead, end) {
            let (span, letter) = (self.place(node), self.slice(node.start, node.end).to_owned());
            let message = format!("no `{letter}` stands before a string");
            let found = Diagnostic::new(&RULE, span, message)
                .help("values are put in by `${…}`: `\"small-${stage}\"`");
            // Elsewhere, what stands behind an `r` or a `b` has no escapes.
            let is_same = !matches!(letter.as_str(), "r" | "b");
            self.found.add(if is_same { found.fix("take it out", span, "") } else { found });
        }
        self.expr(end).kind
    }

    /// The items of a list, or `[value for x in xs]`.
    pub(super) fn list(&mut self, end: usize) -> ExprKind {
        let mut items = self.elements(end);
        let Some(late) = self.accept(Rule::late_for, end) else { return ExprKind::List(items.into()) };
        let inner = late.next as usize;
        let repeat = self.repeat(inner);
        let condition = match self.peek(inner) {
            Some(Rule::l_open_filter) => self.take().map(|node| self.value(node.next as usize)),
            _ => None,
        };
        self.at = inner;
        let (Some(item), Some(repeat)) = (items.pop(), repeat) else { return ExprKind::Missing };
        let value = item.value;
        let span = value.span.to(self.place(late));
        let new = format!("{}: {}", self.slice(late.start, late.end).trim(), self.written(&value));
        self.found.add(Diagnostic::new(&RULE, span, "what is made stands behind its `for`").fix(
            format!("change to `[{new}]`"),
            span,
            new,
        ));
        ExprKind::ListFor(Box::new(Comprehension { repeat, condition, key: None, value }))
    }

    /// `my-name` where a declaration is named, as `my_name`.
    pub(super) fn dashed(&mut self, node: Node) -> Ident {
        let span = self.place(node);
        let name = self.slice(node.start, node.end).replace('-', "_");
        self.found.add(Diagnostic::new(&RULE, span, "no `-` stands in a name").fix(
            format!("change to `{name}`"),
            span,
            name.as_str(),
        ));
        Ident { text: name.into(), span }
    }

    /// `my-key = …`: the key of a table, or an attribute.
    pub(super) fn dashed_key(&mut self, node: Node) -> Ident {
        let span = self.place(node);
        let key = self.slice(node.start, node.end).to_owned();
        let quoted = format!("\"{key}\"");
        self.found.add(
            Diagnostic::new(&RULE, span, format!("`{key}` is no name: a key with `-` stands in quotes")).fix(
                format!("change to `{quoted}`"),
                span,
                quoted,
            ),
        );
        Ident { text: key.into(), span }
    }

    /// `.5`, `$5`: a number as it is written here.
    pub(super) fn foreign_number(&mut self, node: Node) -> ExprKind {
        let span = self.place(node);
        let text = self.slice(node.start, node.end);
        let (message, new) = match text.strip_prefix('$') {
            Some(digits) => ("an amount of money ends in its currency", format!("{digits} USD")),
            None => ("a number begins with a digit", format!("0{text}")),
        };
        let split = new.bytes().position(|byte| !is_digit(byte)).unwrap_or(new.len());
        let (digits, rest) = new.split_at_checked(split).unwrap_or((&new, ""));
        let (unit, per) = parts_of(rest);
        let kind = match (decimal(digits), unit) {
            (Some(number), None) => ExprKind::Number(number),
            (Some(number), Some(_)) => {
                Quantity::read(number, unit, per).map_or(ExprKind::Missing, ExprKind::Quantity)
            }
            (None, _) => ExprKind::Missing,
        };
        self.found.add(Diagnostic::new(&RULE, span, message).fix(format!("change to `{new}`"), span, new));
        kind
    }

    /// A folder that is not written as a string.
    pub(super) fn bare_path(&mut self, node: Node) -> ExprKind {
        let span = self.place(node);
        let text = EcoString::from(self.slice(node.start, node.end));
        let finding = Diagnostic::new(&RULE, span, "the folder of a module stands in quotes");
        if !text.contains('/') {
            self.found.add(finding.help("write it out: `from \"./folder\"`; it is never computed"));
            return ExprKind::Missing;
        }
        let new = format!("\"{text}\"");
        self.found.add(finding.fix(format!("change to `{new}`"), span, new));
        ExprKind::String(text)
    }

    /// `:` or `==` between a name and its value.
    pub(super) fn not_equal_sign(&mut self, node: Node) {
        let span = self.place(node);
        let sign = self.slice(node.start, node.end).to_owned();
        let blank = |text: &str| text.starts_with([' ', '\t']) || text.is_empty();
        let before = self.slice(node.start.saturating_sub(1), node.start);
        let after = self.slice(node.end, node.end + 1);
        let left = if blank(before) { "" } else { " " };
        let right = if blank(after) { "" } else { " " };
        self.found.add(
            Diagnostic::new(&RULE, span, format!("`=` stands between a name and its value, not `{sign}`"))
                .fix("change to `=`", span, format!("{left}={right}")),
        );
    }

    /// `\q`.
    pub(super) fn wrong_escape(&mut self, node: Node) {
        let text = self.slice(node.start, node.end).to_owned();
        let span = self.place(node);
        if text == "\\u" {
            let help = "write its number in braces, up to six hexadecimal digits: `\\u{41}`";
            return self.found.error(span, "`\\u` is followed by the number of a character", help);
        }
        self.found.add(
            Diagnostic::new(&RULE, span, format!("`{text}` is no escape"))
                .help("escapes are `\\n`, `\\t`, `\\\\`, `\\\"`, `\\$` and `\\u{…}`")
                .fix("write the backslash twice", span, format!("\\{text}")),
        );
    }

    /// `#[…]` that is no allowance.
    fn wrong_allow(&mut self, node: Node) {
        let span = self.place(node);
        let text = self.slice(node.start, node.end);
        let finding = Diagnostic::new(&RULE, span, "an allowance is one rule and the reason for it");
        let meant = allow_meant(text);
        self.found.add(match meant {
            Some(new) => finding.fix(format!("change to `{new}`"), span, new),
            None => finding.help("write `#[allow(rule-name): \"why\"]`, one for each rule"),
        });
    }
}

/// What an allowance of several rules, or with a reason in single quotes, means.
fn allow_meant(text: &str) -> Option<String> {
    let inner = text.strip_prefix("#[")?.strip_suffix(']')?.trim().strip_prefix("allow")?.trim_start();
    let (rules, reason) = inner.strip_prefix('(')?.split_once(')')?;
    let reason = reason.trim().strip_prefix(':')?.trim();
    let quoted = |sign: char| reason.strip_prefix(sign).and_then(|rest| rest.strip_suffix(sign));
    let reason = quoted('"').or_else(|| quoted('\''))?;
    let is_name = |rule: &str| !rule.is_empty() && rule.chars().all(|c| c.is_alphanumeric() || c == '-');
    let rules: Vec<&str> = rules.split(',').map(str::trim).collect();
    if reason.contains(['"', '\\', '$']) || !rules.iter().all(|rule| is_name(rule)) {
        return None;
    }
    let one = |rule: &&str| format!("#[allow({rule}): \"{reason}\"]");
    Some(rules.iter().map(one).collect::<Vec<_>>().join(" "))
}
