//! `rate(value unit)`.

use std::fmt;

use super::piece::Piece;
use super::problem::{Fault, Problem};
use super::{Dialect, Reading, Timing};

/// A steady distance between runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rate {
    /// At least 1.
    pub value: u32,
    /// Of what.
    pub unit: RateUnit,
}

/// What AWS counts rates in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RateUnit {
    /// 60 seconds.
    Minutes,
    /// 60 minutes.
    Hours,
    /// 24 hours, whatever clocks do.
    Days,
}

impl Rate {
    /// The distance between two runs.
    #[must_use]
    pub fn seconds(self) -> u64 {
        u64::from(self.value) * self.unit.seconds()
    }
}

impl RateUnit {
    const ALL: [Self; 3] = [Self::Minutes, Self::Hours, Self::Days];

    const fn seconds(self) -> u64 {
        match self {
            Self::Minutes => 60,
            Self::Hours => 3_600,
            Self::Days => 86_400,
        }
    }

    /// How AWS spells it beside that number.
    const fn spelling(self, value: u32) -> &'static str {
        match (self, value) {
            (Self::Minutes, 1) => "minute",
            (Self::Minutes, _) => "minutes",
            (Self::Hours, 1) => "hour",
            (Self::Hours, _) => "hours",
            (Self::Days, 1) => "day",
            (Self::Days, _) => "days",
        }
    }

    /// Either spelling, without regard to the number.
    fn spelt(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| text == unit.spelling(1) || text == unit.spelling(2))
    }
}

impl fmt::Display for Rate {
    /// Writes `5 minutes`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.value, self.unit.spelling(self.value))
    }
}

/// Reads the inside of `rate(…)`.
pub(super) fn read(inner: Piece<'_>, dialect: Dialect) -> Reading {
    let words = inner.words();
    let [value, unit] = words.as_slice() else { return Reading::problem(form(inner.trim())) };
    let value_read = read_value(*value);
    let unit_read = RateUnit::spelt(unit.text);
    match (value_read, unit_read) {
        (Ok(value), Some(read)) => finish(Rate { value, unit: read }, *unit, dialect),
        (Ok(number), None) => Reading::problem(unknown_unit(inner.trim(), *unit, number)),
        (Err(problem), Some(_)) => Reading::problem(problem),
        (Err(problem), None) => {
            Reading { timing: None, problems: vec![problem, unknown_unit(inner.trim(), *unit, 0)] }
        }
    }
}

fn finish(rate: Rate, unit: Piece<'_>, dialect: Dialect) -> Reading {
    let spelling = rate.unit.spelling(rate.value);
    let mut problems = Vec::new();
    if spelling != unit.text {
        let message = format!("`{}` does not agree with its number {}", unit.text, rate.value);
        let problem = Problem::new(Fault::RateUnitNumber, unit.span, message);
        let problem = match dialect {
            Dialect::Rule => problem.help(format!("EventBridge takes only `rate({rate})`")),
            Dialect::Scheduler => problem.help(format!("write `rate({rate})`")).tolerated(),
        };
        problems.push(problem.fix(unit.span, spelling));
    }
    Reading { timing: Some(Timing::Rate(rate)), problems }
}

fn read_value(value: Piece<'_>) -> Result<u32, Problem> {
    let wrong = |message: String| {
        let problem = Problem::new(Fault::RateValue, value.span, message);
        Err(problem.help("a rate is a whole number from 1 on, of minutes, hours or days"))
    };
    match value.text.parse::<u32>() {
        _ if !value.is_digits() => wrong(format!("`{}` is no whole number", value.text)),
        Ok(0) => wrong("a rate of 0 never moves on".to_owned()),
        Ok(number) => Ok(number),
        Err(_) => wrong(format!("`{}` is too large for a rate", value.text)),
    }
}

fn form(inner: Piece<'_>) -> Problem {
    let message = match inner.text {
        "" => "`rate()` is empty".to_owned(),
        text => format!("`{text}` is not one number and one unit"),
    };
    let problem = Problem::new(Fault::RateForm, inner.span, message)
        .help("write a number and a unit, as in `5 minutes`");
    let digits = inner.text.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    let parts = inner.text.split_at_checked(digits).filter(|(number, _)| !number.is_empty());
    let meant = parts.and_then(|(number, unit)| meaning(unit, number.parse().ok()?));
    match meant {
        Some(rate) => problem.fix(inner.span, rate.to_string()),
        None => problem,
    }
}

fn unknown_unit(inner: Piece<'_>, unit: Piece<'_>, number: u32) -> Problem {
    let message = format!("AWS does not count rates in `{}`", unit.text);
    let problem =
        Problem::new(Fault::RateUnit, unit.span, message).help("a rate counts in minutes, hours or days");
    match meaning(unit.text, number) {
        Some(rate) => problem.fix(inner.span, rate.to_string()),
        None => problem,
    }
}

/// What a number and a unit of other tools mean, where AWS can say the same.
fn meaning(unit: &str, number: u32) -> Option<Rate> {
    let unit = unit.to_lowercase();
    let whole = |value: Option<u32>, unit| value.filter(|value| *value > 0).map(|value| Rate { value, unit });
    if let Some(unit) = RateUnit::spelt(&unit) {
        return whole(Some(number), unit);
    }
    match unit.as_str() {
        "m" | "min" | "mins" => whole(Some(number), RateUnit::Minutes),
        "h" | "hr" | "hrs" => whole(Some(number), RateUnit::Hours),
        "d" => whole(Some(number), RateUnit::Days),
        "w" | "week" | "weeks" => whole(number.checked_mul(7), RateUnit::Days),
        "s" | "sec" | "secs" | "second" | "seconds" if number.is_multiple_of(60) => {
            whole(Some(number / 60), RateUnit::Minutes)
        }
        _ => None,
    }
}
