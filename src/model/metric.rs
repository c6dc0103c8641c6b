//! Metrics as values: what a resource is measured by, and what is computed from that.

use std::fmt;

use ecow::EcoString;
use rust_decimal::Decimal;

use super::{Reference, Value};
use crate::base::Dimension;

/// What a number that is measured counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Things or times.
    Number,
    /// A share, or a number whose unit AWS does not tell: it may be said as a number or as a percentage.
    Ratio,
    /// A quantity.
    Of(Dimension),
}

/// One statistic of one metric of one resource.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Series {
    /// Whose.
    pub of: Reference,
    /// As AWS writes it: `Errors`.
    pub name: EcoString,
    /// As the language writes it: `sum`, `p99`.
    pub statistic: EcoString,
    /// What it counts.
    pub measure: Measure,
}

/// How two metrics are computed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sign {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `/`
    Over,
}

/// A metric, or what is computed from metrics.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Metric {
    /// What a resource is measured by.
    Series(Series),
    /// A number or quantity in a computation.
    Constant(Value),
    /// Two in one.
    Math(Sign, Box<(Metric, Metric)>),
}

impl Sign {
    /// As the language writes it.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Plus => "+",
            Self::Minus => "-",
            Self::Times => "*",
            Self::Over => "/",
        }
    }

    /// Reads what [`Sign::text`] gives.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        [Self::Plus, Self::Minus, Self::Times, Self::Over].into_iter().find(|sign| sign.text() == text)
    }

    const fn binds(self) -> u8 {
        match self {
            Self::Plus | Self::Minus => 1,
            Self::Times | Self::Over => 2,
        }
    }
}

impl Measure {
    /// A word for it, by which it is kept.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Ratio => "ratio",
            Self::Of(dimension) => dimension.word(),
        }
    }

    /// Reads what [`Measure::word`] gives.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "number" => Some(Self::Number),
            "ratio" => Some(Self::Ratio),
            _ => Dimension::from_word(word).map(Self::Of),
        }
    }

    /// What a constant counts; `None` if it is no number.
    #[must_use]
    pub fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Number(_) => Some(Self::Number),
            Value::Quantity(quantity) => Some(Self::Of(quantity.dimension)),
            _ => None,
        }
    }

    /// Whether it may be held against a number that counts that.
    #[must_use]
    pub fn compares(self, with: Self) -> bool {
        self == with
            || matches!((self, with), (Self::Ratio, Self::Number | Self::Of(Dimension::Percent)))
            || matches!((self, with), (Self::Number, Self::Ratio))
    }
}

impl Metric {
    /// What it counts.
    #[must_use]
    pub fn measure(&self) -> Measure {
        match self {
            Self::Series(series) => series.measure,
            Self::Constant(value) => Measure::of(value).unwrap_or(Measure::Ratio),
            Self::Math(sign, sides) => {
                combined(*sign, sides.0.measure(), sides.1.measure()).unwrap_or(Measure::Ratio)
            }
        }
    }

    /// What it is computed from, in the order of the text.
    #[must_use]
    pub fn series(&self) -> Vec<&Series> {
        let mut all = Vec::new();
        self.collect(&mut all);
        all
    }

    fn collect<'m>(&'m self, all: &mut Vec<&'m Series>) {
        match self {
            Self::Series(series) => all.push(series),
            Self::Constant(_) => {}
            Self::Math(_, sides) => {
                sides.0.collect(all);
                sides.1.collect(all);
            }
        }
    }

    /// How many metrics and constants are in it.
    #[must_use]
    pub fn terms(&self) -> usize {
        match self {
            Self::Series(_) | Self::Constant(_) => 1,
            Self::Math(_, sides) => sides.0.terms() + sides.1.terms(),
        }
    }

    /// The least that it can be, if there is such a number. What AWS counts is never below zero.
    #[must_use]
    pub fn least(&self) -> Option<Decimal> {
        match self {
            Self::Series(_) => Some(Decimal::ZERO),
            Self::Constant(Value::Number(number)) => Some(*number),
            Self::Constant(Value::Quantity(quantity)) => Some(quantity.amount),
            Self::Constant(_) | Self::Math(Sign::Minus, _) => None,
            Self::Math(sign, sides) => {
                let (left, right) = (sides.0.least()?, sides.1.least()?);
                let positive = left >= Decimal::ZERO && right >= Decimal::ZERO;
                match sign {
                    Sign::Plus => left.checked_add(right),
                    _ => positive.then_some(Decimal::ZERO),
                }
            }
        }
    }
}

/// What two measures make together; `None` if it means nothing.
#[must_use]
pub fn combined(sign: Sign, left: Measure, right: Measure) -> Option<Measure> {
    use Measure::{Number, Of, Ratio};
    let per_time = |counted: Option<Dimension>| {
        Dimension::ALL.into_iter().find(|rate| rate.per_time() == Some(counted)).map(Of)
    };
    Some(match (sign, left, right) {
        (Sign::Plus | Sign::Minus, Number | Ratio, Ratio) | (Sign::Plus | Sign::Minus, Ratio, Number) => {
            Ratio
        }
        (Sign::Plus | Sign::Minus, _, _) if left == right => left,
        (Sign::Times, Number | Ratio | Of(Dimension::Percent), other)
        | (Sign::Times, other, Number | Ratio | Of(Dimension::Percent)) => other,
        (Sign::Times, Of(rate), Of(Dimension::Duration))
        | (Sign::Times, Of(Dimension::Duration), Of(rate)) => rate.per_time()?.map_or(Number, Of),
        (Sign::Over, Of(a), Of(b)) if a == b => Ratio,
        (Sign::Over, Number, Number) => Ratio,
        (Sign::Over, other, Number | Ratio) => other,
        (Sign::Over, Number, Of(Dimension::Duration)) => per_time(None)?,
        (Sign::Over, Of(counted), Of(Dimension::Duration)) => per_time(Some(counted))?,
        (Sign::Over, counted, Of(rate)) if rate.per_time().is_some() => {
            let same = rate.per_time()?.map_or(Number, Of) == counted;
            same.then_some(Of(Dimension::Duration))?
        }
        _ => return None,
    })
}

/// As the language writes it, with no more parentheses than it needs.
impl fmt::Display for Metric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Series(series) => {
                let of =
                    series.of.address.as_ref().map_or(series.of.arn.as_str(), |address| address.as_str());
                write!(f, "{of}.{}.{}", series.name, series.statistic)
            }
            Self::Constant(value) => write!(f, "{value}"),
            Self::Math(sign, sides) => {
                side(f, &sides.0, sign.binds())?;
                write!(f, " {} ", sign.text())?;
                let closer = u8::from(matches!(sign, Sign::Minus | Sign::Over));
                side(f, &sides.1, sign.binds() + closer)
            }
        }
    }
}

/// One side of a computation, in parentheses if it binds less than it must there.
fn side(f: &mut fmt::Formatter<'_>, metric: &Metric, least: u8) -> fmt::Result {
    match metric {
        Metric::Math(sign, _) if sign.binds() < least => write!(f, "({metric})"),
        _ => write!(f, "{metric}"),
    }
}
