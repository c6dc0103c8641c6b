//! Comparisons with `==` and `!=` that can come out only one way.

use super::convert::is_timing;
use super::cx::Cx;
use super::likeness::way_of;
use super::rules;
use super::units::with_usual_unit;
use super::unknown::some_of;
use crate::base::{Quantity, did_you_mean};
use crate::catalog::Type;
use crate::diag::Diagnostic;
use crate::model::Value;
use crate::syntax::ast::{Expr, ExprKind, TypeExpr, TypeKind};

/// One side of a comparison.
type Side<'e> = (&'e Expr, &'e Value);

impl Cx<'_> {
    /// Whether two values may be equal some time; reports it otherwise.
    pub(super) fn comparable(&mut self, left: Side<'_>, right: Side<'_>) -> Option<()> {
        let ((first, one), (second, other)) = (left, right);
        if one == other {
            return Some(());
        }
        let sorts = || self.sort_kept(left).zip(self.sort_kept(right)).filter(|(one, other)| one != other);
        let finding = if one.sort() == other.sort() {
            self.never_said(left, right).or_else(|| self.never_said(right, left))
        } else if let Some((one, other)) = sorts() {
            let message = format!("{one} and {other} are never equal");
            let finding = Diagnostic::new(&rules::type_mismatch::RULE, first.span.to(second.span), message);
            Some(match alike(left, right).or_else(|| alike(right, left)) {
                Some((help, Some((at, text)))) => {
                    finding.help(help).fix(format!("change to `{text}`"), at.span, text)
                }
                Some((help, None)) => finding.help(help),
                None => finding.help("compare two values of one sort"),
            })
        } else {
            None
        };
        match finding {
            Some(finding) => {
                self.report(finding);
                None
            }
            None => Some(()),
        }
    }

    /// The sort that one side has always, unless it is absent.
    fn sort_kept(&self, (expr, value): Side<'_>) -> Option<&'static str> {
        match value {
            Value::None => {
                self.likened.set(0);
                self.sort_of(expr, 0)
            }
            _ => self.keeps_sort(expr).then(|| value.sort()),
        }
    }

    /// The finding that what is written out on one side is none of what the other may be.
    fn never_said(&self, (asked, _): Side<'_>, (written, value): Side<'_>) -> Option<Diagnostic> {
        if !matches!(written.kind, ExprKind::String(_) | ExprKind::Number(_) | ExprKind::Quantity(_)) {
            return None;
        }
        let all = self.all_of(asked)?;
        let shown: Vec<String> = all.iter().map(Value::to_string).collect();
        if all.contains(value) {
            return None;
        }
        let ExprKind::Path(name) = &asked.kind else { return None };
        let message = format!("`{name}` is never `{value}`");
        let finding = Diagnostic::new(&rules::unknown_value::RULE, written.span, message);
        let meant = value.as_str().and_then(|text| did_you_mean(text, all.iter().filter_map(Value::as_str)));
        let may_be = format!("it may be {}", some_of(&shown));
        Some(match meant {
            Some(meant) => finding
                .help(format!("did you mean `\"{meant}\"`? I{}", may_be.trim_start_matches('i')))
                .fix(format!("change to `\"{meant}\"`"), written.span, format!("\"{meant}\"")),
            None => finding.help(may_be),
        })
    }

    /// All values that a param or an attribute may have, where they are listed.
    fn all_of(&self, asked: &Expr) -> Option<Vec<Value>> {
        let (first, steps) = way_of(asked)?;
        if self.locals.iter().any(|(name, _)| name == first) {
            return None;
        }
        if let Some(ty) = self.type_at(first, &steps) {
            return listed(ty);
        }
        let ExprKind::Path(path) = &asked.kind else { return None };
        let (_, attribute) =
            path.rsplit_once('.').filter(|(address, _)| address.matches('.').count() == 1)?;
        match self.catalog.kind(first)?.shape.attr(attribute)?.ty {
            Type::OneOf(words) => Some(words.iter().map(|word| Value::from(*word)).collect()),
            _ => None,
        }
    }
}

/// The values of a type that lists them.
fn listed(ty: &TypeExpr) -> Option<Vec<Value>> {
    match &ty.kind {
        TypeKind::Literal(expr) => Some(vec![literal(expr)?]),
        TypeKind::Union(types) => types
            .iter()
            .map(listed)
            .collect::<Option<Vec<_>>>()
            .map(|all| all.into_iter().flatten().collect()),
        TypeKind::Optional(of) => listed(of),
        _ => None,
    }
}

fn literal(expr: &Expr) -> Option<Value> {
    Some(match &expr.kind {
        ExprKind::String(text) => Value::String(text.clone()),
        ExprKind::Number(number) => Value::Number(number.normalize()),
        ExprKind::Quantity(quantity) => Value::Quantity(*quantity),
        _ => return None,
    })
}

/// What to do that sides of two sorts are of one, and what to write in place of the second.
type Remedy<'e> = (String, Option<(&'e Expr, String)>);

/// How the second side is brought to the sort of the first.
fn alike<'e>((first, one): Side<'e>, (second, other): Side<'e>) -> Option<Remedy<'e>> {
    let write = |help: &str, text: String| Some((format!("{help}: `{text}`"), Some((second, text))));
    let shown = |expr: &Expr| match &expr.kind {
        ExprKind::Path(path) => Some(path.clone()),
        _ => None,
    };
    match (one, other, &second.kind) {
        (Value::Number(_), Value::String(text), ExprKind::String(_)) if text.parse::<f64>().is_ok() => {
            write("leave the quotes out", text.to_string())
        }
        (Value::Bool(_), Value::String(text), ExprKind::String(_)) if matches!(&**text, "true" | "false") => {
            write("leave the quotes out", text.to_string())
        }
        (Value::Timing(_), Value::String(text), ExprKind::String(_)) if is_timing(text) => {
            write("leave the quotes out", text.to_string())
        }
        (Value::Quantity(wanted), Value::String(text), ExprKind::String(_))
            if Quantity::parse(text).is_some_and(|quantity| quantity.dimension == wanted.dimension) =>
        {
            write("leave the quotes out", text.to_string())
        }
        (Value::Quantity(wanted), Value::Number(number), ExprKind::Number(_)) => {
            write("say what the number counts", with_usual_unit(wanted.dimension, &number.to_string()))
        }
        (
            Value::String(_),
            Value::Number(_) | Value::Bool(_) | Value::Quantity(_),
            ExprKind::Number(_) | ExprKind::Bool(_) | ExprKind::Quantity(_),
        ) => write("put quotes around it", format!("\"{other}\"")),
        (
            Value::Range(_),
            Value::Number(_) | Value::Quantity(_),
            ExprKind::Number(_) | ExprKind::Quantity(_),
        ) => write("a range has two ends", format!("{other}..{other}")),
        (Value::Reference(_), Value::String(_), _) => {
            let name = shown(first).unwrap_or_else(|| "x".into());
            Some((format!("compare what it is called or its ARN: `{name}.name`, `{name}.arn`"), None))
        }
        (Value::List(_), Value::String(_) | Value::Number(_), _) => {
            let list = shown(first).unwrap_or_else(|| "list".into());
            Some((format!("ask whether it is one of them: `contains({list}, {other})`"), None))
        }
        (Value::Map(_), _, _) => {
            let name = shown(first).unwrap_or_else(|| "m".into());
            Some((format!("compare one of its values: `{name}[\"key\"]`"), None))
        }
        (Value::Quantity(_), Value::Quantity(_), _) => {
            Some(("compare two that count the same, such as `30s` and `1m`".to_owned(), None))
        }
        (Value::String(_), Value::Number(_) | Value::Bool(_) | Value::Quantity(_), _) => {
            let name = shown(second).unwrap_or_else(|| "x".into());
            Some((format!("print it into a string: `\"${{{name}}}\"`"), None))
        }
        _ => None,
    }
}
