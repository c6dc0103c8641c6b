//! One line of a `Condition`, and whether it holds.

use std::net::IpAddr;
use std::str::FromStr;

use rust_decimal::Decimal;

use super::Version;
use super::context::Keys;
use super::glob::Reading;
use super::operator::{Family, Operator, Quantifier};
use super::template::Template;
use crate::timing::{Moment, Zone};

/// An operator, a key and values, one of which must fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Test {
    /// As it was written.
    pub(super) word: String,
    pub(super) operator: Operator,
    /// As it was written.
    pub(super) spelled: String,
    /// In small letters.
    pub(super) key: String,
    pub(super) values: Vec<Operand>,
}

/// A value of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Operand {
    /// As it was written.
    pub(super) text: String,
    pub(super) meaning: Meaning,
}

/// What a value means to its operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    Pattern(Template),
    Number(Decimal),
    /// Seconds since 1970.
    Date(i64),
    Bool(bool),
    Bytes(String),
    Network(Network),
}

/// An address and how many of its bits count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Network {
    pub(super) bits: u128,
    pub(super) length: u32,
    pub(super) width: u32,
}

impl Network {
    /// Reads `10.0.0.0/8`; without a length all bits count.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (address, length) = match text.split_once('/') {
            Some((address, length)) => (address, Some(length.parse::<u32>().ok()?)),
            None => (text, None),
        };
        let (bits, width) = match address.parse::<IpAddr>().ok()? {
            IpAddr::V4(address) => (u128::from(u32::from(address)), 32),
            IpAddr::V6(address) => (u128::from(address), 128),
        };
        let length = length.unwrap_or(width);
        (length <= width).then_some(Self { bits, length, width })
    }

    /// Whether all of another network lies in it.
    pub(super) fn holds(self, other: Self) -> bool {
        let shift = self.width - self.length;
        let head = |bits: u128| bits.checked_shr(shift).unwrap_or(0);
        self.width == other.width && self.length <= other.length && head(self.bits) == head(other.bits)
    }
}

impl Operand {
    /// Reads a value; `None` if it is none that the operator compares.
    pub(super) fn read(text: &str, operator: Operator, version: Version) -> Option<Self> {
        let meaning = match operator.family {
            Family::Text => Meaning::Pattern(Template::literal(text, Reading::Text, version)),
            Family::Folded => Meaning::Pattern(Template::literal(text, Reading::Folded, version)),
            Family::Like => Meaning::Pattern(Template::new(text, Reading::Text, version)),
            Family::Arn => Meaning::Pattern(Template::new(text, Reading::Fields, version)),
            Family::Number(_) => Meaning::Number(number(text)?),
            Family::Date(_) => Meaning::Date(date(text)?),
            Family::Bool | Family::Null => Meaning::Bool(truth(text)?),
            Family::Binary => Meaning::Bytes(text.trim_end_matches('=').to_owned()),
            Family::Address => Meaning::Network(Network::read(text)?),
        };
        Some(Self { text: text.to_owned(), meaning })
    }

    /// Whether a value of the request fits, the `Not` of the operator aside.
    fn fits(&self, found: &str, family: Family, keys: &impl Keys) -> bool {
        match &self.meaning {
            Meaning::Pattern(template) => template.matches(found, keys),
            Meaning::Number(own) => compared(family, number(found).map(|found| found.cmp(own))),
            Meaning::Date(own) => compared(family, date(found).map(|found| found.cmp(own))),
            Meaning::Bool(own) => truth(found) == Some(*own),
            Meaning::Bytes(own) => found.trim_end_matches('=') == own,
            Meaning::Network(own) => Network::read(found).is_some_and(|found| own.holds(found)),
        }
    }
}

fn compared(family: Family, found: Option<std::cmp::Ordering>) -> bool {
    match family {
        Family::Number(order) | Family::Date(order) => found.is_some_and(|found| order.takes(found)),
        _ => false,
    }
}

pub(super) fn number(text: &str) -> Option<Decimal> {
    let text = text.trim();
    Decimal::from_str(text).or_else(|_| Decimal::from_scientific(text)).ok()
}

/// A time of ISO 8601, or seconds since 1970.
pub(super) fn date(text: &str) -> Option<i64> {
    let text = text.trim();
    let seconds = text.parse::<i64>().ok().filter(|_| text.len() != 4);
    let midnight = |year: &str| format!("{year}-01-01");
    let text = if text.len() == 4 { midnight(text) } else { text.to_owned() };
    seconds.or_else(|| Moment::read(&text, &Zone::utc()).map(|moment| moment.0))
}

fn truth(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") {
        return Some(true);
    }
    text.eq_ignore_ascii_case("false").then_some(false)
}

impl Test {
    /// Whether it holds. Of several values one must fit, and with `Not` none may; a key that is not there fits only
    /// what is negated, what ends in `IfExists`, and what is asked of all of its values.
    pub(super) fn holds(&self, keys: &impl Keys) -> bool {
        let found = keys.values(&self.key);
        if self.operator.family == Family::Null {
            let absent = found.is_none_or(<[String]>::is_empty);
            return self.values.iter().any(|value| value.meaning == Meaning::Bool(absent));
        }
        let found = match found {
            Some(found) if !found.is_empty() => found,
            _ => return self.holds_without_key(),
        };
        let fits = |found: &String| {
            let any = self.values.iter().any(|value| value.fits(found, self.operator.family, keys));
            any != self.operator.negated
        };
        match (self.operator.quantifier, self.operator.negated) {
            (Quantifier::All, _) | (Quantifier::One, true) => found.iter().all(fits),
            (Quantifier::Any, _) | (Quantifier::One, false) => found.iter().any(fits),
        }
    }

    fn holds_without_key(&self) -> bool {
        match self.operator.quantifier {
            Quantifier::All => true,
            Quantifier::Any => self.operator.if_exists,
            Quantifier::One => self.operator.if_exists || self.operator.negated,
        }
    }
}
