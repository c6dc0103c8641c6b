//! What is written as other languages write it: attributes under AWS's names, texts without quotes, numbers whose unit the
//! attribute tells.

use rust_decimal::Decimal;

use super::cx::Cx;
use super::fits::is_literal;
use super::foreign_names::attribute_meant;
use super::meant::{Meant, Sort, called_otherwise, meant_by, plain, related, written_out};
use super::rules;
use super::units::{with_unit, without_unit};
use super::unknown::some_of;
use crate::base::{Dimension, Quantity, Span, did_you_mean};
use crate::catalog::{Attr, Declarable, Limit, Shape, Type};
use crate::diag::Diagnostic;
use crate::model::Value;
use crate::syntax::ast::{BinaryOp, Expr, ExprKind};

/// From here on a number of CPUs is one of CPU units.
const LEAST_CPU_UNITS: i64 = 128;

/// The finding that an attribute, or a block or statement, is not there, with what is probably meant, of `names` that are
/// not written yet, or what `beyond` the braces says it; and its name, where that is one of the same sort.
pub(super) fn mended(
    diagnostic: Diagnostic,
    shape: &Shape,
    (name, span): (&str, Span),
    (all, names): (&[&str], &[&str]),
    written: Sort,
    beyond: impl FnOnce() -> Option<String>,
) -> (Diagnostic, Option<String>) {
    let renamed = |help: String, meant: &str| {
        let mended = diagnostic.clone().help(help).fix(format!("change to `{meant}`"), span, meant);
        (mended, Some(meant.to_owned()))
    };
    let elsewhere = |what: String, meant: &[Meant]| {
        let shown: Vec<String> = meant.iter().map(|one| format!("`{}`", one.shown)).collect();
        (diagnostic.clone().help(format!("{what} is {} here", shown.join(", "))), None)
    };
    let free = |one: &Meant| one.sort == written && names.contains(&one.path.as_str());
    match called_otherwise(shape, name).as_slice() {
        [one] if is_end_of_range(shape, one, name) => {
            let help = format!("a range says both ends: `{} = 2..6`", one.path);
            return (diagnostic.help(help), free(one).then(|| one.path.clone()));
        }
        [one] if free(one) => return renamed(format!("it is `{}` here", one.path), &one.path),
        [] => {}
        several => return elsewhere("it".to_owned(), several),
    }
    if let Some(meant) = did_you_mean(name, names.iter().copied()) {
        return renamed(format!("did you mean `{meant}`?"), meant);
    }
    if let Some(meant) = names.iter().find(|known| plain(known) == plain(name)) {
        return renamed(format!("it is `{meant}` here"), meant);
    }
    if name == "depends_on" && names.contains(&"after") {
        return renamed("what must exist before it is named by `after`".to_owned(), "after");
    }
    if let Some(help) = attribute_meant(name) {
        return (diagnostic.help(help), None);
    }
    let meant = meant_by(shape, name);
    let related = || related(name, names).map(|related| format!("did you mean `{related}`?"));
    match meant.as_slice() {
        [one] if free(one) => {
            renamed(format!("CloudFormation's `{}` is `{}` here", one.aws, one.path), &one.path)
        }
        [first, ..] => elsewhere(format!("CloudFormation's `{}`", first.aws), &meant),
        [] => {
            let help =
                beyond().or_else(related).unwrap_or_else(|| format!("it has {}", with_places(shape, all)));
            (diagnostic.help(help), None)
        }
    }
}

/// The first names of a list, for a message; where there are few statements, with what stands behind their words.
fn with_places(shape: &Shape, names: &[&str]) -> String {
    const FEW: usize = 2;
    if shape.statements.len() > FEW {
        return some_of(names);
    }
    let shown: Vec<String> = names
        .iter()
        .map(|name| shape.statement(name).map_or_else(|| (*name).to_owned(), written_out))
        .collect();
    some_of(&shown)
}

/// Whether a name is the least or the most of what is one range here: `min_size` of `count`.
fn is_end_of_range(shape: &Shape, meant: &Meant, name: &str) -> bool {
    let is_range = shape.attr(&meant.path).is_some_and(|attr| matches!(attr.ty, Type::RangeOf(_)));
    is_range && ["min", "max"].iter().any(|end| name.to_lowercase().starts_with(end))
}

impl Cx<'_> {
    /// Reports texts without their quotes, and says whether there are any: names that name nothing where a text is due.
    pub(super) fn unquoted(&mut self, attr: &Attr, expr: &Expr) -> bool {
        match (&expr.kind, attr.ty) {
            (ExprKind::Path(path), ty) => self.unquoted_one(path, ty, expr.span),
            (ExprKind::Binary(..), ty) => match hyphened(expr) {
                Some(text) => self.unquoted_one(&text, ty, expr.span),
                None => false,
            },
            (ExprKind::List(items), Type::List(ty)) => {
                items.iter().fold(false, |any, item| match &item.value.kind {
                    ExprKind::Path(path) if !item.spread => {
                        self.unquoted_one(path, *ty, item.value.span) || any
                    }
                    _ => any,
                })
            }
            _ => false,
        }
    }

    /// Reports a resource of one of these kinds that is named without its kind.
    fn without_kind(&mut self, path: &str, kinds: &[&str], span: Span) -> bool {
        let (first, rest) = path.split_once('.').map_or((path, ""), |(first, rest)| (first, rest));
        if self.names_something(first) || self.catalog.kind(first).is_some() {
            return false;
        }
        let addresses = kinds.iter().map(|kind| ecow::eco_format!("{kind}.{first}"));
        let Some(meant) = addresses.into_iter().find(|one| self.scope.at_address(one).is_some()) else {
            return false;
        };
        let written = if rest.is_empty() { meant } else { ecow::eco_format!("{meant}.{rest}") };
        let message = format!("nothing is called `{first}`");
        let help = format!("a resource is named with its kind: `{written}`");
        self.report(Diagnostic::new(&rules::unknown_name::RULE, span, message).help(help).fix(
            format!("change to `{written}`"),
            span,
            written,
        ));
        true
    }

    fn unquoted_one(&mut self, path: &str, ty: Type, span: Span) -> bool {
        if let Type::Reference(kinds) | Type::Peer(kinds) = ty {
            return self.without_kind(path, kinds, span);
        }
        if !matches!(
            ty,
            Type::OneOf(_) | Type::String | Type::Path | Type::TimeZone | Type::Zone | Type::Bool
        ) {
            return false;
        }
        // Of `us-east-1`, which reads as a subtraction, the first word is `us`.
        let first = path.split(['.', '-']).next().unwrap_or_default();
        if self.names_something(first) || self.is_known_outside(first) {
            return false;
        }
        let written = match ty {
            Type::OneOf(set) => did_you_mean(path, set.iter().copied()).map(|meant| format!("\"{meant}\"")),
            Type::Bool => truth(path).map(|meant| meant.to_string()),
            // What is near a name that is there is rather that.
            _ if self.near_a_name(first, path) => None,
            _ => Some(format!("\"{path}\"")),
        };
        let Some(written) = written else { return false };
        let message = format!("nothing is called `{path}`");
        let help = match ty {
            Type::Bool => format!("it is switched on and off with `true` and `false`: `{written}`"),
            Type::OneOf(set) if set.contains(&path) => format!("a text stands in quotes: `{written}`"),
            // It may be the name of something that is not there yet, too.
            _ => format!("did you mean the text `{written}`?"),
        };
        let fix = format!("change to `{written}`");
        self.report(
            Diagnostic::new(&rules::unknown_name::RULE, span, message).help(help).fix(fix, span, written),
        );
        true
    }

    /// Whether something is there whose name is near the first word of a path.
    fn near_a_name(&self, first: &str, path: &str) -> bool {
        let mut known = self.names_at_hand();
        let second = path.split('.').nth(1).unwrap_or_default();
        let declared = |kind: &str| self.scope.at_address(&format!("{kind}.{second}")).is_some();
        known.extend(self.catalog.kinds().map(|kind| kind.name).filter(|kind| declared(kind)));
        let many = known.len();
        self.scope.named(first).is_some() || self.meant(first, many, || known).is_some()
    }

    /// Whether a path may begin with this word.
    pub(super) fn names_something(&self, word: &str) -> bool {
        matches!(word, "stack" | "module")
            || self.locals.iter().any(|(local, _)| local == word)
            || self.scope.by_let.contains_key(word)
            || self.scope.by_param.contains_key(word)
            || self.catalog.kind(word).is_some_and(|kind| kind.declared == Declarable::Yes)
    }

    /// Reports a number where a quantity is due, with the unit in which the attribute may have it, and says whether it is one.
    pub(super) fn unitless(&mut self, attr: &Attr, value: &Value, expr: &Expr) -> bool {
        let (Type::Quantity(wanted), Value::Number(number)) = (attr.ty, value) else { return false };
        let mut diagnostic = match meant_amount(wanted, *number, attr.limit) {
            Some(written) => with_unit(&written, wanted, expr.span, attr.name),
            None => without_unit(wanted, &number.to_string(), expr.span, attr.name),
        };
        if !is_literal(expr) {
            diagnostic.fixes.clear();
        }
        self.report(diagnostic);
        true
    }
}

/// A number with the first unit in which it lies within bounds, as it is written.
fn meant_amount(wanted: Dimension, number: Decimal, limit: Option<Limit>) -> Option<String> {
    if wanted == Dimension::Cpu && number >= Decimal::from(LEAST_CPU_UNITS) {
        return Some(Quantity::new(wanted, number).to_string());
    }
    let limit = limit?;
    let usual = match wanted {
        Dimension::Duration => ["s", "m", "h", "days"].as_slice(),
        Dimension::Size => &["MB", "GB", "KB", "TB"],
        _ => return None,
    };
    let bounds = Decimal::from(limit.min)..=Decimal::from(limit.max);
    let mut fitting = usual.iter().filter(|unit| {
        Quantity::read(number, Some(unit), None).is_ok_and(|quantity| bounds.contains(&quantity.amount))
    });
    let unit = fitting.next()?;
    let blank = if wanted == Dimension::Size || *unit == "days" { " " } else { "" };
    Some(format!("{number}{blank}{unit}"))
}

/// What is written with hyphens and without blanks, such as `us-east-1`, where that reads as a subtraction.
pub(super) fn hyphened(expr: &Expr) -> Option<String> {
    fn parts(expr: &Expr, text: &mut String) -> Option<()> {
        match &expr.kind {
            ExprKind::Binary(BinaryOp::Subtract, left, right) => {
                parts(left, text)?;
                text.push('-');
                parts(right, text)
            }
            ExprKind::Path(path) => {
                text.push_str(path);
                Some(())
            }
            ExprKind::Number(number) => {
                text.push_str(&number.to_string());
                Some(())
            }
            _ => None,
        }
    }
    let mut text = String::new();
    parts(expr, &mut text)?;
    let is_name = text.starts_with(|c: char| c.is_alphabetic());
    (is_name && text.len() == (expr.span.end - expr.span.start) as usize).then_some(text)
}

/// What somebody means who writes a truth value as another language does.
fn truth(word: &str) -> Option<bool> {
    match word.to_lowercase().as_str() {
        "true" | "yes" | "on" | "enabled" | "enable" => Some(true),
        "false" | "no" | "off" | "disabled" | "disable" | "suspended" => Some(false),
        _ => None,
    }
}
