//! What a name leads to before it is read as a value: all instances of a loop, a module, one of its instances.

use ecow::EcoString;

use super::cx::{Cx, Memo};
use super::drawn::Drawn;
use super::loops::Key;
use super::metrics::Measured;
use super::rules;
use crate::base::Span;
use crate::catalog::Declarable;
use crate::diag::Diagnostic;
use crate::model::{Address, Value};
use crate::syntax::ast::{Expr, ExprKind};

/// What a name leads to.
#[derive(Debug)]
pub(super) enum Target {
    /// A value.
    Value(Value),
    /// All instances of a declared resource.
    Loop(usize),
    /// All instances of a module: in which frame it is used, and which of its uses it is.
    Modules(usize, usize),
    /// One use of a module.
    Module(usize),
    /// A metric of a resource, before it is said which of its statistics is meant.
    Metric(Box<Measured>),
    /// All parts of one name of a declared resource that has several.
    Parts(usize, &'static str),
    /// An arrow, before it is said which of its parts is meant.
    Arrow(Box<Drawn>),
    /// What is inside a module, where only outputs are seen: the frame and the kind.
    Hidden(usize, EcoString),
}

impl<'a> Cx<'a> {
    /// What an expression leads to.
    pub(super) fn target(&mut self, expr: &Expr) -> Option<Target> {
        match &expr.kind {
            ExprKind::Path(path) => match self.path(path, expr.span)? {
                Target::Value(value) => self.charged(value, expr.span).map(Target::Value),
                target => Some(target),
            },
            ExprKind::Member(of, name) => {
                let target = self.target(of)?;
                self.member_of(target, &name.text, name.span)
            }
            ExprKind::Index(of, index) => self.indexed(of, index),
            ExprKind::Arrow(flow) => self.named_arrow(flow, expr.span),
            _ => self.eval(expr).map(Target::Value),
        }
    }

    /// What a target is as a value.
    pub(super) fn settled(&mut self, target: Target, span: Span) -> Option<Value> {
        match target {
            Target::Value(value) => Some(value),
            Target::Loop(of) => self.all_instances(of, span),
            Target::Modules(frame, at) => self.all_modules(frame, at, span),
            Target::Module(frame) => self.offered(frame, span),
            Target::Metric(measured) => {
                self.no_statistic(&measured, span);
                None
            }
            Target::Parts(of, name) => self.all_parts(of, name, span),
            Target::Arrow(drawn) => {
                self.arrow_alone(&drawn, span);
                None
            }
            Target::Hidden(frame, kind) => {
                self.hidden(frame, &kind, None, span);
                None
            }
        }
    }

    /// `x[i]`.
    fn indexed(&mut self, of: &Expr, index: &Expr) -> Option<Target> {
        // A large map is not copied for one of its items.
        if let ExprKind::Path(path) = &of.kind
            && self.peek(path).is_some()
            && self.loose_word(index).is_none()
        {
            let key = self.eval(index)?;
            if let Some(item) = self.peek(path).and_then(|value| item(value, &key)).cloned() {
                let item = self.charged(item, of.span)?;
                return Some(Target::Value(self.noted(item, of.span)));
            }
        }
        let target = self.target(of)?;
        self.item_of(target, of, index)
    }

    /// The item of what a name leads to that an index names.
    pub(super) fn item_of(&mut self, target: Target, of: &Expr, index: &Expr) -> Option<Target> {
        if self.unquoted_key(&target, index) {
            return None;
        }
        let key = self.eval(index)?;
        match target {
            Target::Loop(of) => {
                let key = self.key(&key, index.span)?;
                let all = self.instances(of, index.span)?;
                let address = self.address_at(of)?.as_str().to_owned();
                let at = self.instance_of(&all, &address, &key, index.span)?;
                self.reference(at, index.span).map(Target::Value)
            }
            Target::Modules(frame, at) => {
                let key = self.key(&key, index.span)?;
                self.module_instance(frame, at, &key, index.span)
            }
            Target::Value(value) => {
                if let Value::Reference(reference) = &value
                    && let Some(address) = &reference.address
                {
                    let message = format!("`{address}` is one resource, and has no keys");
                    let help = "leave the brackets out; there are keys where a `for` makes several";
                    self.report(Diagnostic::new(&rules::unknown_key::RULE, index.span, message).help(help));
                    return None;
                }
                self.index(value, &key, index.span).map(|value| Target::Value(self.noted(value, of.span)))
            }
            Target::Parts(of, name) => {
                let key = self.key(&key, index.span)?;
                self.part_with_key(of, name, &key, index.span)
            }
            Target::Metric(measured) => {
                self.no_statistic(&measured, of.span);
                None
            }
            Target::Arrow(drawn) => {
                self.arrow_alone(&drawn, of.span);
                None
            }
            Target::Module(_) | Target::Hidden(..) => {
                let message = "a module without `for` is one, and has no keys";
                self.report(
                    Diagnostic::new(&rules::unknown_key::RULE, index.span, message)
                        .help("leave the brackets out"),
                );
                None
            }
        }
    }

    /// `x.name`.
    pub(super) fn member_of(&mut self, target: Target, name: &str, span: Span) -> Option<Target> {
        match target {
            Target::Value(value) => {
                if let Some(measured) = self.measured(&value, name, span) {
                    return measured.map(|measured| Target::Metric(Box::new(measured)));
                }
                let of =
                    if let Value::Reference(reference) = &value { reference.address.as_ref() } else { None };
                if let Some(part) =
                    of.and_then(|of| self.find(of)).and_then(|of| self.part_called(of, name, span))
                {
                    return part;
                }
                let value = self.member(value, name, span)?;
                Some(Target::Value(self.noted(value, span)))
            }
            Target::Loop(of) => {
                let address = self.address_at(of)?.as_str().to_owned();
                let all = self.instances(of, span)?;
                self.part_of_all(&address, all.all.first().map(|(key, _)| key), name, span);
                None
            }
            Target::Modules(frame, at) => {
                let (address, all) = self.all_uses(frame, at, span)?;
                self.part_of_all(&address, all.all.first().map(|(key, _)| key), name, span);
                None
            }
            Target::Parts(of, parts) => {
                let address = self.address_at(of)?.part(parts).as_str().to_owned();
                let all = self.keyed_parts(of, parts, span)?;
                self.part_of_all(&address, all.all.first().map(|(key, _)| key), name, span);
                None
            }
            Target::Arrow(drawn) => self.part_of_arrow(&drawn, name, span),
            Target::Metric(measured) => self.statistic(&measured, name, span).map(Target::Value),
            Target::Module(frame) => {
                let scope = self.frames.get(frame)?.scope;
                if let Some(at) = scope.outputs.iter().position(|(_, output)| output.name.text == name) {
                    return self.output_of(frame, at, span).map(Target::Value);
                }
                if self.catalog.kind(name).is_some_and(|kind| kind.declared == Declarable::Yes) {
                    return Some(Target::Hidden(frame, name.into()));
                }
                self.no_output(frame, name, span);
                None
            }
            Target::Hidden(frame, kind) => {
                self.hidden(frame, &kind, Some(name), span);
                None
            }
        }
    }

    /// Reports that something is read of all instances at once.
    fn part_of_all(&mut self, address: &str, first: Option<&Key>, name: &str, span: Span) {
        let one = first.map_or_else(|| format!("{address}[…]"), |key| format!("{address}[{key}]"));
        let message = format!("`{address}` is the map of all its instances, and has no `{name}`");
        let help = match first {
            Some(Key::Text(key)) if key == name => format!("one of them is named by its key: `{one}`"),
            _ => format!(
                "read it of one, `{one}.{name}`, or of each: `[for key, one in {address}: one.{name}]`"
            ),
        };
        self.report(Diagnostic::new(&rules::part_of_all::RULE, span, message).help(help));
    }

    /// A value; if it is a resource, noted as read.
    pub(super) fn noted(&mut self, value: Value, span: Span) -> Value {
        match &value {
            Value::Reference(reference) => self.note_reference(reference, span),
            Value::Metric(metric) => {
                metric.series().into_iter().for_each(|series| self.note_reference(&series.of, span));
            }
            _ => {}
        }
        value
    }

    /// What a dotted name of a loop variable, a let or a param holds, without taking it; `None` where it must be
    /// computed first, is a resource, or was made from resources, which are then to be noted as read.
    fn peek(&self, path: &str) -> Option<&Value> {
        let mut parts = path.split('.');
        let first = parts.next()?;
        let local = self.locals.iter().rev().find(|(name, _)| name == first).map(|(_, value)| value);
        let mut value = match local {
            Some(value) => value,
            None => self.peek_name(first)?,
        };
        for part in parts {
            value = value.as_map()?.get(part)?;
        }
        matches!(value, Value::Map(_) | Value::List(_)).then_some(value)
    }

    fn peek_name(&self, name: &str) -> Option<&Value> {
        if let Some(at) = self.scope.by_let.get(name) {
            return match self.lets.get(*at)? {
                Memo::Done(Some((value, reads))) if reads.is_empty() => Some(value),
                _ => None,
            };
        }
        let at = *self.scope.by_param.get(name)?;
        let frame = self.frames.get(self.frame)?;
        if frame.used.is_none() {
            return match self.params.get(at)? {
                Memo::Done(Some((value, _))) => Some(value),
                _ => None,
            };
        }
        match frame.arguments.get(at)? {
            Memo::Done(Some((value, reads))) if reads.is_empty() => Some(value),
            _ => None,
        }
    }
}

/// The first of all instances of a loop, where they stand for one resource.
pub(super) fn first_of_all(value: &Value) -> Option<&Address> {
    value.as_map()?.values().next()?.as_address()
}

/// The item of a list or map that a key names, if there is one.
fn item<'v>(value: &'v Value, key: &Value) -> Option<&'v Value> {
    match (value, key) {
        (Value::Map(entries), Value::String(key)) => entries.get(key),
        (Value::List(items), Value::Number(_)) => items.get(usize::try_from(key.as_whole()?).ok()?),
        _ => None,
    }
}
