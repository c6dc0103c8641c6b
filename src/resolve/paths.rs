//! Dotted names: params, lets, loop variables, resources and what can be read of them.

use ecow::EcoString;

use super::cx::{Cx, Memo};
use super::names::attribute;
use super::rules;
use super::targets::Target;
use super::unknown::some_of;
use crate::base::{Span, did_you_mean};
use crate::catalog::Declarable;
use crate::diag::Diagnostic;
use crate::model::{Reference, Value};
use crate::syntax::ast::{Expr, ExprKind, path_parts};

impl<'a> Cx<'a> {
    /// The value of an operand where resources of one kind, if any, are called by their bare names: `extract` for
    /// `job.extract`, `part["a"]` for an instance. Whatever else is written there is read as everywhere.
    pub(super) fn operand(&mut self, expr: &Expr, bare: &str) -> Option<Value> {
        match &expr.kind {
            ExprKind::Path(name) if self.is_bare(name, bare) => {
                let address = ecow::eco_format!("{bare}.{name}");
                let target = self.resource_path(&address, expr.span, expr.span)?;
                self.settled(target, expr.span)
            }
            ExprKind::Index(of, index) => match &of.kind {
                ExprKind::Path(name) if self.is_bare(name, bare) => {
                    let address = ecow::eco_format!("{bare}.{name}");
                    let target = self.resource_path(&address, of.span, of.span)?;
                    let target = self.item_of(target, of, index)?;
                    self.settled(target, expr.span)
                }
                _ => self.eval(expr),
            },
            _ => self.eval(expr),
        }
    }

    /// Whether a name stands for a resource of that kind: one that is declared, or nothing else that is known.
    fn is_bare(&self, name: &str, kind: &str) -> bool {
        let declared = || self.scope.at_address(&ecow::eco_format!("{kind}.{name}")).is_some();
        !kind.is_empty() && !name.contains('.') && (declared() || !self.is_local(name))
    }

    /// Whether a dotted name begins with a loop variable, param or let.
    pub(super) fn is_local(&self, path: &str) -> bool {
        let name = path.split('.').next().unwrap_or(path);
        self.locals.iter().any(|(local, _)| local == name)
            || self.scope.by_let.contains_key(name)
            || self.scope.by_param.contains_key(name)
    }

    /// What a dotted name leads to.
    pub(super) fn path(&mut self, path: &str, span: Span) -> Option<Target> {
        let mut parts = path_parts(path, span);
        let (first, first_span) = parts.next()?;
        let mut target = if let Some(value) = self.local(first, first_span, path) {
            Target::Value(value?)
        } else if first == "stack" {
            let (name, name_span) = parts.next().unwrap_or(("", span.after()));
            Target::Value(self.stack_part(name, name_span)?)
        } else if first == "module" {
            let (name, name_span) = parts.next().unwrap_or(("", span.after()));
            self.module_path(name, name_span)?
        } else if self.catalog.kind(first).is_some_and(|kind| kind.declared == Declarable::Yes) {
            let Some((name, name_span)) = parts.next() else {
                let message = format!("`{first}` is a kind; a resource is written `{first}.name`");
                self.report(
                    Diagnostic::new(&rules::unknown_name::RULE, span, message)
                        .help("say which one is meant; what is declared has its name behind the kind"),
                );
                return None;
            };
            let address = path.get(..first.len() + 1 + name.len())?;
            self.resource_path(address, first_span.to(name_span), name_span)?
        } else {
            self.unknown_first(first, first_span, path);
            return None;
        };
        for (name, name_span) in parts {
            target = self.member_of(target, name, name_span)?;
        }
        Some(target)
    }

    /// Whether a dotted name that begins with the name of a kind is that of a declared resource.
    pub(super) fn is_resource(&self, path: &str) -> bool {
        let mut ends = path.match_indices('.').map(|(at, _)| at);
        let first = ends.next().and_then(|end| path.get(..end));
        let address = path.get(..ends.next().unwrap_or(path.len())).unwrap_or(path);
        first.is_some_and(|first| self.catalog.kind(first).is_some())
            && self.scope.at_address(address).is_some()
    }

    /// The loop variable, param or let that a dotted name begins with; the outer `None` if there is none of that name.
    #[expect(clippy::option_option, reason = "no such name and a name whose value failed differ")]
    fn local(&mut self, name: &str, span: Span, path: &str) -> Option<Option<Value>> {
        if let Some((_, value)) = self.locals.iter().rev().find(|(known, _)| known == name) {
            let value = value.clone();
            return Some(Some(self.noted(value, span)));
        }
        if let Some(at) = self.scope.by_let.get(name).filter(|_| !self.is_resource(path)) {
            let binding = self.scope.lets.get(*at)?;
            let before = self.reads.len();
            let value = self.read_let(binding);
            // What was read for the let is read here, too.
            for read in self.reads.iter_mut().skip(before) {
                read.1 = span;
            }
            return Some(value);
        }
        if let Some(at) = self.scope.by_param.get(name).copied().filter(|_| !self.is_resource(path)) {
            return Some(if self.frame == 0 {
                self.read_param(at, span).map(|(value, _)| value)
            } else {
                self.read_argument(at, span)
            });
        }
        None
    }

    fn stack_part(&mut self, name: &str, span: Span) -> Option<Value> {
        let settings = &self.settings;
        match name {
            "name" => Some(Value::String(settings.name.clone())),
            "region" => Some(Value::String(settings.region.clone())),
            "account" => Some(Value::String(settings.account.clone())),
            "" => {
                let finding =
                    Diagnostic::new(&rules::unknown_name::RULE, span, "`stack` is no value by itself");
                self.report(
                    finding.help("read one of its settings: `stack.name`, `stack.region`, `stack.account`"),
                );
                None
            }
            _ => {
                self.no_part(
                    &rules::unknown_name::RULE,
                    name,
                    span,
                    "`stack`",
                    &["name", "region", "account"],
                );
                None
            }
        }
    }

    /// A resource, by kind and name, `none` if its condition does not hold; or all instances of one.
    fn resource_path(&mut self, address: &str, span: Span, name_span: Span) -> Option<Target> {
        let Some(declared) = self.scope.at_address(address) else {
            let (kind, name) = address.split_once('.')?;
            self.unknown_resource(kind, name, name_span);
            return None;
        };
        let at = self.frames.get(self.frame)?.base + declared;
        if self.scope.resources.get(declared)?.clauses().repeat.is_some() {
            return Some(Target::Loop(at));
        }
        self.reference(at, span).map(Target::Value)
    }

    /// A declared resource as a value, noted as read; `none` if its condition does not hold.
    pub(super) fn reference(&mut self, at: usize, span: Span) -> Option<Value> {
        if !self.is_present(at)? {
            return Some(Value::None);
        }
        let outputs = self.outputs(at, span)?;
        let arn = outputs.get("arn").and_then(Value::as_text).cloned()?;
        let address = self.address_at(at)?.clone();
        self.reads.push((at, span));
        Some(Value::Reference(Box::new(Reference { address: Some(address), arn })))
    }

    /// Whether a declared resource's condition holds. Computed once.
    pub(super) fn is_present(&mut self, at: usize) -> Option<bool> {
        match self.present.get(at)? {
            Memo::Done(done) => return *done,
            Memo::Pending => {
                let (declared, address) = (self.declared(at)?, self.address_at(at)?.clone());
                self.circular(declared.name_span(), &format!("whether `{address}` is there"));
                return None;
            }
            Memo::Untouched => {}
        }
        if let Some(known) = self.known_presence(at) {
            self.set_present(at, Memo::Done(Some(known)));
            return Some(known);
        }
        let Some(condition) = &self.declared(at)?.clauses().condition else {
            self.set_present(at, Memo::Done(Some(true)));
            return Some(true);
        };
        self.set_present(at, Memo::Pending);
        let present = self.belonging(at, |cx| cx.condition(condition));
        self.set_present(at, Memo::Done(present));
        present
    }

    fn set_present(&mut self, at: usize, memo: Memo<bool>) {
        if let Some(place) = self.present.get_mut(at) {
            *place = memo;
        }
    }

    /// `x.name`.
    pub(super) fn member(&mut self, value: Value, name: &str, span: Span) -> Option<Value> {
        match value {
            // Reading through what is absent gives what is absent.
            Value::None => Some(Value::None),
            Value::Map(mut entries) => match entries.remove(name) {
                Some(value) => Some(value),
                None => {
                    let keys: Vec<EcoString> = entries.into_iter().map(|(key, _)| key).collect();
                    let names: Vec<&str> = keys.iter().map(EcoString::as_str).collect();
                    match with_dash(name, &names) {
                        Some(help) => self.report(
                            Diagnostic::new(
                                &rules::unknown_name::RULE,
                                span,
                                format!("this map has no `{name}`"),
                            )
                            .help(help),
                        ),
                        None => self.no_part(&rules::unknown_name::RULE, name, span, "this map", &names),
                    }
                    None
                }
            },
            Value::Reference(reference) => {
                let Some(address) = reference.address else {
                    if name == "arn" {
                        return Some(Value::String(reference.arn));
                    }
                    let message =
                        format!("of `{}`, which is not of this stack, only `.arn` is known", reference.arn);
                    self.report(
                        Diagnostic::new(&rules::unknown_attribute::RULE, span, message)
                            .help("read `.arn`, or declare it in this stack with an `adopt` line"),
                    );
                    return None;
                };
                let at = self.find(&address)?;
                self.note_read(at, span);
                self.resource_member(at, name, span)
            }
            Value::Metric(metric) => self.metric_member(*metric, name, span),
            other => {
                self.no_member(&other, name, span);
                None
            }
        }
    }

    /// An output or attribute of a declared resource.
    pub(super) fn resource_member(&mut self, at: usize, name: &str, span: Span) -> Option<Value> {
        if let Some(part) = self.named_part(at) {
            return self.part_member(at, &part, name, span);
        }
        let declared = self.declared(at)?;
        let kind = declared.kind?;
        if let Some(value) = self.outputs(at, span)?.get(name) {
            return Some(value.clone());
        }
        if let Some(output) = kind.output(name) {
            self.not_had(at, output, span);
            return None;
        }
        let Some(attr) = kind.shape.attr(name) else {
            let names: Vec<&str> = kind
                .outputs
                .iter()
                .map(|output| output.name)
                .chain(kind.shape.attrs.iter().map(|attr| attr.name))
                .chain(kind.parts.iter().filter(|part| part.when.can_be_named()).map(|part| part.name))
                .chain(kind.metrics.iter().flat_map(|table| table.rows).map(|row| row.name))
                .collect();
            let of = format!("`{}`", self.address_at(at)?);
            self.no_part(&rules::unknown_attribute::RULE, name, span, &of, &names);
            return None;
        };
        let missing = || super::defaults::default_value(attr).unwrap_or(Value::None);
        let Some(body) = declared.body() else {
            let resolved = self.resources.get(self.address_at(at)?)?;
            let written = resolved.places.get(name).is_some();
            let value = super::apart::said(&self.resources, kind, resolved, name).unwrap_or(Value::None);
            return Some(if written { value } else { missing() });
        };
        let Some(expr) = attribute(&body, name) else { return Some(missing()) };
        match self.members.get(&(at, attr.name)) {
            Some(Memo::Done(done)) => return done.clone(),
            Some(Memo::Pending) => {
                let address = self.address_at(at)?.clone();
                self.circular(span, &format!("`{address}.{name}`"));
                return None;
            }
            Some(Memo::Untouched) | None => {}
        }
        self.members.insert((at, attr.name), Memo::Pending);
        let value = self.belonging(at, |cx| {
            let value = cx.eval(expr)?;
            cx.convert(value, &attr.ty, expr.span, name)
        });
        self.members.insert((at, attr.name), Memo::Done(value.clone()));
        value
    }

    /// `x[i]`.
    pub(super) fn index(&mut self, value: Value, key: &Value, span: Span) -> Option<Value> {
        match (value, key) {
            (Value::None, _) => Some(Value::None),
            (Value::Map(mut entries), Value::String(key)) => match entries.remove(key) {
                Some(value) => Some(value),
                None => {
                    let keys: Vec<EcoString> = entries.into_iter().map(|(key, _)| key).collect();
                    let names: Vec<&str> = keys.iter().map(EcoString::as_str).collect();
                    let diagnostic =
                        Diagnostic::new(&rules::unknown_name::RULE, span, format!("this map has no `{key}`"));
                    let dashed = with_dash(key, &names);
                    self.report(match did_you_mean(key, names.iter().copied()) {
                        _ if let Some(help) = dashed => diagnostic.help(help),
                        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
                        None if names.is_empty() => diagnostic.help("it is empty"),
                        None => diagnostic.help(format!("it has {}", some_of(&names))),
                    });
                    None
                }
            },
            (Value::List(items), Value::Number(_)) => {
                let at = key.as_whole().and_then(|at| usize::try_from(at).ok());
                let length = items.len();
                let item = at.and_then(|at| items.into_iter().nth(at));
                if item.is_none() {
                    let message = format!("there is no item {key} in a list of {length}");
                    let help = match length.checked_sub(1) {
                        Some(last) => format!("items count from 0: write 0 to {last}"),
                        None => "an empty list has no items; test with `length(x) > 0`".to_owned(),
                    };
                    self.report(Diagnostic::new(&rules::type_mismatch::RULE, span, message).help(help));
                }
                item
            }
            (Value::List(_) | Value::Map(_), Value::Secret(_)) => {
                self.gives_away(span, "what is taken out may not depend on a secret");
                None
            }
            (value, key) => {
                let message = format!("{} cannot be indexed by {}", value.sort(), key.sort());
                let help = match &value {
                    Value::List(_) => "a list is read by a number, as in `x[0]`".to_owned(),
                    Value::Map(entries) => {
                        let names: Vec<&str> = entries.keys().map(EcoString::as_str).collect();
                        let first = names.first().unwrap_or(&"key");
                        let keys = some_of(&names);
                        format!("a map is read by its key, as in `m[\"{first}\"]`; keys are {keys}")
                    }
                    Value::Secret(_) => {
                        "nobody looks into a secret; give its parts as a `secret param` of type list or map"
                            .to_owned()
                    }
                    _ => "only lists and maps have parts".to_owned(),
                };
                self.report(Diagnostic::new(&rules::type_mismatch::RULE, span, message).help(help));
                None
            }
        }
    }
}

/// What to write for the key of a map that begins with a word and goes on with a `-`, if there is one.
fn with_dash(word: &str, keys: &[&str]) -> Option<String> {
    let key = keys.iter().find(|key| key.strip_prefix(word).is_some_and(|rest| rest.starts_with('-')))?;
    Some(format!("a key with `-` stands in quotes: `[\"{key}\"]`"))
}
