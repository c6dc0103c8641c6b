//! What stands where a resource is due and is near to one: all instances of a loop, one of their keys, a part of it.

use ecow::EcoString;

use super::cx::Cx;
use super::loops::Key;
use super::rules;
use super::spelling::hyphened;
use super::targets::Target;
use crate::base::Span;
use crate::catalog::{Many, Position, Slot, Statement, Type};
use crate::diag::Diagnostic;
use crate::model::Value;
use crate::syntax::ast::{BinaryOp, Expr, ExprKind, Sentence};

impl Cx<'_> {
    /// Adds to the finding that a string is no resource that the resource is meant whose `.name` or `.arn` it is.
    pub(super) fn part_for_whole(&mut self, before: usize, ty: &Type, expr: &Expr) {
        let (Type::Reference(kinds) | Type::Peer(kinds), ExprKind::Path(path)) = (ty, &expr.kind) else {
            return;
        };
        let Some((address, part)) = path.rsplit_once('.') else {
            return self.key_for_resource(before, path, expr.span);
        };
        let known = self.scope.at_address(address).is_some();
        if !known || !address.split_once('.').is_some_and(|(kind, _)| kinds.contains(&kind)) {
            return;
        }
        let found = self.found.iter_mut().skip(before).find(|found| found.span == expr.span);
        if let Some(found) = found {
            let more = u32::try_from(address.len()).unwrap_or(0);
            let gone = Span { start: expr.span.start + more, ..expr.span };
            let finding = found.clone().help(format!("name the resource itself: `{address}`"));
            *found = finding.fix(format!("leave `.{part}` out"), gone, "");
        }
    }

    /// Adds to the finding that a string is no resource that it is a key of what a loop goes through.
    fn key_for_resource(&mut self, before: usize, name: &str, span: Span) {
        if !self.locals.iter().any(|(local, value)| local == name && matches!(value, Value::String(_))) {
            return;
        }
        if let Some(found) = self.found.iter_mut().skip(before).find(|found| found.span == span) {
            found.help = Some(format!(
                "over a map one name alone is its key: with `for key, {name} in …` the resource is `{name}`"
            ));
        }
    }

    /// Adds to the finding that a map is no resource how one line, or a line for each, names the instances of a loop.
    pub(super) fn told_of_all(
        &mut self,
        before: usize,
        statement: &Statement,
        slot: &Slot,
        operand: &Expr,
        sentence: &Sentence,
    ) {
        let ExprKind::Path(path) = &operand.kind else { return };
        let address = if slot.bare.is_empty() || path.contains('.') {
            path.clone()
        } else {
            ecow::eco_format!("{}.{path}", slot.bare)
        };
        let loops = |declared: usize| {
            let declared = self.scope.resources.get(declared);
            declared.is_some_and(|declared| declared.clauses().repeat.is_some())
        };
        if !self.scope.at_address(&address).is_some_and(loops) {
            return;
        }
        let each = match (&sentence.clauses.repeat, slot.at, slot.many) {
            (Some(repeat), ..) => {
                format!("in each round one of them is meant: `{path}[{}]`", repeat.first.text)
            }
            (None, Position::Operand, Many::One) => format!(
                "a line for each goes through all: `{} one for key, one in {address}`",
                statement.word
            ),
            _ => return,
        };
        if let Some(found) = self.found.iter_mut().skip(before).find(|found| found.span == operand.span) {
            found.help = Some(match found.help.take() {
                Some(help) if sentence.clauses.repeat.is_none() => format!("{help}; {each}"),
                _ => each,
            });
        }
    }

    /// Reports a key without its quotes, `files[acme]`, and says whether it is one: a name of nothing, by which something
    /// is to be had there.
    pub(super) fn unquoted_key(&mut self, target: &Target, index: &Expr) -> bool {
        let Some(name) = self.loose_word(index) else { return false };
        let is_key = match target {
            Target::Value(Value::Map(entries)) => entries.contains_key(&name),
            Target::Loop(of) => self
                .instances(*of, index.span)
                .is_some_and(|all| all.all.iter().any(|(key, _)| *key == Key::Text(name.clone()))),
            _ => false,
        };
        if is_key {
            let quoted = format!("\"{name}\"");
            self.report(
                Diagnostic::new(
                    &rules::unknown_name::RULE,
                    index.span,
                    format!("nothing is called `{name}`"),
                )
                .help(format!("a key stands in quotes: `[{quoted}]`"))
                .fix(format!("change to `{quoted}`"), index.span, quoted),
            );
        }
        is_key
    }
    /// An expression that is one word, also with `-` in it, and names nothing.
    pub(super) fn loose_word(&self, expr: &Expr) -> Option<EcoString> {
        let word = match &expr.kind {
            ExprKind::Path(word) if !word.contains('.') => word.clone(),
            ExprKind::Binary(..) => hyphened(expr)?.into(),
            _ => return None,
        };
        let first = word.split('-').next().unwrap_or_default();
        (!self.names_something(first)).then_some(word)
    }
    /// The value of what reads as a subtraction, `sizes.extra-large`, and is the key of a map; reports how it is written.
    #[expect(clippy::option_option, reason = "no such key and a key whose value failed differ")]
    pub(super) fn dashed_key(&mut self, (left, right): (&Expr, &Expr), span: Span) -> Option<Option<Value>> {
        let both = Expr {
            kind: ExprKind::Binary(BinaryOp::Subtract, left.clone().into(), right.clone().into()),
            span,
        };
        let text = hyphened(&both)?;
        let (before, _) = text.split_once('-')?;
        let (of, _) = before.rsplit_once('.')?;
        let behind = text.get(of.len() + 1..)?;
        let key = behind.split('.').next()?;
        if !self.locals.iter().any(|(name, _)| name == of)
            && !self.scope.by_let.contains_key(of)
            && !self.scope.by_param.contains_key(of)
        {
            return None;
        }
        let target = self.path(of, Span { end: span.start + u32::try_from(of.len()).ok()?, ..span })?;
        let Target::Value(Value::Map(mut entries)) = target else { return None };
        let value = entries.remove(key)?;
        let written = format!("{of}[\"{key}\"]");
        let end = span.start + u32::try_from(of.len() + 1 + key.len()).ok()?;
        self.report(
            Diagnostic::new(&rules::unknown_name::RULE, span, format!("`{of}.{key}` reads as a subtraction"))
                .help(format!("a key with `-` stands in quotes: `{written}`"))
                .fix(format!("change to `{written}`"), Span { end, ..span }, written),
        );
        let rest = behind.get(key.len()..).unwrap_or_default();
        let mut value = Some(value);
        for name in rest.split('.').filter(|name| !name.is_empty()) {
            value = value.and_then(|value| self.member(value, name, span));
        }
        Some(value)
    }
}
