//! What AWS accepts as a resource's own name.

use super::OnChange;
use crate::base::Fact;

/// Within what a name must be the only one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Uniqueness {
    /// Among all accounts.
    Global,
    /// In one account, all regions.
    Account,
    /// In one region of one account.
    Region,
    /// Within the resource that this attribute refers to.
    Within(&'static str),
    /// Not at all.
    None,
}

/// What a name may not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forbidden {
    /// It may not begin so.
    Prefix(&'static str),
    /// It may not end so.
    Suffix(&'static str),
    /// It may not hold this.
    Within(&'static str),
    /// It may not look like an IPv4 address.
    Ipv4,
}

/// The rules for a kind's `name`.
#[derive(Debug, Clone, Copy)]
pub struct Naming {
    /// Fewest characters.
    pub min: usize,
    /// Most characters.
    pub max: usize,
    /// Allowed characters as ranges and single ones: `a-z0-9.-`; a `-` stands last.
    pub characters: &'static str,
    /// Allowed first and last characters, the same way; empty if any allowed one may stand there.
    pub ends: &'static str,
    /// What is refused besides.
    pub forbidden: &'static [Forbidden],
    /// Within what it must be the only one.
    pub unique: Uniqueness,
    /// Whether the default name ends in the account, as names must that are unique among all accounts.
    pub account_suffix: Suffix,
    /// Default names taken from a resource that an attribute refers to; the first that fits stands in for
    /// the ordinary default.
    pub from_reference: &'static [NameFrom],
    /// What another name does to a resource that exists.
    pub on_change: OnChange,
    /// Where the rules come from.
    pub facts: &'static [Fact],
}

/// A default name that follows from another resource.
#[derive(Debug, Clone, Copy)]
pub struct NameFrom {
    /// The attribute that refers to it.
    pub attr: &'static str,
    /// Its kind.
    pub kind: &'static str,
    /// A template as in [`super::Output`], about the resource referred to: `/aws/lambda/{name}`.
    pub template: &'static str,
}

/// What ends a default name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suffix {
    /// Nothing more.
    None,
    /// The account.
    Account,
    /// That text, if that flag is `true`; only then may a name end so, and then it must.
    Flagged(&'static str, &'static str),
}

impl Naming {
    /// The characters that may stand in a name.
    #[must_use]
    pub fn letters(&self) -> CharSet {
        CharSet::new(self.characters)
    }

    /// The characters that may stand at the start and the end of a name.
    #[must_use]
    pub fn end_letters(&self) -> CharSet {
        CharSet::new(if self.ends.is_empty() { self.characters } else { self.ends })
    }

    /// Whether a character may stand in a name.
    #[must_use]
    pub fn allows(&self, c: char) -> bool {
        self.letters().holds(c)
    }

    /// Whether a character may stand at the start or end of a name.
    #[must_use]
    pub fn allows_at_end(&self, c: char) -> bool {
        self.end_letters().holds(c)
    }
}

/// A set of characters such as `a-z0-9.-`: ranges and single ones; a `-` stands last.
#[derive(Debug, Clone, Copy)]
pub struct CharSet {
    written: &'static str,
    /// Those of ASCII, which nearly every name consists of, one bit each.
    ascii: u128,
}

impl CharSet {
    /// Reads a set.
    #[must_use]
    pub const fn new(written: &'static str) -> Self {
        let (mut ascii, mut rest) = (0, written.as_bytes());
        // A range begins or ends where the bytes of a character do, or holds none of ASCII.
        loop {
            let (low, high);
            (low, high, rest) = match rest {
                [low, b'-', high, rest @ ..] => (*low, *high, rest),
                [one, rest @ ..] => (*one, *one, rest),
                [] => return Self { written, ascii },
            };
            ascii |= bits(low, high);
        }
    }

    /// Whether it holds a character.
    #[must_use]
    pub fn holds(self, c: char) -> bool {
        if c.is_ascii() {
            return self.ascii >> u32::from(c) & 1 == 1;
        }
        ranges(self.written).any(|(low, high)| (low..=high).contains(&c))
    }
}

/// The characters of ASCII between two bytes, one bit each.
const fn bits(low: u8, high: u8) -> u128 {
    let high = if high > 127 { 127 } else { high };
    if low > high { 0 } else { u128::MAX >> (127 - high) & u128::MAX << low }
}

/// The ranges of a written set; a single character is a range of its own.
fn ranges(written: &str) -> impl Iterator<Item = (char, char)> {
    let mut rest = written.chars();
    std::iter::from_fn(move || {
        let low = rest.next()?;
        let mut ahead = rest.clone();
        let high = match (ahead.next(), ahead.next()) {
            (Some('-'), Some(high)) => {
                rest = ahead;
                high
            }
            _ => low,
        };
        Some((low, high))
    })
}
