//! CloudFormation's values as the language writes them.

use rust_decimal::Decimal;
use serde_json::Value;

use crate::base::Dimension;
use crate::catalog::{Attr, Type};

/// What a value is in the language.
pub(super) enum Literal {
    /// A literal.
    Text(String),
    /// It is computed when the template is deployed, so that nothing can be said of it.
    Computed,
    /// It is of the wrong sort.
    Wrong(&'static str),
}

/// Whether a value is a function of CloudFormation's: `Ref`, `Fn::Sub`.
pub(super) fn is_computed(value: &Value) -> bool {
    let Value::Object(fields) = value else { return false };
    fields.len() == 1
        && fields.keys().all(|name| name == "Ref" || name == "Condition" || name.starts_with("Fn::"))
}

/// Some value that an attribute takes, for one that is not known; `None` where none is sure to do.
pub(super) fn stand_in(attr: &Attr) -> Option<String> {
    of_any(attr, &attr.ty)
}

fn of_any(attr: &Attr, ty: &Type) -> Option<String> {
    let least = attr.limit.map_or(1, |limit| limit.min.max(1));
    match ty {
        Type::Bool => Some("true".to_owned()),
        Type::Number | Type::Whole | Type::Amount => Some(least.to_string()),
        Type::Quantity(Dimension::Duration) => Some(format!("{least}ms")),
        Type::Quantity(Dimension::Size) => Some(format!("{} B", usual(attr, 2 << 30))),
        Type::Quantity(Dimension::Cpu) => {
            let count = Decimal::from(usual(attr, 1024)) / Decimal::from(1024);
            Some(format!("{} vCPU", count.normalize()))
        }
        Type::Quantity(_) => None,
        Type::RangeOf(of) => of_any(attr, of),
        Type::OneOf(words) => words.first().map(|word| quoted(word)),
        Type::OneOfDays(days) => days.first().map(|days| format!("{days} days")),
        Type::Timing => Some("rate(1 hour)".to_owned()),
        Type::TimeZone => Some(quoted("UTC")),
        Type::Zone => Some(quoted("us-east-1a")),
        Type::Path => Some(quoted("./code")),
        Type::String if attr.cfn.ends_with("ImageId") => Some(quoted("ami-00000000")),
        Type::String if attr.cfn.ends_with("CidrBlock") => Some(quoted("10.0.0.0/16")),
        Type::String | Type::Any => Some(quoted("computed")),
        Type::Principals => Some(quoted("111122223333")),
        Type::List(of) => of_any(attr, of).map(|item| format!("[{item}]")),
        Type::Reference(kinds) | Type::Peer(kinds) => kinds.first().map(|kind| format!("{kind}.other")),
        Type::Metric => Some("queue.other.NumberOfMessagesSent.sum".to_owned()),
        Type::Moment | Type::Map(_) => None,
    }
}

/// A usual amount, as near as the limits of an attribute let it.
fn usual(attr: &Attr, amount: i64) -> i64 {
    attr.limit.map_or(amount, |limit| amount.clamp(limit.min, limit.max.max(limit.min)))
}

/// Writes a value of an attribute.
pub(super) fn literal(attr: &Attr, path: &str, value: &Value) -> Literal {
    if is_computed(value) {
        return Literal::Computed;
    }
    of_type(attr, &attr.ty, path, value)
}

fn of_type(attr: &Attr, ty: &Type, path: &str, value: &Value) -> Literal {
    let value = match (ty, value) {
        (Type::List(_), value) => value,
        // Where the language takes one, a list of one is meant.
        (_, Value::Array(items)) if items.len() == 1 => items.first().unwrap_or(value),
        (_, value) => value,
    };
    match ty {
        Type::Bool => truth(attr, value),
        // `$LATEST`, whatever that is then.
        Type::Whole if scalar(value).is_some_and(|text| text.starts_with('$')) => Literal::Computed,
        Type::Number | Type::Whole | Type::Amount => {
            number(value).map_or(Literal::Wrong("a number"), |n| Literal::Text(n.to_string()))
        }
        Type::Quantity(dimension) => quantity(attr, *dimension, path, value),
        Type::RangeOf(of) => ends(value).unwrap_or_else(|| of_type(attr, of, path, value)),
        Type::OneOf(words) => match only(value) {
            Some(text) => {
                let ours = ours(attr, &text);
                let lower = ours.to_ascii_lowercase();
                let plain = attr.spelled.is_empty() && words.contains(&lower.as_str());
                Literal::Text(quoted(if plain { &lower } else { ours }))
            }
            None => Literal::Wrong("text"),
        },
        Type::OneOfDays(_) => {
            number(value).map_or(Literal::Wrong("a number"), |n| Literal::Text(format!("{n} days")))
        }
        Type::Timing | Type::Moment => timing(ty, value),
        Type::Path => Literal::Text(quoted("./code")),
        Type::List(of) => list(attr, of, path, value),
        // A name says nothing of what it names.
        Type::Reference(_) if !scalar(value).is_some_and(|text| text.starts_with("arn:")) => {
            Literal::Computed
        }
        Type::Peer(_) if path.ends_with("Id") || path.ends_with("Name") => Literal::Computed,
        Type::String | Type::TimeZone | Type::Reference(_) | Type::Peer(_) | Type::Any => match scalar(value)
        {
            // Where words are spelled otherwise, another one is none of the language's.
            Some(text) if !attr.spelled.is_empty() && ours(attr, &text) == text => Literal::Computed,
            Some(text) => Literal::Text(quoted(ours(attr, &text))),
            None => Literal::Wrong("text"),
        },
        Type::Map(Type::Any) if value.is_object() => Literal::Text(document(value)),
        // A template may be used in any region; only the letter is its own.
        Type::Zone => match scalar(value) {
            Some(text) => Literal::Text(quoted(&format!("us-east-1{}", letter(&text)))),
            None => Literal::Wrong("text"),
        },
        // Documents are judged by themselves.
        Type::Principals | Type::Metric | Type::Map(_) => Literal::Computed,
    }
}

/// The letter of a zone; for what is the id of a subnet, one that its last character stands for.
fn letter(zone: &str) -> char {
    match zone.chars().last() {
        Some(digit @ '0'..='9') => char::from(b'a' + (digit as u8 - b'0')),
        Some(letter @ 'a'..='z') => letter,
        _ => 'a',
    }
}

fn list(attr: &Attr, of: &Type, path: &str, value: &Value) -> Literal {
    let items: Vec<&Value> = match value {
        Value::Array(items) => items.iter().collect(),
        one => vec![one],
    };
    let mut texts = Vec::new();
    for item in items.into_iter().filter(|item| !is_computed(item)) {
        match of_type(attr, of, path, item) {
            Literal::Text(text) => texts.push(text),
            Literal::Computed => {}
            wrong @ Literal::Wrong(_) => return wrong,
        }
    }
    Literal::Text(format!("[{}]", texts.join(", ")))
}

/// The language's word for AWS's.
fn ours<'a>(attr: &Attr, text: &'a str) -> &'a str {
    let known = attr.spelled.iter().find(|(_, theirs)| *theirs == text);
    known.map_or(text, |(ours, _)| *ours)
}

/// `true`, or a word or an object that means it.
fn truth(attr: &Attr, value: &Value) -> Literal {
    let said = match value {
        Value::Bool(truth) => Some(*truth),
        Value::String(text) => match ours(attr, text).to_ascii_lowercase().as_str() {
            "true" | "enabled" | "on" => Some(true),
            "false" | "disabled" | "suspended" | "off" => Some(false),
            // Where AWS has words of its own, the shape tells them.
            _ if !attr.spelled.is_empty() => return Literal::Computed,
            _ => None,
        },
        // Access is public unless all that blocks it is on.
        Value::Object(fields) => Some(!fields.values().all(|value| value == true || value == "true")),
        _ => None,
    };
    said.map_or(Literal::Wrong("a bool"), |said| Literal::Text(said.to_string()))
}

/// A number, also one that is written as text.
pub(super) fn number(value: &Value) -> Option<Decimal> {
    let text = match value {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.trim().to_owned(),
        _ => return None,
    };
    text.parse().or_else(|_| Decimal::from_scientific(&text)).ok()
}

/// Text, a number or a truth value as text.
pub(super) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

/// A scalar, or the one that an object has: `{"Type": "audit"}`.
fn only(value: &Value) -> Option<String> {
    let inner =
        value.as_object().filter(|fields| fields.len() == 1).and_then(|fields| fields.values().next());
    scalar(inner.unwrap_or(value))
}

/// Both ends of a range, where CloudFormation has a property for each.
fn ends(value: &Value) -> Option<Literal> {
    let fields = value.as_object()?;
    let (low, high) = (number(fields.get("MinSize")?)?, number(fields.get("MaxSize")?)?);
    Some(Literal::Text(format!("{low}..{high}")))
}

/// A number in the unit that CloudFormation counts a property in, which its name says.
fn quantity(attr: &Attr, dimension: Dimension, path: &str, value: &Value) -> Literal {
    let wrong = Literal::Wrong("a number");
    if let Value::String(text) = value {
        let text = text.trim();
        for (unit, ours) in [("vCPU", "vCPU"), ("GB", "GB")] {
            if let Some(count) =
                text.strip_suffix(unit).and_then(|count| count.trim().parse::<Decimal>().ok())
            {
                return Literal::Text(format!("{} {ours}", count.normalize()));
            }
        }
    }
    let Some(count) = number(value) else { return wrong };
    let (count, unit) = match dimension {
        Dimension::Cpu if path.to_ascii_lowercase().contains("vcpu") => (count, " vCPU"),
        Dimension::Cpu => (count / Decimal::from(1024), " vCPU"),
        Dimension::Duration if path.contains("Millis") => (count, "ms"),
        Dimension::Duration if path.contains("Minutes") => (count, "m"),
        Dimension::Duration if path.contains("Days") => (count, " days"),
        Dimension::Duration => (count, "s"),
        // What comes in whole gigabytes is counted in them.
        Dimension::Size
            if ["GiB", "VolumeSize", "DiskSize"].iter().any(|word| path.contains(word))
                || attr.limit.is_some_and(|limit| limit.step >= 1 << 30) =>
        {
            (count, " GB")
        }
        Dimension::Size if path.ends_with("MessageSize") || path.ends_with("CompressionSize") => {
            (count, " B")
        }
        Dimension::Size => (count, " MB"),
        Dimension::Percent => (count, "%"),
        Dimension::Throughput => (count, " MB per second"),
        _ => return Literal::Computed,
    };
    Literal::Text(format!("{}{unit}", count.normalize()))
}

/// An expression as AWS writes it, if it cannot be taken for anything else.
fn timing(ty: &Type, value: &Value) -> Literal {
    let Value::String(text) = value else { return Literal::Wrong("text") };
    let text = text.trim();
    let inner = ["cron(", "rate(", "at("].iter().find_map(|word| text.strip_prefix(word)?.strip_suffix(')'));
    match inner {
        Some(inner)
            if !inner.contains(['(', ')', '"', '\n', '{', '}', '[', ']']) && !inner.contains("//") =>
        {
            Literal::Text(text.to_owned())
        }
        _ if *ty == Type::Moment => Literal::Computed,
        _ => Literal::Wrong("cron(…), rate(…) or at(…)"),
    }
}

/// A document as the language writes it; what is computed in it as some text.
fn document(value: &Value) -> String {
    let all = |items: Vec<String>, between: &str| items.join(between);
    match value {
        Value::Object(_) if is_computed(value) => quoted("computed"),
        Value::Object(fields) => {
            let entry = |(key, value): (&String, &Value)| format!("{} = {}", quoted(key), document(value));
            format!("{{ {} }}", all(fields.iter().map(entry).collect(), "  "))
        }
        Value::Array(items) => format!("[{}]", all(items.iter().map(document).collect(), ", ")),
        Value::String(text) => quoted(text),
        Value::Null => "none".to_owned(),
        other => other.to_string(),
    }
}

/// A text between quotes.
pub(super) fn quoted(text: &str) -> String {
    crate::model::Value::from(text).to_string()
}
