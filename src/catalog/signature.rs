//! What a function of the language is, apart from what it computes.

use std::fmt;

use crate::model::Value;

/// A function: what it is called, takes and gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signature {
    /// Snake case.
    pub name: &'static str,
    /// In the order of the call.
    pub params: &'static [Parameter],
    /// What it gives.
    pub result: Sort,
    /// One line in the third person; a longer text may follow after an empty line. Markdown.
    pub doc: &'static str,
    /// Calls and what they give, both in the language; at least one.
    pub examples: &'static [(&'static str, &'static str)],
}

/// One thing that a function takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameter {
    /// Snake case.
    pub name: &'static str,
    /// What it takes there.
    pub sort: Sort,
    /// How often.
    pub count: Count,
}

/// How often an argument stands in a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// Once.
    One,
    /// Once, or left out.
    Optional,
    /// As often as wanted, or left out; only the last parameter.
    Many,
}

/// What a function takes or gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Every value.
    Any,
    /// A string.
    String,
    /// What `"${x}"` prints: a string, number, bool, quantity or timing.
    Printable,
    /// A number without unit.
    Number,
    /// A number without unit and without a fraction.
    Whole,
    /// A number with its unit.
    Quantity,
    /// `true`, `false`
    Bool,
    /// A list, each item of this sort.
    List(&'static Sort),
    /// A map, each value of this sort.
    Map(&'static Sort),
    /// One of these.
    OneOf(&'static [Sort]),
}

impl Parameter {
    /// A parameter that stands once in a call.
    #[must_use]
    pub const fn new(name: &'static str, sort: Sort) -> Self {
        Self { name, sort, count: Count::One }
    }

    /// The same, often or not at all.
    #[must_use]
    pub const fn many(self) -> Self {
        Self { count: Count::Many, ..self }
    }

    /// The same, which may be left out.
    #[must_use]
    pub const fn optional(self) -> Self {
        Self { count: Count::Optional, ..self }
    }
}

impl Signature {
    /// Fewest and most arguments; the most are `None` where there is no end.
    #[must_use]
    pub fn arity(&self) -> (usize, Option<usize>) {
        let least = self.params.iter().filter(|param| param.count == Count::One).count();
        let endless = self.params.iter().any(|param| param.count == Count::Many);
        (least, (!endless).then_some(self.params.len()))
    }

    /// The parameter that an argument is for, counted from 0.
    #[must_use]
    pub fn param(&self, at: usize) -> Option<&'static Parameter> {
        self.params.get(at).or_else(|| self.params.last().filter(|param| param.count == Count::Many))
    }
}

impl Sort {
    /// Whether a value is of this sort. A secret is of every sort: what it holds is not known.
    #[must_use]
    pub fn takes(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Any, _)
            | (_, Value::Secret(_))
            | (Self::String, Value::String(_))
            | (Self::Number, Value::Number(_))
            | (Self::Quantity, Value::Quantity(_))
            | (Self::Bool, Value::Bool(_))
            | (
                Self::Printable,
                Value::String(_) | Value::Number(_) | Value::Bool(_) | Value::Quantity(_) | Value::Timing(_),
            ) => true,
            (Self::Whole, _) => value.as_whole().is_some(),
            (Self::List(of), Value::List(items)) => items.iter().all(|item| of.takes(item)),
            (Self::Map(of), Value::Map(entries)) => entries.values().all(|item| of.takes(item)),
            (Self::OneOf(sorts), _) => sorts.iter().any(|sort| sort.takes(value)),
            _ => false,
        }
    }
}

/// As the language writes types: `list(string) | map`.
impl fmt::Display for Sort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => f.write_str("any"),
            Self::String => f.write_str("string"),
            Self::Printable => f.write_str("printable"),
            Self::Number => f.write_str("number"),
            Self::Whole => f.write_str("whole number"),
            Self::Quantity => f.write_str("quantity"),
            Self::Bool => f.write_str("bool"),
            Self::List(Self::Any) => f.write_str("list"),
            Self::Map(Self::Any) => f.write_str("map"),
            Self::List(of) => write!(f, "list({of})"),
            Self::Map(of) => write!(f, "map({of})"),
            Self::OneOf(sorts) => {
                for (at, sort) in sorts.iter().enumerate() {
                    write!(f, "{}{sort}", if at > 0 { " | " } else { "" })?;
                }
                Ok(())
            }
        }
    }
}

/// As a call would be explained: `split(text: string, separator: string) -> list(string)`.
impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}(", self.name)?;
        for (at, param) in self.params.iter().enumerate() {
            let (comma, mark) =
                (if at > 0 { ", " } else { "" }, if param.count == Count::Optional { "?" } else { "" });
            let dots = if param.count == Count::Many { "..." } else { "" };
            write!(f, "{comma}{dots}{}{mark}: {}", param.name, param.sort)?;
        }
        write!(f, ") -> {}", self.result)
    }
}
