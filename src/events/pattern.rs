//! Patterns from JSON. What EventBridge would refuse is refused, with the path to it.

use std::net::IpAddr;

use rust_decimal::Decimal;
use serde_json::{Map, Value};
use thiserror::Error;

use crate::base::did_you_mean;

/// What is wrong with a pattern, and where.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{path}: {message}")]
pub struct PatternFault {
    /// Such as `detail.state[0].numeric`.
    pub path: String,
    /// One line.
    pub message: String,
}

/// An event pattern.
#[derive(Debug, Clone, PartialEq)]
pub struct Pattern {
    pub(super) all: Vec<Part>,
}

/// What must hold of an object; all parts must.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Part {
    /// A field that is an object.
    Inside(String, Pattern),
    /// A field of which one matcher must take a value.
    Field(String, Vec<Matcher>),
    /// `$or`
    Or(Vec<Pattern>),
}

/// What takes a value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Matcher {
    /// The value itself, as it is written.
    Exactly(Value),
    /// Text, by how it looks.
    Text(Look),
    /// Whatever is none of these.
    AnythingBut(Vec<Matcher>),
    /// `numeric`: all of these must hold.
    Numeric(Vec<(Comparison, Decimal)>),
    /// `cidr`: the network's address and how many of its bits count.
    Cidr(IpAddr, u32),
    /// `exists`
    Exists(bool),
}

/// How a text must look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Look {
    Prefix(String),
    Suffix(String),
    /// In small letters.
    PrefixFolded(String),
    SuffixFolded(String),
    Folded(String),
    /// Pieces between stars.
    Wildcard(Vec<String>),
}

/// An operator of `numeric`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// The operators that may stand in a list: `rules.pattern_operators` of `eventbridge.toml`.
const OPERATORS: &[&str] =
    &["prefix", "suffix", "anything-but", "numeric", "cidr", "exists", "equals-ignore-case", "wildcard"];

impl PatternFault {
    fn at(path: &str, message: impl Into<String>) -> Self {
        let path = if path.is_empty() { "pattern" } else { path };
        Self { path: path.to_owned(), message: message.into() }
    }
}

fn fault<T>(path: &str, message: impl Into<String>) -> Result<T, PatternFault> {
    Err(PatternFault::at(path, message))
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// What EventBridge would refuse: values outside of lists, empty lists and objects, unknown operators, and values
    /// that an operator does not take.
    pub fn read(value: &Value) -> Result<Self, PatternFault> {
        let (pattern, faults) = Self::read_all(value);
        faults.into_iter().next().map_or(Ok(pattern), Err)
    }

    /// Reads a pattern as far as it can be read, and tells everything that EventBridge would refuse, in the order in
    /// which it stands.
    #[must_use]
    pub fn read_all(value: &Value) -> (Self, Vec<PatternFault>) {
        let mut faults = Vec::new();
        let pattern = object("", value, &mut faults);
        (pattern, faults)
    }
}

/// Keeps what was read; notes what was refused.
fn kept<T>(read: Result<T, PatternFault>, faults: &mut Vec<PatternFault>) -> Option<T> {
    read.map_err(|fault| faults.push(fault)).ok()
}

fn object(path: &str, value: &Value, faults: &mut Vec<PatternFault>) -> Pattern {
    let mut all = Vec::new();
    let Value::Object(fields) = value else {
        faults.push(PatternFault::at(path, "must be an object"));
        return Pattern { all };
    };
    if fields.is_empty() {
        faults.push(PatternFault::at(path, "is empty, and so would match nothing or everything"));
    }
    for (name, value) in fields {
        let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        match value {
            Value::Array(items) if name == "$or" => all.push(either(&path, items, faults)),
            Value::Object(_) => all.push(Part::Inside(name.clone(), object(&path, value, faults))),
            Value::Array(items) => all.push(Part::Field(name.clone(), list(&path, items, faults))),
            _ => {
                faults.push(PatternFault::at(
                    &path,
                    "must be an object or a list: write the value in brackets",
                ));
            }
        }
    }
    Pattern { all }
}

fn either(path: &str, items: &[Value], faults: &mut Vec<PatternFault>) -> Part {
    if items.len() < 2 {
        faults.push(PatternFault::at(path, "needs at least two patterns"));
    }
    let each = items.iter().enumerate();
    Part::Or(each.map(|(at, item)| object(&format!("{path}[{at}]"), item, faults)).collect())
}

fn list(path: &str, items: &[Value], faults: &mut Vec<PatternFault>) -> Vec<Matcher> {
    if items.is_empty() {
        faults.push(PatternFault::at(path, "is empty, and so would match nothing"));
    }
    let mut matchers = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        let path = format!("{path}[{at}]");
        let read = match item {
            Value::Object(operator) => matcher(&path, operator),
            Value::Array(_) => fault(&path, "a list may not stand in a list"),
            scalar => Ok(Matcher::Exactly(scalar.clone())),
        };
        matchers.extend(kept(read, faults));
    }
    matchers
}

fn matcher(path: &str, operator: &Map<String, Value>) -> Result<Matcher, PatternFault> {
    let (Some((name, value)), 1) = (operator.iter().next(), operator.len()) else {
        return fault(path, "must have exactly one operator");
    };
    let path = format!("{path}.{name}");
    match name.as_str() {
        "prefix" | "suffix" | "equals-ignore-case" | "wildcard" => {
            Ok(Matcher::Text(look(&path, name, value)?))
        }
        "anything-but" => Ok(Matcher::AnythingBut(anything_but(&path, value)?)),
        "numeric" => numeric(&path, value),
        "cidr" => cidr(&path, value),
        "exists" => match value {
            Value::Bool(exists) => Ok(Matcher::Exists(*exists)),
            _ => fault(&path, "takes `true` or `false`"),
        },
        other => match did_you_mean(other, OPERATORS.iter().copied()) {
            Some(meant) => fault(&path, format!("there is no operator `{other}`; did you mean `{meant}`?")),
            None => fault(&path, format!("there is no operator `{other}`")),
        },
    }
}

fn look(path: &str, name: &str, value: &Value) -> Result<Look, PatternFault> {
    match (name, value) {
        ("prefix", Value::String(text)) => Ok(Look::Prefix(text.clone())),
        ("suffix", Value::String(text)) => Ok(Look::Suffix(text.clone())),
        ("equals-ignore-case", Value::String(text)) => Ok(Look::Folded(text.to_lowercase())),
        ("wildcard", Value::String(text)) => wildcard(path, text),
        ("prefix" | "suffix", Value::Object(inner)) => {
            let folded = inner.get("equals-ignore-case").and_then(Value::as_str).filter(|_| inner.len() == 1);
            match folded.map(str::to_lowercase) {
                Some(text) if name == "prefix" => Ok(Look::PrefixFolded(text)),
                Some(text) => Ok(Look::SuffixFolded(text)),
                None => fault(path, "takes text, or `equals-ignore-case` with text"),
            }
        }
        _ => fault(path, "takes text"),
    }
}

/// The pieces between stars; `\*` is a star of its own, `\\` a backslash.
fn wildcard(path: &str, text: &str) -> Result<Look, PatternFault> {
    let mut pieces = vec![String::new()];
    let mut after_star = false;
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        let (piece, star) = match letter {
            '*' => (None, true),
            '\\' => match letters.next() {
                Some(escaped @ ('*' | '\\')) => (Some(escaped), false),
                _ => return fault(path, "a backslash may only stand before `*` or another one"),
            },
            letter => (Some(letter), false),
        };
        if star && after_star {
            return fault(path, "two stars may not follow each other");
        }
        after_star = star;
        match (piece, pieces.last_mut()) {
            (Some(letter), Some(last)) => last.push(letter),
            _ => pieces.push(String::new()),
        }
    }
    Ok(Look::Wildcard(pieces))
}

fn anything_but(path: &str, value: &Value) -> Result<Vec<Matcher>, PatternFault> {
    match value {
        Value::String(_) | Value::Number(_) => Ok(vec![Matcher::Exactly(value.clone())]),
        Value::Array(items) => {
            let alike = items.iter().all(Value::is_string) || items.iter().all(Value::is_number);
            if items.is_empty() || !alike {
                return fault(path, "takes a list of texts or of numbers");
            }
            Ok(items.iter().cloned().map(Matcher::Exactly).collect())
        }
        Value::Object(operator) => {
            let (Some((name, value)), 1) = (operator.iter().next(), operator.len()) else {
                return fault(path, "must have exactly one operator");
            };
            let path = format!("{path}.{name}");
            if !matches!(name.as_str(), "prefix" | "suffix" | "equals-ignore-case" | "wildcard") {
                return fault(&path, "may not stand in `anything-but`");
            }
            let texts: Vec<&Value> = match value {
                Value::Array(items) => items.iter().collect(),
                one => vec![one],
            };
            if texts.is_empty() || texts.iter().any(|text| text.as_str() == Some("")) {
                return fault(&path, "may not be empty in `anything-but`");
            }
            texts.into_iter().map(|text| Ok(Matcher::Text(look(&path, name, text)?))).collect()
        }
        _ => fault(path, "takes a text, a number, a list of one of them, or an operator"),
    }
}

fn numeric(path: &str, value: &Value) -> Result<Matcher, PatternFault> {
    let read = |pair: &[Value]| {
        let [Value::String(word), Value::Number(number)] = pair else { return None };
        let comparison = match word.as_str() {
            "=" => Comparison::Equal,
            "<" => Comparison::Less,
            "<=" => Comparison::LessOrEqual,
            ">" => Comparison::Greater,
            ">=" => Comparison::GreaterOrEqual,
            _ => return None,
        };
        Some((comparison, decimal(&Value::Number(number.clone()))?))
    };
    let pairs = value.as_array().map(|items| items.chunks(2).map(read).collect::<Option<Vec<_>>>());
    let Some(Some(pairs)) = pairs else {
        return fault(path, "takes an operator and a number, or two of each: [\">\", 0, \"<=\", 5]");
    };
    let most = Decimal::from(5_000_000_000_i64);
    if pairs.iter().any(|(_, number)| number.abs() > most) {
        return fault(path, "takes numbers from -5000000000 to 5000000000");
    }
    let from = |comparison| matches!(comparison, Comparison::Greater | Comparison::GreaterOrEqual);
    let to = |comparison| matches!(comparison, Comparison::Less | Comparison::LessOrEqual);
    match pairs.as_slice() {
        [_] => Ok(Matcher::Numeric(pairs)),
        [(low, bottom), (high, top)] if from(*low) && to(*high) && bottom < top => {
            Ok(Matcher::Numeric(pairs))
        }
        _ => fault(path, "of two numbers, the first is the lower end and the second the upper"),
    }
}

/// A JSON number exactly.
pub(super) fn decimal(value: &Value) -> Option<Decimal> {
    let Value::Number(number) = value else { return None };
    let text = number.to_string();
    text.parse().or_else(|_| Decimal::from_scientific(&text)).ok()
}

fn cidr(path: &str, value: &Value) -> Result<Matcher, PatternFault> {
    let read = || {
        let (address, length) = value.as_str()?.split_once('/')?;
        let address: IpAddr = address.parse().ok()?;
        let length: u32 = length.parse().ok()?;
        (length <= if address.is_ipv4() { 32 } else { 128 }).then_some(Matcher::Cidr(address, length))
    };
    read().map_or_else(|| fault(path, "takes a network such as 10.0.0.0/24"), Ok)
}
