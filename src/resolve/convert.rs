//! Values to the types that rows of the catalog ask for. What `language.md` lists converts, and nothing else does.

use std::fmt;

use ecow::EcoString;

use super::cx::Cx;
use super::fits::is_literal;
use super::meant::related;
use super::rules;
use super::targets::first_of_all;
use super::units::{example, without_unit};
use super::unknown::some_of;
use crate::base::{Dimension, Quantity, Span, did_you_mean, one_of};
use crate::catalog::Type;
use crate::diag::Diagnostic;
use crate::model::{Map, Value};
use crate::syntax::ast::{Expr, ExprKind};
use crate::timing::cron_meant;

impl Cx<'_> {
    /// Fits a value to a type; reports why not. `none` fits everywhere: it is as if not written.
    pub(super) fn convert(&mut self, value: Value, ty: &Type, span: Span, name: &str) -> Option<Value> {
        if value == Value::None {
            return Some(Value::None);
        }
        match (ty, value) {
            (Type::Any, value) => Some(value),
            (Type::String | Type::Path, value @ (Value::String(_) | Value::Secret(_))) => Some(value),
            (Type::String | Type::Path, value @ Value::Reference(_)) => {
                self.not_a_string(&value, span);
                None
            }
            (Type::Moment, Value::Timing(text)) if text.starts_with("at(") => Some(Value::Timing(text)),
            (Type::Bool, value @ Value::Bool(_)) | (Type::Timing, value @ Value::Timing(_)) => Some(value),
            (Type::Number, value @ Value::Number(_))
            | (Type::Metric, value @ Value::Metric(_))
            | (Type::Amount, value @ (Value::Number(_) | Value::Quantity(_))) => Some(value),
            (Type::Whole, value @ Value::Number(_)) => self.whole(value, span, name),
            (Type::Quantity(wanted), Value::Quantity(quantity)) if quantity.dimension == *wanted => {
                Some(Value::Quantity(quantity))
            }
            (Type::OneOfDays(_), Value::Quantity(quantity)) if quantity.dimension == Dimension::Duration => {
                Some(Value::Quantity(quantity))
            }
            (Type::Quantity(wanted), Value::Number(number)) => {
                self.no_unit(*wanted, &number.to_string(), span, name);
                None
            }
            (Type::OneOfDays(_), Value::Number(number)) => {
                self.no_days(&number.to_string(), span, name);
                None
            }
            (Type::RangeOf(of), Value::Range(ends)) => {
                let (low, high) = *ends;
                let low = self.convert(low, of, span, name)?;
                let high = self.convert(high, of, span, name)?;
                Some(Value::Range(Box::new((low, high))))
            }
            (Type::RangeOf(of), value) => {
                let value = self.convert(value, of, span, name)?;
                Some(Value::Range(Box::new((value.clone(), value))))
            }
            (Type::TimeZone, Value::String(zone)) => self.zone(zone, span),
            (Type::Zone, Value::String(zone)) => Some(Value::String(zone)),
            (Type::OneOf(set), Value::String(text)) => self.one_of(set, text, span, name),
            (Type::Peer(_), Value::String(range)) if !range.starts_with("arn:") => Some(Value::String(range)),
            (Type::Reference(kinds) | Type::Peer(kinds), value) => self.refer(kinds, value, span, name),
            (Type::Principals, value) => self.principals(value, span),
            (Type::List(of), Value::List(items)) => self.items(items.into_iter(), of, span, name),
            (Type::Map(of), Value::Map(entries)) => self.entries(entries, of, span, name),
            (ty, value) => {
                self.mismatch(ty, &value, span, name);
                None
            }
        }
    }

    /// As [`Cx::convert`], for the value of an expression: what is wrong with an item of a list or an entry of a map is
    /// said of that, and what is computed is not mended by another text.
    pub(super) fn convert_of(&mut self, value: Value, ty: &Type, expr: &Expr, name: &str) -> Option<Value> {
        match (ty, value, &expr.kind) {
            (Type::List(of), Value::List(values), ExprKind::List(items))
                if items.iter().all(|item| !item.spread) =>
            {
                let parts: Vec<Option<Value>> = values
                    .into_iter()
                    .zip(items)
                    .map(|(value, item)| self.convert_of(value, of, &item.value, name))
                    .collect();
                parts.into_iter().collect::<Option<_>>().map(Value::List)
            }
            (_, value, _) => {
                let before = self.found.len();
                let converted = self.convert(value, ty, expr.span, name);
                if !is_literal(expr) {
                    for diagnostic in self.found.iter_mut().skip(before) {
                        diagnostic.fixes.retain(|fix| fix.edits.iter().all(|edit| edit.span != expr.span));
                    }
                    self.part_for_whole(before, ty, expr);
                }
                converted
            }
        }
    }

    fn items(
        &mut self,
        items: impl Iterator<Item = Value>,
        of: &Type,
        span: Span,
        name: &str,
    ) -> Option<Value> {
        let items = items.into_iter().enumerate();
        items.map(|(at, item)| self.part(item, of, span, name, &at)).collect::<Option<_>>().map(Value::List)
    }

    fn entries(&mut self, entries: Map, of: &Type, span: Span, name: &str) -> Option<Value> {
        let entries = entries.into_iter().map(|(key, item)| {
            let item = self.part(item, of, span, name, &key)?;
            Some((key, item))
        });
        entries.collect::<Option<Map>>().map(Value::Map)
    }

    /// Fits one part of a list or map whose place in the text is not known; what is wrong says which part it is.
    fn part(
        &mut self,
        value: Value,
        ty: &Type,
        span: Span,
        name: &str,
        place: &dyn fmt::Display,
    ) -> Option<Value> {
        let before = self.found.len();
        let converted = self.convert(value, ty, span, name);
        for diagnostic in self.found.iter_mut().skip(before).filter(|found| found.span == span) {
            diagnostic.message = format!("{}, at `[{place}]`", diagnostic.message);
        }
        converted
    }

    fn whole(&mut self, value: Value, span: Span, name: &str) -> Option<Value> {
        if value.as_whole().is_some() {
            return Some(value);
        }
        let message = format!("`{name}` must be a whole number, this is `{value}`");
        self.report(
            Diagnostic::new(&rules::type_mismatch::RULE, span, message).help("leave the fraction out"),
        );
        None
    }

    /// Reports a number where days are asked for.
    fn no_days(&mut self, number: &str, span: Span, name: &str) {
        let written = format!("{number} days");
        self.report(
            Diagnostic::new(&rules::missing_unit::RULE, span, format!("`{name}` has no unit"))
                .help(format!("say what the number counts: `{written}`"))
                .fix(format!("change to `{written}`"), span, written),
        );
    }

    /// Reports a number where a quantity is asked for.
    fn no_unit(&mut self, wanted: Dimension, number: &str, span: Span, name: &str) {
        self.report(without_unit(wanted, number, span, name));
    }

    fn zone(&mut self, zone: EcoString, span: Span) -> Option<Value> {
        match crate::timing::Zone::find(&zone) {
            Ok(_) => Some(Value::String(zone)),
            Err(unknown) => {
                let diagnostic = Diagnostic::new(
                    &rules::unknown_value::RULE,
                    span,
                    format!("there is no time zone `{zone}`"),
                );
                self.report(match unknown.nearest {
                    Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")).fix(
                        format!("change to `\"{meant}\"`"),
                        span,
                        format!("\"{meant}\""),
                    ),
                    None => diagnostic.help("zones are named as in the IANA database: `Asia/Seoul`, `UTC`"),
                });
                None
            }
        }
    }

    fn one_of(
        &mut self,
        set: &'static [&'static str],
        text: EcoString,
        span: Span,
        name: &str,
    ) -> Option<Value> {
        if set.contains(&text.as_str()) {
            return Some(Value::String(text));
        }
        let diagnostic =
            Diagnostic::new(&rules::unknown_value::RULE, span, format!("`{name}` may not be `\"{text}\"`"));
        // One number for another is no slip of the fingers: which of the versions is wanted, only the author knows.
        let versions: Vec<&str> =
            set.iter().copied().filter(|word| text.contains('.') && is_other_version(&text, word)).collect();
        let meant = did_you_mean(&text, set.iter().copied()).or_else(|| related(&text, set));
        let meant = meant.filter(|meant| !versions.contains(meant));
        self.report(match meant {
            None if !versions.is_empty() => diagnostic.help(format!("it may be {}", some_of(&versions))),
            Some(meant) => diagnostic
                .help(format!("did you mean `\"{meant}\"`? It may be {}", some_of(set)))
                .fix(format!("change to `\"{meant}\"`"), span, format!("\"{meant}\"")),
            None => diagnostic.help(format!("it may be {}", some_of(set))),
        });
        None
    }

    fn refer(
        &mut self,
        kinds: &'static [&'static str],
        value: Value,
        span: Span,
        name: &str,
    ) -> Option<Value> {
        match value {
            Value::Reference(reference) => {
                let kind = reference.address.as_ref().map(|address| self.kind_at(address));
                if kind.is_none_or(|kind| kinds.contains(&kind)) {
                    self.note_reference(&reference, span);
                    return Some(Value::Reference(reference));
                }
                let address = reference.address.map_or_else(EcoString::new, |address| address.0);
                let message = format!("`{name}` must be {}, this is `{address}`", one_of(kinds));
                let help = format!("write `{}.name`", kinds.first().copied().unwrap_or("kind"));
                self.report(Diagnostic::new(&rules::type_mismatch::RULE, span, message).help(help));
                None
            }
            Value::String(arn) if arn.starts_with("arn:") => {
                Some(Value::Reference(Box::new(crate::model::Reference { address: None, arn })))
            }
            Value::String(text) => {
                let kind = kinds.first().copied().unwrap_or("kind");
                let message = format!("`{name}` must be {}, this is a string", one_of(kinds));
                let diagnostic = Diagnostic::new(&rules::type_mismatch::RULE, span, message);
                let address = ecow::eco_format!("{kind}.{text}");
                self.report(if self.scope.at_address(&address).is_some() {
                    diagnostic.help(format!("references are names, not strings: `{address}`")).fix(
                        format!("change to `{address}`"),
                        span,
                        address,
                    )
                } else {
                    diagnostic.help(format!("write `{kind}.name`, or the ARN of one outside this stack"))
                });
                None
            }
            other => {
                let message = format!("`{name}` must be {}, this is {}", one_of(kinds), other.sort());
                let diagnostic = Diagnostic::new(&rules::type_mismatch::RULE, span, message);
                let kind = kinds.first().copied().unwrap_or("kind");
                self.report(match first_of_all(&other) {
                    Some(one) => diagnostic.help(format!("name one of them: `{one}`")),
                    None => diagnostic.help(format!("write `{kind}.name`")),
                });
                None
            }
        }
    }

    /// Reports a value of another type than asked for.
    fn mismatch(&mut self, ty: &Type, value: &Value, span: Span, name: &str) {
        let message = format!("`{name}` must be {}, this is {}", sort_of(ty), value.sort());
        let diagnostic = Diagnostic::new(&rules::type_mismatch::RULE, span, message);
        self.report(match (ty, value) {
            (Type::Quantity(wanted), Value::String(text)) if is_amount(text, *wanted) => diagnostic
                .help("leave the quotes out")
                .fix(format!("change to `{text}`"), span, text.as_str()),
            (Type::Timing, Value::String(text)) if is_timing(text) => diagnostic
                .help("leave the quotes out")
                .fix(format!("change to `{text}`"), span, text.as_str()),
            (Type::Timing, Value::String(text)) if let Some(cron) = cron_meant(text, span) => diagnostic
                .help("a timing stands without quotes")
                .fix(format!("change to `{cron}`"), span, cron),
            (Type::Timing, Value::Quantity(time)) if let Some(rate) = as_rate(*time) => {
                diagnostic.help("say how often").fix(format!("change to `{rate}`"), span, rate)
            }
            (Type::Quantity(wanted), _) => diagnostic.help(format!("write it like `{}`", example(*wanted))),
            (Type::OneOfDays(_), _) => diagnostic.help("write it like `30 days`"),
            (Type::List(_), Value::String(_) | Value::Reference(_) | Value::Number(_)) => diagnostic
                .help("put brackets around it")
                .fix("put brackets around it", span.before(), "[")
                .closing(span, "]"),
            (Type::Bool, Value::String(text)) if matches!(text.as_str(), "true" | "false") => diagnostic
                .help("leave the quotes out")
                .fix(format!("change to `{text}`"), span, text.as_str()),
            (Type::Whole | Type::Number, Value::String(text)) if text.parse::<i64>().is_ok() => diagnostic
                .help("leave the quotes out")
                .fix(format!("change to `{text}`"), span, text.as_str()),
            (Type::String, Value::Number(_) | Value::Bool(_) | Value::Quantity(_)) => diagnostic
                .help("put quotes around it")
                .fix(format!("change to `\"{value}\"`"), span, format!("\"{value}\"")),
            (Type::OneOf(set), _) => diagnostic.help(format!("it may be {}", some_of(set))),
            (Type::Metric, Value::Reference(_)) => {
                diagnostic.help(format!("say what is measured, and how: `{value}.Metric.sum`"))
            }
            (Type::Metric, _) => diagnostic.help("write a metric, as in `function.name.Errors.sum`"),
            (Type::Amount, _) => diagnostic.help("write a number or a quantity, such as `5`, `2%` or `3s`"),
            (Type::Timing, _) => diagnostic.help("write `cron(0 3 * * ? *)`, `rate(5 minutes)` or `at(…)`"),
            (Type::Bool, _) => diagnostic.help("write `true` or `false`, or compare: `stage == \"prod\"`"),
            (Type::Whole | Type::Number, _) => diagnostic.help("write a number, such as `3`"),
            (Type::String, _) => diagnostic.help("write a string, such as `\"text\"`"),
            (Type::List(_), _) => diagnostic.help("write a list: `[a, b]`"),
            _ => diagnostic.help("the page of the kind says what stands here, with an example"),
        });
    }
}

/// Whether a text is a quantity in all but its quotes.
fn is_amount(text: &str, wanted: Dimension) -> bool {
    Quantity::parse(text).is_some_and(|quantity| quantity.dimension == wanted)
}

/// Whether a text is a timing in all but its quotes.
pub(super) fn is_timing(text: &str) -> bool {
    let word = ["cron(", "rate(", "at("].iter().any(|word| text.starts_with(word));
    word && text.ends_with(')') && !text.contains(['"', '\\', '$'])
}

/// What happens once in a time; `None` if that is no whole number of minutes.
fn as_rate(time: Quantity) -> Option<String> {
    let millis = time.as_whole().filter(|millis| time.dimension == Dimension::Duration && *millis > 0)?;
    let units = [("day", 86_400_000), ("hour", 3_600_000), ("minute", 60_000)];
    let (word, unit) = units.into_iter().find(|(_, unit)| millis % unit == 0)?;
    let count = millis / unit;
    let plural = if count == 1 { "" } else { "s" };
    Some(format!("rate({count} {word}{plural})"))
}

/// What a message calls a type.
#[must_use]
pub fn sort_of(ty: &Type) -> String {
    match ty {
        Type::Any => "anything".into(),
        Type::String | Type::TimeZone | Type::Zone | Type::OneOf(_) => "a string".into(),
        Type::Path => "a path in quotes".into(),
        Type::Bool => "a bool".into(),
        Type::Number => "a number".into(),
        Type::Whole => "a whole number".into(),
        Type::Quantity(dimension) => Value::Quantity(Quantity::whole(*dimension, 1)).sort().into(),
        Type::OneOfDays(_) => "a duration".into(),
        Type::RangeOf(of) => format!("{} or a range", sort_of(of)),
        Type::Timing => "a timing".into(),
        Type::Moment => "a moment, `at(…)`".into(),
        Type::Metric => "a metric".into(),
        Type::Amount => "a number or a quantity".into(),
        Type::Reference(kinds) => one_of(kinds),
        Type::Peer(kinds) => format!("a range of addresses or {}", one_of(kinds)),
        Type::Principals => "who may take on the role".into(),
        Type::List(Type::Any) => "a list of resources".into(),
        Type::List(of) => format!("a list, each {}", sort_of(of)),
        Type::Map(_) => "a map".into(),
    }
}

/// Whether two words differ in their numbers alone, and none of them is the beginning of the other.
fn is_other_version(one: &str, other: &str) -> bool {
    let bare = |word: &str| word.replace(|letter: char| letter.is_ascii_digit() || letter == '.', "");
    bare(one) == bare(other) && !one.starts_with(other) && !other.starts_with(one)
}
