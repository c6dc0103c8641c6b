//! Numbers with units: read, computed with, compared and printed exactly.

use std::fmt;

use rust_decimal::Decimal;
use thiserror::Error;

use super::units::{UNITS, Unit, find};

/// What a quantity measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// Kept in milliseconds.
    Duration,
    /// Kept in bytes; 1 GB is 1024 MB, as AWS counts.
    Size,
    /// Kept in CPU units, 1024 to the vCPU.
    Cpu,
    /// Kept in hundredths: `60%` is 60.
    Percent,
    /// Kept in bits per second; 1 Mbps is 1,000,000 of them.
    Bandwidth,
    /// Kept in US dollars.
    Money,
    /// A count per time; kept per 365 days, which every unit of time divides without remainder.
    Rate,
    /// A percentage per time; kept per 365 days.
    PercentRate,
    /// Bytes per time; kept per 365 days.
    Throughput,
    /// US dollars per time; kept per 365 days. A month is 730 hours.
    Spend,
}

/// Seconds in the time words that may follow `per`, largest first, with 730 hours to the month.
static PER: &[(&str, i64)] =
    &[("month", 2_628_000), ("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)];

/// 365 days, the least time that each of [`PER`] divides.
const YEAR_SECONDS: i64 = 31_536_000;

/// Milliseconds in the time that rates are kept per.
pub const YEAR_MILLISECONDS: Decimal = Decimal::from_parts(1_471_228_928, 7, 0, false, 0);

/// Decimal places that are printed of an amount that has no end.
const PRINTED_PLACES: u32 = 6;

/// Why a number and its unit are no quantity.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum UnitError {
    /// The unit is not in the list, but one that is nearly written so is: the word that was meant.
    #[error("unknown unit; `{0}` is meant")]
    Misspelt(&'static str),
    /// A week, a month or a year: so many days, and whether it always has so many.
    #[error("unknown unit; write days")]
    Days(u16, bool),
    /// The unit is not in the list, nor like one that is.
    #[error("unknown unit")]
    Unknown,
    /// Nothing per time can be made of this unit, or the word after `per` is no time.
    #[error("no rate can be made of this")]
    NoRate,
    /// The number is larger than can be kept exactly.
    #[error("too large")]
    TooLarge,
}

/// An exact amount of one dimension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity {
    /// What is measured.
    pub dimension: Dimension,
    /// How much, in the unit that [`Dimension`] names; normalised, so that equal amounts are equal.
    pub amount: Decimal,
}

impl Quantity {
    /// An amount in the unit that [`Dimension`] names.
    #[must_use]
    pub fn new(dimension: Dimension, amount: Decimal) -> Self {
        Self { dimension, amount: amount.normalize() }
    }

    /// A whole amount in the unit that [`Dimension`] names.
    #[must_use]
    pub fn whole(dimension: Dimension, amount: i64) -> Self {
        Self::new(dimension, Decimal::from(amount))
    }

    /// A time to wait, in milliseconds, rounded up to seconds, minutes or hours, so that it is read at a glance.
    #[must_use]
    pub fn lasting(millis: u64) -> Self {
        let step: u64 = match millis {
            0..=90_000 => 1_000,
            90_001..=5_400_000 => 60_000,
            _ => 3_600_000,
        };
        let rounded = millis.div_ceil(step).saturating_mul(step);
        Self::whole(Dimension::Duration, i64::try_from(rounded).unwrap_or(i64::MAX))
    }

    /// Reads a number with its unit and, for rates, the word after `per`.
    ///
    /// # Errors
    /// When the unit or the time word is not in the list, or the amount is too large.
    pub fn read(number: Decimal, unit: Option<&str>, per: Option<&str>) -> Result<Self, UnitError> {
        let base = match unit {
            Some(word) => Some(find(word)?),
            None => None,
        };
        let scaled = number
            .checked_mul(Decimal::from(base.map_or(1, |unit| unit.factor)))
            .ok_or(UnitError::TooLarge)?;
        let Some(per) = per else {
            return base.map(|unit| Self::new(unit.dimension, scaled)).ok_or(UnitError::Unknown);
        };
        let dimension = match base.map(|unit| unit.dimension) {
            None => Dimension::Rate,
            Some(Dimension::Percent) => Dimension::PercentRate,
            Some(Dimension::Size) => Dimension::Throughput,
            Some(Dimension::Money) => Dimension::Spend,
            Some(_) => return Err(UnitError::NoRate),
        };
        let (_, seconds) = PER.iter().find(|(word, _)| *word == per).ok_or(UnitError::NoRate)?;
        let yearly = scaled.checked_mul(Decimal::from(YEAR_SECONDS / seconds)).ok_or(UnitError::TooLarge)?;
        Ok(Self::new(dimension, yearly))
    }

    /// Reads text such as `30s`, `512 MB` or `20 per second`, with or without the blank before the unit.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let digits = text.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '_')).unwrap_or(text.len());
        let (number, rest) = text.split_at_checked(digits)?;
        let number: Decimal = number.replace('_', "").parse().ok()?;
        let (unit, per) = match rest.split_once("per ") {
            Some((unit, per)) => (unit.trim(), Some(per.trim())),
            None => (rest.trim(), None),
        };
        Self::read(number, (!unit.is_empty()).then_some(unit), per).ok()
    }

    /// The amount when it is whole and fits.
    #[must_use]
    pub fn as_whole(self) -> Option<i64> {
        let whole = self.amount.trunc();
        (whole == self.amount).then(|| i64::try_from(whole).ok()).flatten()
    }
}

impl Dimension {
    /// The word that names it in the language, as in `param keep: duration`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Duration => "duration",
            Self::Size => "size",
            Self::Cpu => "cpu",
            Self::Percent => "percent",
            Self::Bandwidth => "bandwidth",
            Self::Money => "money",
            Self::Rate => "rate",
            Self::PercentRate => "percent_rate",
            Self::Throughput => "throughput",
            Self::Spend => "spend",
        }
    }

    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Duration,
        Self::Size,
        Self::Cpu,
        Self::Percent,
        Self::Bandwidth,
        Self::Money,
        Self::Rate,
        Self::PercentRate,
        Self::Throughput,
        Self::Spend,
    ];

    /// What a rate counts per time, `None` within for a bare count; `None` for what is no rate.
    #[must_use]
    pub const fn per_time(self) -> Option<Option<Self>> {
        match self {
            Self::Rate => Some(None),
            Self::PercentRate => Some(Some(Self::Percent)),
            Self::Throughput => Some(Some(Self::Size)),
            Self::Spend => Some(Some(Self::Money)),
            _ => None,
        }
    }

    /// The words that may follow `per`, shortest first; none where nothing is counted per time.
    pub fn times(self) -> impl Iterator<Item = &'static str> {
        let counted = self.per_time().is_some();
        let words =
            PER.iter().rev().filter(move |(word, _)| counted && (self == Self::Spend || *word != "month"));
        words.map(|(word, _)| *word)
    }

    /// The dimension that a type word names.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dimension| dimension.word() == word)
    }

    /// Its units as they are written, smallest first; empty for what is counted per time.
    pub fn units(self) -> impl Iterator<Item = &'static str> {
        UNITS.iter().filter(move |unit| unit.dimension == self && unit.word != "B").map(|unit| unit.word)
    }
}

/// How the language spells the unit of a word, and whether a blank stands before it: `minutes` is `m`, and touches.
#[must_use]
pub fn unit_spelling(word: &str) -> Option<(&'static str, bool)> {
    find(word).ok().map(|unit| (unit.word, unit.apart))
}

/// Writes `amount` in the largest unit in which it is whole, else in the smallest.
fn in_units(f: &mut fmt::Formatter<'_>, dimension: Dimension, amount: Decimal) -> fmt::Result {
    let fits = |unit: &&Unit| {
        let parts = amount.checked_div(Decimal::from(unit.factor)).unwrap_or(amount);
        parts.is_integer() && !parts.is_zero()
    };
    let mine = || UNITS.iter().filter(|unit| unit.dimension == dimension);
    let usual = match dimension {
        Dimension::Duration => "s",
        Dimension::Size => "MB",
        _ => "",
    };
    let is_enough = |unit: &Unit| amount.is_zero() || amount.abs() >= Decimal::from(unit.factor);
    let unit = mine()
        .rev()
        .find(fits)
        .or_else(|| mine().find(|unit| unit.word == usual && is_enough(unit)))
        .or_else(|| mine().next().filter(|_| !usual.is_empty()))
        .or_else(|| mine().next_back());
    // Seconds with a fraction read better than thousands of milliseconds.
    let long = |unit: &&Unit| unit.word == "ms" && amount.abs() >= Decimal::ONE_THOUSAND;
    let unit = if unit.as_ref().is_some_and(long) { mine().find(|unit| unit.word == "s") } else { unit };
    let Some(unit) = unit else { return write!(f, "{amount}") };
    let parts = amount.checked_div(Decimal::from(unit.factor)).unwrap_or(amount);
    let parts = short(parts);
    let word = if unit.word == "days" && parts == Decimal::ONE { "day" } else { unit.word };
    write!(f, "{parts}{}{word}", if unit.apart { " " } else { "" })
}

/// An amount as it is printed: whatever has no end is cut to a few places.
fn short(amount: Decimal) -> Decimal {
    let exact = amount.normalize();
    if exact.scale() > 2 * PRINTED_PLACES { exact.round_dp(PRINTED_PLACES).normalize() } else { exact }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(base) = self.dimension.per_time() else {
            return in_units(f, self.dimension, self.amount);
        };
        let share = |seconds: i64| self.amount.checked_div(Decimal::from(YEAR_SECONDS / seconds));
        let brief = |seconds: i64| share(seconds).is_some_and(|parts| parts.normalize().scale() <= 6);
        let order = |spend: bool| PER.iter().rev().filter(move |(word, _)| spend || *word != "month");
        let monthly = self.dimension == Dimension::Spend;
        let chosen = if monthly && brief(2_628_000) {
            Some(&("month", 2_628_000))
        } else {
            order(monthly).find(|(_, seconds)| share(*seconds).is_some_and(|parts| parts.is_integer()))
        };
        let (word, seconds) =
            chosen.or_else(|| order(monthly).find(|per| brief(per.1))).unwrap_or(&("hour", 3_600));
        let parts = share(*seconds).unwrap_or(self.amount);
        let parts = if base.is_none() { short(parts) } else { parts };
        match base {
            Some(dimension) => in_units(f, dimension, parts)?,
            None => write!(f, "{parts}")?,
        }
        write!(f, " per {word}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_is_read_back_as_the_same_amount() {
        for text in [
            "30s",
            "90m",
            "1 day",
            "30 days",
            "500ms",
            "30.5s",
            "512 MB",
            "10 GB",
            "0.25 vCPU",
            "60%",
            "99.9%",
            "100 Mbps",
        ] {
            let quantity = Quantity::parse(text).unwrap();
            assert_eq!(quantity.to_string(), text);
        }
        for text in ["20 per second", "5% per hour", "250 MB per second", "9 USD per month", "5 per hour"] {
            assert_eq!(Quantity::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_year_has_as_many_milliseconds_as_seconds_times_thousand() {
        assert_eq!(YEAR_MILLISECONDS, Decimal::from(YEAR_SECONDS) * Decimal::ONE_THOUSAND);
    }

    #[test]
    fn what_has_no_end_is_printed_to_a_few_places() {
        let third = Quantity::new(Dimension::Size, Decimal::from(1 << 30) / Decimal::from(3));
        assert_eq!(third.to_string(), "341.333333 MB");
        let slow = Quantity::new(Dimension::Throughput, Decimal::from(1 << 30) / Decimal::from(7));
        assert!(slow.to_string().len() < 24, "{slow}");
    }

    #[test]
    fn other_spellings_mean_the_same() {
        assert_eq!(Quantity::parse("5 minutes"), Quantity::parse("300s"));
        assert_eq!(Quantity::parse("1 GiB"), Quantity::parse("1024 MB"));
        assert_eq!(Quantity::read(Decimal::from(512), Some("mb"), None), Err(UnitError::Misspelt("MB")));
        assert_eq!(Quantity::read(Decimal::from(512), Some("Mi"), None), Err(UnitError::Misspelt("MB")));
        assert_eq!(Quantity::read(Decimal::from(5), Some("minuts"), None), Err(UnitError::Misspelt("m")));
        assert_eq!(Quantity::read(Decimal::from(2), Some("weeks"), None), Err(UnitError::Days(7, true)));
        assert_eq!(Quantity::read(Decimal::from(5), Some("apples"), None), Err(UnitError::Unknown));
    }
}
