//! Expressions to values.
//!
//! `None` means that something was wrong and has been reported; whoever asked says nothing more.

use std::collections::BTreeMap;

use ecow::EcoString;
use rustc_hash::FxHashMap;

use super::bounds::LONGEST;
use super::cx::Cx;
use super::secrets::holds_secret;
use super::{operators, rules, timings};
use crate::base::{Span, shared};
use crate::diag::Diagnostic;
use crate::model::{Map, Value};
use crate::syntax::ast::{
    BinaryOp, Comprehension, Conditional, Entry, EntryKind, Expr, ExprKind, For, ListItem, TemplatePart,
    UnaryOp,
};

impl<'a> Cx<'a> {
    /// Evaluates an expression.
    pub(super) fn eval(&mut self, expr: &Expr) -> Option<Value> {
        self.within(expr.span, |cx| cx.eval_inner(expr))
    }

    fn eval_inner(&mut self, expr: &Expr) -> Option<Value> {
        match &expr.kind {
            ExprKind::Missing => None,
            ExprKind::None => Some(Value::None),
            ExprKind::Bool(truth) => Some(Value::Bool(*truth)),
            ExprKind::Number(number) => Some(Value::Number(number.normalize())),
            ExprKind::Quantity(quantity) => Some(Value::Quantity(*quantity)),
            ExprKind::String(text) => {
                self.literal_names(text, expr.span);
                Some(Value::String(text.clone()))
            }
            ExprKind::Template(parts) => self.template(parts),
            ExprKind::Timing(timing) => timings::timing(self, timing),
            ExprKind::Path(_) | ExprKind::Member(..) | ExprKind::Index(..) | ExprKind::Arrow(_) => {
                let target = self.target(expr)?;
                self.settled(target, expr.span)
            }
            ExprKind::Call(call) => self.call(&call.name, &call.args, expr.span),
            ExprKind::List(items) => self.list(items),
            ExprKind::Map(entries) => self.map(entries),
            ExprKind::ListFor(made) => self.list_for(made),
            ExprKind::MapFor(made) => self.map_for(made),
            ExprKind::If(conditional) => self.conditional(conditional),
            ExprKind::Unary(op, of) => self.unary(*op, of, expr.span),
            ExprKind::Binary(op, left, right) => self.binary(*op, left, right, expr.span),
        }
    }

    /// Evaluates a condition.
    pub(super) fn condition(&mut self, expr: &Expr) -> Option<bool> {
        self.truth(expr, "compare it with something, as in `x == \"y\"`")
    }

    /// Evaluates what must be true or false, with what to do where it is neither.
    fn truth(&mut self, expr: &Expr, help: &str) -> Option<bool> {
        match self.eval(expr)? {
            Value::Bool(truth) => Some(truth),
            Value::Secret(_) => {
                self.gives_away(expr.span, "a condition may not depend on a secret");
                None
            }
            other => {
                let message = format!("a condition must be a bool, this is {}", other.sort());
                self.report(Diagnostic::new(&rules::type_mismatch::RULE, expr.span, message).help(help));
                None
            }
        }
    }

    /// Puts a string together.
    pub(super) fn template(&mut self, parts: &[TemplatePart]) -> Option<Value> {
        let mut text = std::mem::take(&mut self.text);
        text.clear();
        let mut secret = false;
        for part in parts {
            match part {
                TemplatePart::Text(plain) => text.push_str(plain),
                TemplatePart::Value(expr) => {
                    let value = self.eval(expr)?;
                    secret |= matches!(value, Value::Secret(_));
                    let printed = self.printed(&value, expr.span)?;
                    text.push_str(&printed);
                    if text.len() > LONGEST {
                        self.report(
                            Diagnostic::new(
                                &rules::value_too_large::RULE,
                                expr.span,
                                "this makes a string of more than 1 MB",
                            )
                            .help("AWS takes no text that long; check what is put together here"),
                        );
                        return None;
                    }
                }
            }
        }
        let value = if secret { Value::Secret(self.digest(&text)) } else { Value::String(shared(&text)) };
        self.text = text;
        Some(value)
    }

    fn list(&mut self, items: &[ListItem]) -> Option<Value> {
        let mut values = Vec::with_capacity(items.len());
        for item in items {
            let value = self.eval(&item.value)?;
            match (item.spread, value) {
                (false, value) => values.push(value),
                (true, Value::List(more)) => {
                    self.few_enough(values.len() + more.len(), "a list", item.value.span)?;
                    values.extend(more);
                }
                (true, other) => {
                    let message = format!("only a list can be spread into a list, this is {}", other.sort());
                    let help = match other {
                        Value::Map(_) => "write `...values(m)` or `...keys(m)`",
                        Value::None => "say what to take instead, as in `...(x ?? [])`",
                        _ => "leave the `...` out: it is one element",
                    };
                    self.report(
                        Diagnostic::new(&rules::type_mismatch::RULE, item.value.span, message).help(help),
                    );
                    return None;
                }
            }
        }
        Some(Value::List(values.into()))
    }

    /// A map literal: a later entry wins over a spread, and no key is written twice.
    fn map(&mut self, entries: &[Entry]) -> Option<Value> {
        let mut map = Map::new();
        let mut written: FxHashMap<&str, Span> = FxHashMap::default();
        let mut sound = true;
        for entry in entries {
            self.allow(&entry.allows, entry.span);
            match &entry.kind {
                EntryKind::Attribute(attribute) => {
                    let key = &attribute.name;
                    if let Some(first) = written.insert(&key.text, key.span) {
                        self.key_twice(&key.text, key.span, first);
                        sound = false;
                    }
                    let value = self.eval(&attribute.value);
                    sound &= value.is_some();
                    map.insert(key.text.clone(), value.unwrap_or(Value::None));
                }
                EntryKind::Spread(expr) => sound &= self.spread_into(&mut map, expr).is_some(),
                EntryKind::Sentence(_) | EntryKind::Expect(_) => {}
            }
        }
        sound.then_some(Value::Map(map))
    }

    /// Reports a key that stands in the same braces before.
    pub(super) fn key_twice(&mut self, key: &str, span: Span, first: Span) {
        self.report(
            Diagnostic::new(
                &rules::duplicate_attribute::RULE,
                span,
                format!("the key `{key}` is written twice"),
            )
            .label(first, "first written here")
            .help("remove one of them; only a spread, `...map`, may be written over"),
        );
    }

    /// Copies a map into a map; later entries win.
    pub(super) fn spread_into(&mut self, map: &mut Map, expr: &Expr) -> Option<()> {
        match self.eval(expr)? {
            Value::Map(more) => {
                self.few_enough(map.len() + more.len(), "a map", expr.span)?;
                map.extend(more);
            }
            other => {
                let message = format!("only a map can be spread here, this is {}", other.sort());
                let help = match other {
                    Value::None => "say what to take instead, as in `...(x ?? {})`",
                    _ => "write `key = value`, or spread a map: `...{ key = value }`",
                };
                self.report(Diagnostic::new(&rules::type_mismatch::RULE, expr.span, message).help(help));
                return None;
            }
        }
        Some(())
    }

    fn list_for(&mut self, made: &Comprehension) -> Option<Value> {
        let mut values = Vec::new();
        for (first, second) in self.rounds(&made.repeat)? {
            let depth = self.bind(&made.repeat, first, second);
            let value = self.round(made).map(|keep| keep.then(|| self.eval(&made.value)));
            self.locals.truncate(depth);
            if let Some(value) = value? {
                values.push(value?);
            }
        }
        Some(Value::List(values.into()))
    }

    fn map_for(&mut self, made: &Comprehension) -> Option<Value> {
        let key_expr = made.key.as_ref()?;
        let mut map = BTreeMap::new();
        for (first, second) in self.rounds(&made.repeat)? {
            let depth = self.bind(&made.repeat, first, second);
            let entry =
                self.round(made).map(|keep| keep.then(|| (self.eval(key_expr), self.eval(&made.value))));
            self.locals.truncate(depth);
            let Some((key, value)) = entry? else { continue };
            let (key, value) = (key?, value?);
            if matches!(key, Value::Secret(_)) {
                self.gives_away(key_expr.span, "a key may not depend on a secret");
                return None;
            }
            let Some(key) = key.as_str().map(EcoString::from) else {
                let message = format!("a key must be a string, this is {}", key.sort());
                self.report(
                    Diagnostic::new(&rules::type_mismatch::RULE, key_expr.span, message)
                        .help("print it into a string: `\"${key}\"`"),
                );
                return None;
            };
            if map.insert(key.clone(), value).is_some() {
                let message = format!("the key `{key}` is made twice");
                self.report(
                    Diagnostic::new(&rules::duplicate_attribute::RULE, key_expr.span, message)
                        .help("make the key of something that differs in every round"),
                );
                return None;
            }
        }
        // Sorted already, so that each is put at the end.
        Some(Value::Map(map.into_iter().collect()))
    }

    /// Whether this round is taken.
    fn round(&mut self, made: &Comprehension) -> Option<bool> {
        made.condition.as_ref().map_or(Some(true), |condition| self.condition(condition))
    }

    /// What a loop goes through: the first variable's value and, over a map, the second's.
    pub(super) fn rounds(&mut self, repeat: &For) -> Option<Vec<(Value, Option<Value>)>> {
        let over = self.eval(&repeat.over)?;
        self.rounds_of(over, repeat)
    }

    /// What going through a value gives.
    pub(super) fn rounds_of(&mut self, over: Value, repeat: &For) -> Option<Vec<(Value, Option<Value>)>> {
        match (over, &repeat.second) {
            (Value::List(items), None) => Some(items.into_iter().map(|item| (item, None)).collect()),
            (Value::Map(entries), Some(_)) => {
                Some(entries.into_iter().map(|(key, value)| (Value::String(key), Some(value))).collect())
            }
            (Value::Map(entries), None) => {
                Some(entries.into_iter().map(|(key, _)| (Value::String(key), None)).collect())
            }
            (other, _) => {
                let (head, wanted) =
                    if repeat.second.is_some() { ("for k, v", "a map") } else { ("for", "a list or a map") };
                let message = format!("`{head}` goes through {wanted}, this is {}", other.sort());
                let diagnostic = Diagnostic::new(&rules::type_mismatch::RULE, repeat.over.span, message);
                self.report(match other {
                    Value::List(_) => diagnostic.help("leave the second name out"),
                    Value::Number(count) => diagnostic.help(format!("for counting write `range({count})`")),
                    Value::Range(ends) if let Some(end) = ends.1.as_whole() => {
                        diagnostic.help(format!("for counting write `range({}, {})`", ends.0, end + 1))
                    }
                    Value::Secret(_) => diagnostic.help("go through something that is no secret"),
                    Value::None => diagnostic.help("say what to take instead, as in `x ?? []`"),
                    _ => diagnostic.help("write a list, `[\"a\", \"b\"]`, or a map, `{ a = …  b = … }`"),
                });
                None
            }
        }
    }

    /// Makes the loop variables visible; how many locals there were before.
    pub(super) fn bind(&mut self, repeat: &For, first: Value, second: Option<Value>) -> usize {
        let depth = self.locals.len();
        self.tell_round(repeat, &first, second.as_ref());
        self.locals.push((repeat.first.text.clone(), first));
        if let (Some(name), Some(value)) = (&repeat.second, second) {
            self.locals.push((name.text.clone(), value));
        }
        depth
    }

    fn conditional(&mut self, conditional: &Conditional) -> Option<Value> {
        if self.condition(&conditional.condition)? {
            self.eval(&conditional.then)
        } else {
            self.eval(&conditional.otherwise)
        }
    }

    fn unary(&mut self, op: UnaryOp, of: &Expr, span: Span) -> Option<Value> {
        let value = self.eval(of)?;
        if matches!(value, Value::Secret(_)) {
            self.gives_away(span, "nothing can be computed with a secret");
            return None;
        }
        operators::unary(op, &value).or_else(|| {
            let what = if op == UnaryOp::Not { "`!` turns a bool around" } else { "`-` negates a number" };
            let message = format!("{what}, this is {}", value.sort());
            self.report(Diagnostic::new(&rules::type_mismatch::RULE, span, message).help(
                if op == UnaryOp::Not { "compare first, as in `!(x == 3)`" } else { "leave the `-` out" },
            ));
            None
        })
    }

    fn binary(&mut self, op: BinaryOp, left: &Expr, right: &Expr, span: Span) -> Option<Value> {
        match op {
            BinaryOp::Otherwise => match self.eval(left)? {
                Value::None => self.eval(right),
                value => Some(value),
            },
            BinaryOp::And => Some(Value::Bool(self.condition(left)? && self.condition(right)?)),
            BinaryOp::Or => {
                const HELP: &str = "compare it with something, as in `x == \"y\"`; what stands in for an absent value is written \
                                    behind `??`: `a ?? b`";
                Some(Value::Bool(self.truth(left, HELP)? || self.condition(right)?))
            }
            BinaryOp::Add if let Some(meant) = self.added_texts((left, right), span) => meant,
            BinaryOp::Subtract if self.dashed_name(left, right, span) => None,
            BinaryOp::Subtract if let Some(meant) = self.dashed_key((left, right), span) => meant,
            _ => {
                let (first, second) = (self.eval(left)?, self.eval(right)?);
                self.computable(op, &first, &second, span)?;
                if matches!(op, BinaryOp::Equal | BinaryOp::NotEqual)
                    && first.as_metric().or(second.as_metric()).is_none()
                {
                    self.comparable((left, &first), (right, &second))?;
                }
                match operators::binary(op, &first, &second) {
                    Ok(value) => Some(value),
                    Err(fault) => {
                        let mut diagnostic = Diagnostic::new(fault.rule, span, fault.message);
                        diagnostic.help = fault.help;
                        self.report(diagnostic);
                        None
                    }
                }
            }
        }
    }

    /// Whether no secret stands in the way of an operation; reports it otherwise.
    fn computable(&mut self, op: BinaryOp, left: &Value, right: &Value, span: Span) -> Option<()> {
        let equality = matches!(op, BinaryOp::Equal | BinaryOp::NotEqual);
        // That a secret was given at all is no secret.
        if !(holds_secret(left) || holds_secret(right))
            || (equality && (*left == Value::None || *right == Value::None))
        {
            return Some(());
        }
        let compared = equality
            || matches!(
                op,
                BinaryOp::Less | BinaryOp::LessOrEqual | BinaryOp::Greater | BinaryOp::GreaterOrEqual
            );
        let message = match (compared, matches!(left, Value::Secret(_)) || matches!(right, Value::Secret(_)))
        {
            (true, true) => "a secret cannot be compared",
            (true, false) => "what holds a secret cannot be compared",
            (false, _) => "nothing can be computed with a secret",
        };
        self.gives_away(span, message);
        None
    }
}
