//! Types as a `param` names them.

use std::collections::BTreeMap;

use ecow::EcoString;

use super::cx::Cx;
use super::rules;
use crate::base::{Dimension, Span, did_you_mean};
use crate::catalog::{Declarable, Kind};
use crate::diag::Diagnostic;
use crate::model::Value;
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
    Metric,
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
    pub(super) fn param_type(&mut self, ty: &TypeExpr) -> ParamType {
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
                self.fields_twice(fields);
                ParamType::Record(fields.iter().map(|field| self.field(field)).collect())
            }
        }
    }

    fn field(&mut self, field: &RecordField) -> (EcoString, ParamType, Option<Value>) {
        let ty = self.param_type(&field.ty);
        let default = field.default.as_ref().and_then(|expr| {
            let value = self.eval(expr)?;
            self.fit(value, &ty, expr, &field.name.text)
        });
        (field.name.text.clone(), ty, default)
    }

    /// Reports a field that a record type has before.
    fn fields_twice(&mut self, fields: &[RecordField]) {
        let mut first: BTreeMap<&str, Span> = BTreeMap::new();
        for field in fields {
            if let Some(first) = first.insert(&field.name.text, field.name.span) {
                self.key_twice(&field.name.text, field.name.span, first);
            }
        }
    }

    fn named_type(&mut self, name: &str, span: Span) -> ParamType {
        let plain = match name {
            "string" => Some(ParamType::String),
            "bool" => Some(ParamType::Bool),
            "number" => Some(ParamType::Number),
            "timing" => Some(ParamType::Timing),
            "moment" => Some(ParamType::Moment),
            "metric" => Some(ParamType::Metric),
            _ => Dimension::from_word(name).map(ParamType::Quantity),
        };
        if let Some(plain) = plain {
            return plain;
        }
        let named = |kind: &&Kind| kind.declared == Declarable::Yes || self.catalog.is_made(kind.name);
        if let Some(kind) = self.catalog.kind(name).filter(named) {
            return ParamType::Kind(kind.name);
        }
        let diagnostic =
            Diagnostic::new(&rules::unknown_type::RULE, span, format!("there is no type `{name}`"));
        if let Some((_, meant)) = FOREIGN.iter().find(|(words, _)| words.contains(&&*name.to_lowercase())) {
            self.report(match meant.contains(' ') {
                false => diagnostic.help(format!("it is `{meant}` here")).fix(
                    format!("change to `{meant}`"),
                    span,
                    *meant,
                ),
                true => diagnostic.help(format!("write {meant}")),
            });
            return ParamType::Any;
        }
        const WORDS: [&str; 6] = ["string", "bool", "number", "timing", "moment", "metric"];
        let words = WORDS.into_iter().chain(Dimension::ALL.into_iter().map(Dimension::word));
        let kinds = self.catalog.kinds().filter(|kind| kind.declared == Declarable::Yes);
        self.report(match did_you_mean(name, words.chain(kinds.map(|kind| kind.name))) {
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
}

/// What others call types, and what that is here: the type, or what to write.
const FOREIGN: &[(&[&str], &str)] = &[
    (&["int", "integer", "float", "double", "decimal", "num", "long", "uint", "u32", "i64"], "number"),
    (&["str", "text", "char", "varchar", "arn", "uuid"], "string"),
    (&["boolean", "flag"], "bool"),
    (&["time", "timespan", "interval", "seconds", "minutes", "hours", "days", "period"], "duration"),
    (&["bytes", "memory", "filesize"], "size"),
    (&["percentage", "share"], "percent"),
    (&["date", "datetime", "timestamp"], "moment"),
    (&["cron"], "timing"),
    (&["usd", "price", "cost"], "money"),
    (&["list", "array", "set", "tuple", "vector"], "what its elements are: `list(string)`"),
    (
        &["map", "dict", "dictionary", "hash"],
        "what its values are: `map(string)`, or its fields: `{ name: string }`",
    ),
    (&["object", "record", "struct"], "its fields, `{ name: string  size: size = 1 GB }`, or `map(string)`"),
    (&["enum"], "its values: `\"dev\" | \"prod\"`"),
    (
        &["any", "unknown", "var", "dynamic"],
        "what it is: a param has one type, such as `string` or `\"a\" | \"b\"`",
    ),
    (
        &["range", "span"],
        "its ends as two params of type `number`, and the range where it is used: `count = fewest..most`; \
         `1..10` as a type is a number from 1 to 10",
    ),
];

/// A type as a message says it.
pub(super) fn spelt(ty: &ParamType) -> String {
    match ty {
        ParamType::Any => "anything".into(),
        ParamType::String => "a string".into(),
        ParamType::Bool => "a bool".into(),
        ParamType::Number => "a number".into(),
        ParamType::Timing => "a timing".into(),
        ParamType::Moment => "a moment, `at(…)`".into(),
        ParamType::Metric => "a metric".into(),
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
