//! Types as a `param` names them.

use ecow::EcoString;

use super::cx::Cx;
use super::rules;
use crate::base::{Dimension, Span, did_you_mean};
use crate::catalog::Declarable;
use crate::diag::Diagnostic;
use crate::model::{Map, Value};
use crate::syntax::ast::{RecordField, TypeExpr, TypeKind};

/// What a param may be.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum ParamType {
    /// Nothing is asked for, since the type itself is wrong.
    Any,
    String,
    Bool,
    Number,
    Timing,
    Moment,
    Quantity(Dimension),
    /// Just this value.
    Literal(Value),
    /// Within this range.
    Within(Value, Value),
    /// A resource of this kind.
    Kind(&'static str),
    Union(Vec<ParamType>),
    Optional(Box<ParamType>),
    List(Box<ParamType>),
    Map(Box<ParamType>),
    Record(Vec<(EcoString, ParamType, Option<Value>)>),
}

impl<'a> Cx<'a> {
    /// Reads a type.
    pub(super) fn param_type(&mut self, ty: &'a TypeExpr) -> ParamType {
        match &ty.kind {
            TypeKind::Missing => ParamType::Any,
            TypeKind::Name(name) => self.named_type(name, ty.span),
            TypeKind::Literal(expr) => match self.eval(expr) {
                Some(Value::Range(ends)) => ParamType::Within(ends.0, ends.1),
                Some(value) => ParamType::Literal(value),
                None => ParamType::Any,
            },
            TypeKind::Union(types) => ParamType::Union(types.iter().map(|ty| self.param_type(ty)).collect()),
            TypeKind::Optional(of) => ParamType::Optional(Box::new(self.param_type(of))),
            TypeKind::List(of) => ParamType::List(Box::new(self.param_type(of))),
            TypeKind::Map(of) => ParamType::Map(Box::new(self.param_type(of))),
            TypeKind::Record(fields) => {
                ParamType::Record(fields.iter().map(|field| self.field(field)).collect())
            }
        }
    }

    fn field(&mut self, field: &'a RecordField) -> (EcoString, ParamType, Option<Value>) {
        let ty = self.param_type(&field.ty);
        let default = field.default.as_ref().and_then(|expr| {
            let value = self.eval(expr)?;
            self.fit(value, &ty, expr.span, &field.name.text)
        });
        (field.name.text.clone(), ty, default)
    }

    fn named_type(&mut self, name: &str, span: Span) -> ParamType {
        let plain = match name {
            "string" => Some(ParamType::String),
            "bool" => Some(ParamType::Bool),
            "number" => Some(ParamType::Number),
            "timing" => Some(ParamType::Timing),
            "moment" => Some(ParamType::Moment),
            _ => Dimension::from_word(name).map(ParamType::Quantity),
        };
        if let Some(plain) = plain {
            return plain;
        }
        if let Some(kind) = self.catalog.kind(name).filter(|kind| kind.declared == Declarable::Yes) {
            return ParamType::Kind(kind.name);
        }
        const WORDS: [&str; 13] = [
            "string",
            "bool",
            "number",
            "timing",
            "moment",
            "duration",
            "size",
            "cpu",
            "percent",
            "bandwidth",
            "money",
            "rate",
            "throughput",
        ];
        let kinds = self.catalog.kinds().map(|kind| kind.name);
        let diagnostic =
            Diagnostic::new(&rules::unknown_type::RULE, span, format!("there is no type `{name}`"));
        self.report(match did_you_mean(name, WORDS.into_iter().chain(kinds)) {
            Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")).fix(
                format!("change to `{meant}`"),
                span,
                meant,
            ),
            None => diagnostic.help(
                "a type is `string`, `duration`, `\"a\" | \"b\"`, `1..10`, `list(string)` and the like",
            ),
        });
        ParamType::Any
    }

    /// Fits a value to a type; reports why not.
    pub(super) fn fit(&mut self, value: Value, ty: &ParamType, span: Span, name: &str) -> Option<Value> {
        match fits(&value, ty) {
            Ok(value) => Some(value),
            Err(Unfit::NoUnit(dimension)) => {
                self.no_unit(dimension, &value.to_string(), span, name);
                None
            }
            Err(Unfit::Other) => {
                let shown = if matches!(value, Value::String(_) | Value::Number(_) | Value::Quantity(_)) {
                    format!("`{value}`")
                } else {
                    value.sort().to_owned()
                };
                let message = format!("`{name}` must be {}, this is {shown}", spelt(ty));
                let diagnostic = Diagnostic::new(&rules::type_mismatch::RULE, span, message);
                self.report(match literal_like(&value, ty) {
                    Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")).fix(
                        format!("change to `{meant}`"),
                        span,
                        meant,
                    ),
                    None => diagnostic,
                });
                None
            }
        }
    }
}

/// Why a value does not fit.
pub(super) enum Unfit {
    NoUnit(Dimension),
    Other,
}

/// The value, converted where the language converts.
pub(super) fn fits(value: &Value, ty: &ParamType) -> Result<Value, Unfit> {
    let same = |fits: bool| if fits { Ok(value.clone()) } else { Err(Unfit::Other) };
    match ty {
        ParamType::Any => same(true),
        ParamType::String => same(matches!(value, Value::String(_) | Value::Secret(_))),
        ParamType::Bool => same(matches!(value, Value::Bool(_))),
        ParamType::Number => same(matches!(value, Value::Number(_))),
        ParamType::Timing => same(matches!(value, Value::Timing(_))),
        ParamType::Moment => same(matches!(value, Value::Timing(text) if text.starts_with("at("))),
        ParamType::Quantity(wanted) => match value {
            Value::Quantity(quantity) => same(quantity.dimension == *wanted),
            Value::Number(_) => Err(Unfit::NoUnit(*wanted)),
            _ => Err(Unfit::Other),
        },
        ParamType::Literal(wanted) => same(value == wanted),
        ParamType::Within(low, high) => same(within(value, low, high)),
        ParamType::Kind(kind) => same(value.as_address().is_some_and(|address| address.kind() == *kind)),
        ParamType::Union(types) => types.iter().find_map(|ty| fits(value, ty).ok()).ok_or(Unfit::Other),
        ParamType::Optional(of) => {
            if *value == Value::None {
                Ok(Value::None)
            } else {
                fits(value, of)
            }
        }
        ParamType::List(of) => match value {
            Value::List(items) => {
                items.iter().map(|item| fits(item, of)).collect::<Result<_, _>>().map(Value::List)
            }
            _ => Err(Unfit::Other),
        },
        ParamType::Map(of) => match value {
            Value::Map(entries) => entries
                .iter()
                .map(|(key, item)| Ok((key.clone(), fits(item, of)?)))
                .collect::<Result<_, _>>()
                .map(Value::Map),
            _ => Err(Unfit::Other),
        },
        ParamType::Record(fields) => record(value, fields),
    }
}

/// A map as a record: no key too many, what is missing by its default.
fn record(value: &Value, fields: &[(EcoString, ParamType, Option<Value>)]) -> Result<Value, Unfit> {
    let Value::Map(entries) = value else { return Err(Unfit::Other) };
    if entries.keys().any(|key| !fields.iter().any(|(name, ..)| name == key)) {
        return Err(Unfit::Other);
    }
    let mut made = Map::new();
    for (name, ty, default) in fields {
        let value = match (entries.get(name), default, ty) {
            (Some(value), ..) => fits(value, ty)?,
            (None, Some(default), _) => default.clone(),
            (None, None, ParamType::Optional(_)) => Value::None,
            (None, None, _) => return Err(Unfit::Other),
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

/// The literal of a union that was probably meant.
fn literal_like(value: &Value, ty: &ParamType) -> Option<String> {
    let ParamType::Union(types) = ty else { return None };
    let literals = types.iter().filter_map(|ty| match ty {
        ParamType::Literal(Value::String(text)) => Some(text.as_str()),
        _ => None,
    });
    did_you_mean(value.as_str()?, literals).map(|meant| format!("\"{meant}\""))
}

/// A type as the language writes it.
pub(super) fn spelt(ty: &ParamType) -> String {
    match ty {
        ParamType::Any => "anything".into(),
        ParamType::String => "a string".into(),
        ParamType::Bool => "a bool".into(),
        ParamType::Number => "a number".into(),
        ParamType::Timing => "a timing".into(),
        ParamType::Moment => "a moment, `at(…)`".into(),
        ParamType::Quantity(dimension) => format!("a {}", dimension.word()),
        ParamType::Literal(value) => format!("`{value}`"),
        ParamType::Within(low, high) => format!("within `{low}..{high}`"),
        ParamType::Kind(kind) => format!("a {kind}"),
        ParamType::Union(types) => types.iter().map(spelt).collect::<Vec<_>>().join(" or "),
        ParamType::Optional(of) => format!("{} or `none`", spelt(of)),
        ParamType::List(of) => format!("a list, each {}", spelt(of)),
        ParamType::Map(of) => format!("a map, each value {}", spelt(of)),
        ParamType::Record(fields) => {
            let fields: Vec<String> = fields.iter().map(|(name, ..)| format!("`{name}`")).collect();
            format!("a record of {}", fields.join(", "))
        }
    }
}
