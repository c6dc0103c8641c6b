//! What must be there and is not, and what may not stand together.

use ecow::EcoString;

use super::attrs::{Made, last};
use super::cx::Cx;
use super::defaults::{has_one, is_there};
use super::rules;
use super::units::example;
use super::unknown::some_of;
use crate::base::Span;
use crate::catalog::{Attr, Presence, Shape, Type};
use crate::diag::Diagnostic;
use crate::model::{Effect, Map, Statement};

impl Cx<'_> {
    /// Reports attributes that must be there and are not, and those that may not stand together.
    pub(super) fn presence(
        &mut self,
        made: &Made,
        shape: &'static Shape,
        inputs: &Map,
        written: &[(EcoString, Span)],
        prefix: &str,
    ) {
        let place = |name: &str| written.iter().find(|(known, _)| known == name).map(|(_, span)| *span);
        let mut missing: Vec<&'static Attr> = Vec::new();
        for attr in shape.attrs.iter().filter(|attr| attr.presence != Presence::Optional) {
            let here = place(attr.name);
            match attr.presence {
                Presence::Required if here.is_none() => missing.push(attr),
                Presence::OrGrant if here.is_none() && !made.statements.iter().any(names_somebody) => {
                    missing.push(attr)
                }
                Presence::Or(other) if here.is_none() && place(other).is_none() => missing.push(attr),
                Presence::ByValue(other, must, _) if here.is_none() && has_one(inputs, other, must) => {
                    missing.push(attr);
                }
                Presence::ByValue(other, must, may) => {
                    let values: Vec<&str> = must.iter().chain(may).copied().collect();
                    if let Some(span) = here.filter(|_| !has_one(inputs, other, &values)) {
                        self.of_other_value(made, attr, other, &values, span);
                    }
                }
                Presence::Unless(other) if here.is_none() && place(other).is_none() => missing.push(attr),
                Presence::Unless(other) | Presence::NotWith(other) => {
                    if let (Some(span), Some(first)) = (here, place(other)) {
                        self.beside(made, attr, (span, first), other);
                    }
                }
                Presence::If(other, values) if here.is_none() && has_one(inputs, other, values) => {
                    missing.push(attr)
                }
                Presence::UnlessOne(other, values) => match (here, has_one(inputs, other, values)) {
                    (None, false) => missing.push(attr),
                    (Some(span), true) => {
                        let value = inputs.get(other).map_or_else(String::new, ToString::to_string);
                        self.beside_value(made, attr, span, (other, &value));
                    }
                    _ => {}
                },
                Presence::OnlyIf(other, values) => {
                    if let Some(span) = here.filter(|_| !has_one(inputs, other, values)) {
                        self.of_other_value(made, attr, other, values, span);
                    }
                }
                Presence::With(other) => {
                    // What is written and could not be read has been told of.
                    let unread = place(other).is_some() && !inputs.contains_key(other);
                    if let Some(span) = here.filter(|_| !is_there(inputs, other) && !unread) {
                        self.alone(made, shape, attr, other, span);
                    }
                }
                Presence::Required
                | Presence::Optional
                | Presence::Or(_)
                | Presence::OrGrant
                | Presence::If(..) => {}
            }
        }
        self.missing(made, &missing, prefix);
    }

    /// Reports an attribute that stands beside one that excludes it.
    fn beside(&mut self, made: &Made, attr: &Attr, (span, first): (Span, Span), other: &str) {
        let message = format!("`{}` may not stand beside `{other}`", attr.name);
        self.report(
            Diagnostic::new(&rules::conflicting_attributes::RULE, span, message)
                .label(first, format!("`{other}` is set here"))
                .help("remove one of them")
                .about(made.address.as_str()),
        );
    }

    /// Reports an attribute that stands beside one whose value excludes it.
    fn beside_value(&mut self, made: &Made, attr: &Attr, span: Span, (other, value): (&str, &str)) {
        let message = format!("`{}` may not stand beside `{other} = {value}`", attr.name);
        self.report(
            Diagnostic::new(&rules::conflicting_attributes::RULE, span, message)
                .help(format!("take `{}` away, or set `{other}` otherwise", attr.name))
                .about(made.address.as_str()),
        );
    }

    /// Reports an attribute that means nothing while another one is what it is.
    fn of_other_value(&mut self, made: &Made, attr: &Attr, other: &str, values: &[&str], span: Span) {
        let values: Vec<String> = values.iter().map(|value| format!("`{other} = \"{value}\"`")).collect();
        let message = format!("`{}` needs {}", attr.name, values.join(" or "));
        self.report(
            Diagnostic::new(&rules::conflicting_attributes::RULE, span, message)
                .help(format!("set `{other}` so, or leave `{}` out", attr.name))
                .about(made.address.as_str()),
        );
    }

    /// Reports an attribute that means nothing without another one.
    fn alone(&mut self, made: &Made, shape: &'static Shape, attr: &Attr, other: &str, span: Span) {
        let flag = shape.attr(other).is_some_and(|other| other.ty == Type::Bool);
        let needed = if flag { format!("{other} = true") } else { other.to_owned() };
        let message = format!("`{}` needs `{needed}`", attr.name);
        self.report(
            Diagnostic::new(&rules::conflicting_attributes::RULE, span, message)
                .help(format!("write `{other}`, or leave `{}` out", attr.name))
                .about(made.address.as_str()),
        );
    }

    /// Reports what is missing, all in one.
    fn missing(&mut self, made: &Made, missing: &[&'static Attr], prefix: &str) {
        if missing.is_empty() {
            return;
        }
        let names: Vec<&str> = missing.iter().map(|attr| attr.name).collect();
        let place = made.places.nearest(prefix).unwrap_or(made.head);
        let what = if prefix.is_empty() {
            format!("`{}`", made.address)
        } else {
            format!("`{}` of `{}`", last(prefix), made.address)
        };
        let region = self.settings.region.clone();
        let lines: Vec<String> = missing
            .iter()
            .map(|attr| match attr.presence {
                Presence::Unless(other) | Presence::Or(other) => {
                    format!(
                        "`{} = {}` (or `{other} = …` instead)",
                        attr.name,
                        sketch(attr, &attr.ty, &region)
                    )
                }
                Presence::OrGrant => format!(
                    "`{} = {}`, or under conditions `allow \"sts:AssumeRole\" to … when {{ … }}`",
                    attr.name,
                    sketch(attr, &attr.ty, &region)
                ),
                _ => format!("`{} = {}`", attr.name, sketch(attr, &attr.ty, &region)),
            })
            .collect();
        self.report(
            Diagnostic::new(
                &rules::missing_attribute::RULE,
                place,
                format!("{what} has no {}", some_of(&names)),
            )
            .help(format!("write {}", lines.join(", ")))
            .about(made.address.as_str()),
        );
    }
}

/// Whether a statement says who it is that may do something.
fn names_somebody(statement: &Statement) -> bool {
    statement.effect == Effect::Allow
        && (!statement.principals.items.is_empty() || statement.principals.negated)
}

/// What a value of an attribute looks like: all words of a short list, or one that stands for the others.
fn sketch(attr: &Attr, ty: &Type, region: &str) -> String {
    match ty {
        Type::OneOf(words) if words.len() <= 4 => {
            words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join("` or `")
        }
        Type::OneOf(words) => words.first().map_or("…".into(), |word| format!("\"{word}\"")),
        Type::Reference([kind, ..]) => format!("{kind}.name"),
        Type::Quantity(dimension) => example(*dimension),
        Type::RangeOf(of) => sketch(attr, of, region),
        Type::Whole | Type::Number => least(attr).to_string(),
        Type::Bool => "true".into(),
        Type::Path => "\"./folder\"".into(),
        Type::Principals => "\"lambda\"".into(),
        Type::Timing => "cron(0 3 * * ? *)".into(),
        Type::String => "\"…\"".into(),
        Type::Zone => format!("\"{region}a\""),
        Type::List(Type::Zone) => format!("[\"{region}a\", \"{region}b\"]"),
        _ => "…".into(),
    }
}

/// The least number, other than none, that an attribute takes where it is asked for.
fn least(attr: &Attr) -> i64 {
    let limit = match attr.presence {
        Presence::ByValue(_, asked, _) => {
            let case = attr.cases.1.iter().find(|case| asked.contains(&case.value));
            case.map(|case| case.limit).or(attr.limit)
        }
        _ => attr.limit,
    };
    limit.map_or(1, |limit| limit.min.max(1))
}
