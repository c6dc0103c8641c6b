//! Values to the types of params: what fits, and where and why something does not.

use super::convert::is_timing;
use super::cx::Cx;
use super::operators;
use super::rules;
use super::types::{ParamType, spelt};
use crate::base::{Dimension, Quantity, Span, did_you_mean};
use crate::diag::Diagnostic;
use crate::model::{Address, Map, Reference, Value};
use crate::syntax::ast::{BinaryOp, EntryKind, Expr, ExprKind};

/// Why a value does not fit.
#[derive(Debug)]
pub(super) struct Unfit {
    /// The way to the part that does not, from the outside in; empty if it is the value itself.
    path: Vec<Step>,
    reason: Reason,
}

/// One step into a list or map.
#[derive(Debug)]
enum Step {
    Item(usize),
    Key(String),
}

#[derive(Debug)]
enum Reason {
    /// A number where this is asked for.
    NoUnit(Dimension, String),
    /// What is asked for, what it is, what was probably meant, and what would do.
    Other { wanted: String, found: String, meant: Option<String>, like: String },
    /// What is asked for, in quotes.
    Quoted { wanted: String, text: String },
    /// A record has no such field; these it has.
    Unknown(String, Vec<String>),
    /// A record is not complete: the field, and what it must be.
    Missing(String, String),
}

impl Cx<'_> {
    /// The value as a type has it; why not, if it has none such.
    pub(super) fn fits(&self, value: &Value, ty: &ParamType) -> Result<Value, Unfit> {
        fits(value, ty, &|address, kind| self.kind_at(address) == kind)
    }

    /// Fits the value of an expression to a type; reports at the very part why not.
    pub(super) fn fit(&mut self, value: Value, ty: &ParamType, expr: &Expr, name: &str) -> Option<Value> {
        match self.fits(&value, ty) {
            Ok(value) => Some(value),
            Err(unfit) => {
                let span = unfit.span(expr);
                let literal = matches!(expr_at(expr, &unfit.path), Some(at) if is_literal(at));
                let mut diagnostic = unfit.diagnostic(name, span);
                if !literal {
                    // What is computed is not mended by another text.
                    diagnostic.fixes.clear();
                }
                self.report(diagnostic);
                None
            }
        }
    }
}

impl Unfit {
    /// The finding, with the name of the whole.
    pub(super) fn diagnostic(&self, name: &str, span: Span) -> Diagnostic {
        let name = format!("{name}{}", self.way());
        let mismatch = |message: String| Diagnostic::new(&rules::type_mismatch::RULE, span, message);
        match &self.reason {
            Reason::NoUnit(dimension, number) => super::units::without_unit(*dimension, number, span, &name),
            Reason::Other { wanted, found, meant, like } => {
                let diagnostic = mismatch(format!("`{name}` must be {wanted}, this is {found}"));
                match meant {
                    Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")).fix(
                        format!("change to `{meant}`"),
                        span,
                        meant.as_str(),
                    ),
                    None => diagnostic.help(format!("write it like `{like}`")),
                }
            }
            Reason::Quoted { wanted, text } => {
                let found = mismatch(format!("`{name}` must be {wanted}, this is a string"));
                found.help("leave the quotes out").fix(format!("change to `{text}`"), span, text.as_str())
            }
            Reason::Unknown(field, fields) => {
                let diagnostic = mismatch(format!("`{name}` has no field `{field}`"));
                diagnostic.help(match did_you_mean(field, fields.iter().map(String::as_str)) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => format!("its fields are `{}`", fields.join("`, `")),
                })
            }
            Reason::Missing(field, wanted) => mismatch(format!("`{name}` lacks the field `{field}`"))
                .help(format!("add `{field} = …`; it must be {wanted}")),
        }
    }

    /// What does not fit where, in words that show no value.
    pub(super) fn unseen(&self, name: &str) -> String {
        let name = format!("{name}{}", self.way());
        match &self.reason {
            Reason::NoUnit(dimension, _) => format!("`{name}` must be a {} with its unit", dimension.word()),
            Reason::Other { wanted, .. } | Reason::Quoted { wanted, .. } => {
                format!("`{name}` must be {wanted}, and is not")
            }
            Reason::Unknown(_, fields) => format!("`{name}` has a field besides `{}`", fields.join("`, `")),
            Reason::Missing(field, _) => format!("`{name}` lacks the field `{field}`"),
        }
    }

    /// The way to the part, as it would be read: `[0].size`.
    fn way(&self) -> String {
        let step = |step: &Step| match step {
            Step::Item(at) => format!("[{at}]"),
            Step::Key(key) => format!(".{key}"),
        };
        self.path.iter().map(step).collect()
    }

    /// The place of the part, as deep as it is written out.
    pub(super) fn span(&self, expr: &Expr) -> Span {
        let deepest = (0..=self.path.len()).rev().find_map(|depth| expr_at(expr, self.path.get(..depth)?));
        deepest.map_or(expr.span, |expr| expr.span)
    }

    fn within(mut self, step: Step) -> Self {
        self.path.insert(0, step);
        self
    }

    fn other(value: &Value, ty: &ParamType) -> Self {
        if let Some(text) = value.as_str().filter(|text| is_quoted(text, ty)) {
            return Self::of(Reason::Quoted { wanted: spelt(ty), text: text.to_owned() });
        }
        let found = if matches!(value, Value::String(_) | Value::Number(_) | Value::Quantity(_)) {
            format!("`{value}`")
        } else {
            value.sort().to_owned()
        };
        let like = nearest(value, ty).unwrap_or_else(|| like(ty));
        Self::of(Reason::Other { wanted: spelt(ty), found, meant: literal_like(value, ty), like })
    }

    fn of(reason: Reason) -> Self {
        Self { path: Vec::new(), reason }
    }
}

/// The end of a range that is nearest to a value beyond it.
fn nearest(value: &Value, ty: &ParamType) -> Option<String> {
    match ty {
        ParamType::Within(low, high) => {
            let above = operators::binary(BinaryOp::Greater, value, high).ok()?;
            Some(if above == Value::Bool(true) { high.to_string() } else { low.to_string() })
        }
        ParamType::Optional(of) => nearest(value, of),
        _ => None,
    }
}

/// A value that would fit, as it is written.
fn like(ty: &ParamType) -> String {
    match ty {
        ParamType::Any | ParamType::String => "\"text\"".into(),
        ParamType::Bool => "true".into(),
        ParamType::Number => "3".into(),
        ParamType::Timing => "rate(5 minutes)".into(),
        ParamType::Moment => "at(2026-12-01T09:00:00)".into(),
        ParamType::Metric => "function.name.Errors.sum".into(),
        ParamType::Quantity(dimension) => super::units::example(*dimension),
        ParamType::Literal(value) => value.to_string(),
        ParamType::Within(low, _) => low.to_string(),
        ParamType::Kind(kind) => format!("{kind}.name"),
        ParamType::Union(types) => types.first().map_or_else(String::new, like),
        ParamType::Optional(of) => like(of),
        ParamType::List(of) => format!("[{}]", like(of)),
        ParamType::Map(of) => format!("{{ key = {} }}", like(of)),
        ParamType::Record(fields) => {
            let fields: Vec<String> =
                fields.iter().map(|(name, ty, _)| format!("{name} = {}", like(ty))).collect();
            format!("{{ {} }}", fields.join("  "))
        }
    }
}

/// The part of a literal that lies that way.
fn expr_at<'a>(expr: &'a Expr, path: &[Step]) -> Option<&'a Expr> {
    let Some((step, rest)) = path.split_first() else { return Some(expr) };
    let next = match (step, &expr.kind) {
        (Step::Item(at), ExprKind::List(items)) if items.iter().all(|item| !item.spread) => {
            &items.get(*at)?.value
        }
        (Step::Key(key), ExprKind::Map(entries)) => {
            entries.iter().rev().find_map(|entry| match &entry.kind {
                EntryKind::Attribute(attribute) if attribute.name.text == key.as_str() => {
                    Some(&attribute.value)
                }
                _ => None,
            })?
        }
        _ => return None,
    };
    expr_at(next, rest)
}

/// Whether an expression is written out, so that another text would mend it.
pub(super) fn is_literal(expr: &Expr) -> bool {
    matches!(
        expr.kind,
        ExprKind::String(_)
            | ExprKind::Number(_)
            | ExprKind::Quantity(_)
            | ExprKind::Bool(_)
            | ExprKind::Timing(_)
    )
}

/// Whether what is at an address is of that kind.
type IsA<'k> = &'k dyn Fn(&Address, &str) -> bool;

/// The value, converted where the language converts.
fn fits(value: &Value, ty: &ParamType, is_a: IsA<'_>) -> Result<Value, Unfit> {
    let same = |fits: bool| if fits { Ok(value.clone()) } else { Err(Unfit::other(value, ty)) };
    match ty {
        ParamType::Any => same(true),
        ParamType::String => same(matches!(value, Value::String(_) | Value::Secret(_))),
        ParamType::Bool => same(matches!(value, Value::Bool(_))),
        ParamType::Number => same(matches!(value, Value::Number(_))),
        ParamType::Timing => same(matches!(value, Value::Timing(_))),
        ParamType::Moment => same(matches!(value, Value::Timing(text) if text.starts_with("at("))),
        ParamType::Metric => same(matches!(value, Value::Metric(_))),
        ParamType::Quantity(wanted) => match value {
            Value::Number(_) => Err(Unfit::of(Reason::NoUnit(*wanted, value.to_string()))),
            _ => same(value.as_quantity().is_some_and(|quantity| quantity.dimension == *wanted)),
        },
        ParamType::Literal(wanted) => same(value == wanted),
        ParamType::Within(low, high) => same(within(value, low, high)),
        ParamType::Kind(kind) => match value {
            Value::String(arn) if arn.starts_with("arn:") => {
                Ok(Value::Reference(Box::new(Reference { address: None, arn: arn.clone() })))
            }
            Value::Reference(reference) => {
                let address = reference.address.as_ref();
                same(address.is_none_or(|address| is_a(address, kind)))
            }
            _ => same(false),
        },
        ParamType::Union(types) => {
            types.iter().find_map(|ty| fits(value, ty, is_a).ok()).ok_or_else(|| Unfit::other(value, ty))
        }
        ParamType::Optional(_) if *value == Value::None => Ok(Value::None),
        ParamType::Optional(of) => fits(value, of, is_a),
        ParamType::List(of) => {
            let Value::List(items) = value else { return same(false) };
            let item = |(at, item)| fits(item, of, is_a).map_err(|unfit| unfit.within(Step::Item(at)));
            items.iter().enumerate().map(item).collect::<Result<_, _>>().map(Value::List)
        }
        ParamType::Map(of) => {
            let Value::Map(entries) = value else { return same(false) };
            let mut made = Map::new();
            for (key, item) in entries {
                made.insert(key.clone(), part(key, item, of, is_a)?);
            }
            Ok(Value::Map(made))
        }
        ParamType::Record(fields) => {
            let Value::Map(entries) = value else { return same(false) };
            record(entries, fields, is_a)
        }
    }
}

/// One value of a map or record.
fn part(key: &str, value: &Value, ty: &ParamType, is_a: IsA<'_>) -> Result<Value, Unfit> {
    fits(value, ty, is_a).map_err(|unfit| unfit.within(Step::Key(key.to_owned())))
}

/// A map as a record: no key too many, what is missing by its default.
fn record(
    entries: &Map,
    fields: &[(ecow::EcoString, ParamType, Option<Value>)],
    is_a: IsA<'_>,
) -> Result<Value, Unfit> {
    let known = |key: &str| fields.iter().any(|(name, ..)| name == key);
    if let Some(key) = entries.keys().find(|key| !known(key)) {
        let names = fields.iter().map(|(name, ..)| name.to_string()).collect();
        return Err(Unfit::of(Reason::Unknown(key.to_string(), names)));
    }
    let mut made = Map::new();
    for (name, ty, default) in fields {
        let value = match (entries.get(name), default, ty) {
            (Some(value), ..) => part(name, value, ty, is_a)?,
            (None, Some(default), _) => default.clone(),
            (None, None, ParamType::Optional(_)) => Value::None,
            (None, None, _) => return Err(Unfit::of(Reason::Missing(name.to_string(), spelt(ty)))),
        };
        made.insert(name.clone(), value);
    }
    Ok(Value::Map(made))
}

fn within(value: &Value, low: &Value, high: &Value) -> bool {
    match (value, low, high) {
        (Value::Number(value), Value::Number(low), Value::Number(high)) => (low..=high).contains(&value),
        (Value::Quantity(value), Value::Quantity(low), Value::Quantity(high)) => {
            value.dimension == low.dimension && (low.amount..=high.amount).contains(&value.amount)
        }
        _ => false,
    }
}

/// Whether a text would be of a type without its quotes.
fn is_quoted(text: &str, ty: &ParamType) -> bool {
    match ty {
        ParamType::Bool => matches!(text, "true" | "false"),
        ParamType::Number => text.parse::<i64>().is_ok(),
        ParamType::Timing => is_timing(text),
        ParamType::Quantity(dimension) => {
            Quantity::parse(text).is_some_and(|quantity| quantity.dimension == *dimension)
        }
        ParamType::Optional(of) => is_quoted(text, of),
        _ => false,
    }
}

/// The literal of a union that was probably meant.
fn literal_like(value: &Value, ty: &ParamType) -> Option<String> {
    let types = match ty {
        ParamType::Union(types) => types.as_slice(),
        one => std::slice::from_ref(one),
    };
    let literals = types.iter().filter_map(|ty| match ty {
        ParamType::Literal(Value::String(text)) => Some(text.as_str()),
        _ => None,
    });
    did_you_mean(value.as_str()?, literals).map(|meant| format!("\"{meant}\""))
}
