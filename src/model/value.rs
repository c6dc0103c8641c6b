//! Values after evaluation.

use std::fmt;

use ecow::{EcoString, EcoVec};
use rust_decimal::Decimal;

use super::{Address, Map, Metric};
use crate::base::{Quantity, shared};

/// A resource as a value: which one, and the name AWS knows it by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Reference {
    /// Which resource of the stack; `None` for a thing outside it, given by its ARN.
    pub address: Option<Address>,
    /// Its ARN.
    pub arn: EcoString,
}

/// What an expression evaluates to. Equal values are equal in meaning.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// The absent value.
    None,
    /// `true`, `false`
    Bool(bool),
    /// A number without unit; normalised.
    Number(Decimal),
    /// A number with its unit.
    Quantity(Quantity),
    /// Text.
    String(EcoString),
    /// `cron(…)`, `rate(…)`, `at(…)`: the canonical text, already checked.
    Timing(EcoString),
    /// `2..6`, both ends included.
    Range(Box<(Value, Value)>),
    /// A resource.
    Reference(Box<Reference>),
    /// What a resource is measured by, or what is computed from that.
    Metric(Box<Metric>),
    /// In order.
    List(EcoVec<Value>),
    /// By name.
    Map(Map),
    /// Something built from a secret: only the salted digest of it, in hexadecimal; the text is not kept.
    Secret(EcoString),
}

impl Value {
    /// Text, if it is a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// Text that can be shared, if it is a string.
    #[must_use]
    pub fn as_text(&self) -> Option<&EcoString> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The canonical text, if it is a timing.
    #[must_use]
    pub fn as_timing(&self) -> Option<&str> {
        match self {
            Self::Timing(text) => Some(text),
            _ => None,
        }
    }

    /// The quantity, if it is one.
    #[must_use]
    pub fn as_quantity(&self) -> Option<Quantity> {
        match self {
            Self::Quantity(quantity) => Some(*quantity),
            _ => None,
        }
    }

    /// The number, if it is whole and fits.
    #[must_use]
    pub fn as_whole(&self) -> Option<i64> {
        match self {
            Self::Number(number) if number.is_integer() => i64::try_from(*number).ok(),
            _ => None,
        }
    }

    /// The items, if it is a list.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Value]> {
        match self {
            Self::List(items) => Some(items),
            _ => None,
        }
    }

    /// The entries, if it is a map.
    #[must_use]
    pub fn as_map(&self) -> Option<&Map> {
        match self {
            Self::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// The resource referred to, if it is a reference into the stack.
    #[must_use]
    pub fn as_address(&self) -> Option<&Address> {
        match self {
            Self::Reference(reference) => reference.address.as_ref(),
            _ => None,
        }
    }

    /// The metric, if it is one.
    #[must_use]
    pub fn as_metric(&self) -> Option<&Metric> {
        match self {
            Self::Metric(metric) => Some(metric),
            _ => None,
        }
    }

    /// What a message calls a value of this sort: `a duration`, `a string`.
    #[must_use]
    pub fn sort(&self) -> &'static str {
        use crate::base::Dimension;
        match self {
            Self::None => "`none`",
            Self::Bool(_) => "a bool",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Timing(_) => "a timing",
            Self::Range(_) => "a range",
            Self::Reference(_) => "a resource",
            Self::Metric(_) => "a metric",
            Self::List(_) => "a list",
            Self::Map(_) => "a map",
            Self::Secret(_) => "a secret",
            Self::Quantity(quantity) => match quantity.dimension {
                Dimension::Duration => "a duration",
                Dimension::Size => "a size",
                Dimension::Cpu => "a cpu amount",
                Dimension::Percent => "a percentage",
                Dimension::Bandwidth => "a bandwidth",
                Dimension::Money => "an amount of money",
                Dimension::Rate => "a rate",
                Dimension::PercentRate => "a percentage per time",
                Dimension::Throughput => "a throughput",
                Dimension::Spend => "a spend",
            },
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::String(shared(text))
    }
}

/// As the language writes it, on one line; a reference as its address, a secret as `(secret)`.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("none"),
            Self::Bool(truth) => write!(f, "{truth}"),
            Self::Number(number) => write!(f, "{}", number.normalize()),
            Self::Quantity(quantity) => write!(f, "{quantity}"),
            Self::String(text) => write_string(f, text),
            Self::Timing(text) => f.write_str(text),
            Self::Range(ends) => write!(f, "{}..{}", ends.0, ends.1),
            Self::Reference(reference) => match &reference.address {
                Some(address) => write!(f, "{address}"),
                None => write_string(f, &reference.arn),
            },
            Self::Metric(metric) => write!(f, "{metric}"),
            Self::List(items) => {
                f.write_str("[")?;
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        f.write_str(", ")?;
                    }
                    write!(f, "{item}")?;
                }
                f.write_str("]")
            }
            Self::Map(entries) if entries.is_empty() => f.write_str("{}"),
            Self::Map(entries) => {
                f.write_str("{ ")?;
                for (at, (key, value)) in entries.iter().enumerate() {
                    if at > 0 {
                        f.write_str("  ")?;
                    }
                    write!(f, "{key} = {value}")?;
                }
                f.write_str(" }")
            }
            Self::Secret(_) => f.write_str("(secret)"),
        }
    }
}

/// Writes a string literal.
fn write_string(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_str("\"")?;
    // What stands between characters that must be escaped is written as it is.
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_control() || matches!(c, '\\' | '"')) {
        let (plain, from) = rest.split_at(at);
        f.write_str(plain)?;
        let mut characters = from.chars();
        match characters.next() {
            Some('\n') => f.write_str("\\n")?,
            Some('\t') => f.write_str("\\t")?,
            Some('\\') => f.write_str("\\\\")?,
            Some('"') => f.write_str("\\\"")?,
            Some(c) => write!(f, "\\u{{{:x}}}", u32::from(c))?,
            None => {}
        }
        rest = characters.as_str();
    }
    f.write_str(rest)?;
    f.write_str("\"")
}
