//! The operators of conditions.

/// What an operator compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    /// Texts, letter by letter.
    Text,
    /// Texts without case.
    Folded,
    /// Texts with wildcards.
    Like,
    /// Numbers.
    Number(Order),
    /// Points in time.
    Date(Order),
    /// `true` and `false`.
    Bool,
    /// Bytes in base64.
    Binary,
    /// Addresses and networks.
    Address,
    /// ARNs field by field.
    Arn,
    /// Whether a key is absent.
    Null,
}

/// Which way a comparison goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Order {
    /// Whether it takes what a comparison found.
    pub(super) fn takes(self, found: std::cmp::Ordering) -> bool {
        match self {
            Self::Equal => found.is_eq(),
            Self::Less => found.is_lt(),
            Self::LessOrEqual => found.is_le(),
            Self::Greater => found.is_gt(),
            Self::GreaterOrEqual => found.is_ge(),
        }
    }
}

impl Family {
    /// What values must be, in words.
    pub(super) const fn compared(self) -> &'static str {
        match self {
            Self::Text | Self::Folded | Self::Like => "texts",
            Self::Number(_) => "numbers",
            Self::Date(_) => "times such as `2026-01-31T00:00:00Z`",
            Self::Bool | Self::Null => "`true` and `false`",
            Self::Binary => "bytes in base64",
            Self::Address => "addresses such as `10.0.0.0/8`",
            Self::Arn => "ARNs",
        }
    }
}

/// How the values of a key that may have several are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quantifier {
    /// As one.
    One,
    /// `ForAllValues:`
    All,
    /// `ForAnyValue:`
    Any,
}

/// An operator with what stands before and behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Operator {
    pub(super) family: Family,
    /// `…Not…`
    pub(super) negated: bool,
    pub(super) quantifier: Quantifier,
    /// `…IfExists`
    pub(super) if_exists: bool,
}

/// All operators, without prefixes and suffixes: `condition_operators` of `iam.toml`.
pub(super) const NAMES: &[(&str, Family, bool)] = &[
    ("StringEquals", Family::Text, false),
    ("StringNotEquals", Family::Text, true),
    ("StringEqualsIgnoreCase", Family::Folded, false),
    ("StringNotEqualsIgnoreCase", Family::Folded, true),
    ("StringLike", Family::Like, false),
    ("StringNotLike", Family::Like, true),
    ("NumericEquals", Family::Number(Order::Equal), false),
    ("NumericNotEquals", Family::Number(Order::Equal), true),
    ("NumericLessThan", Family::Number(Order::Less), false),
    ("NumericLessThanEquals", Family::Number(Order::LessOrEqual), false),
    ("NumericGreaterThan", Family::Number(Order::Greater), false),
    ("NumericGreaterThanEquals", Family::Number(Order::GreaterOrEqual), false),
    ("DateEquals", Family::Date(Order::Equal), false),
    ("DateNotEquals", Family::Date(Order::Equal), true),
    ("DateLessThan", Family::Date(Order::Less), false),
    ("DateLessThanEquals", Family::Date(Order::LessOrEqual), false),
    ("DateGreaterThan", Family::Date(Order::Greater), false),
    ("DateGreaterThanEquals", Family::Date(Order::GreaterOrEqual), false),
    ("Bool", Family::Bool, false),
    ("BinaryEquals", Family::Binary, false),
    ("IpAddress", Family::Address, false),
    ("NotIpAddress", Family::Address, true),
    ("ArnEquals", Family::Arn, false),
    ("ArnLike", Family::Arn, false),
    ("ArnNotEquals", Family::Arn, true),
    ("ArnNotLike", Family::Arn, true),
    ("Null", Family::Null, false),
];

impl Operator {
    /// Reads `ForAnyValue:StringLikeIfExists`.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (quantifier, rest) = match text.split_once(':') {
            Some(("ForAllValues", rest)) => (Quantifier::All, rest),
            Some(("ForAnyValue", rest)) => (Quantifier::Any, rest),
            Some(_) => return None,
            None => (Quantifier::One, text),
        };
        let bare = rest.strip_suffix("IfExists");
        let (_, family, negated) = *NAMES.iter().find(|(name, ..)| *name == bare.unwrap_or(rest))?;
        let if_exists = bare.is_some();
        let allowed = family != Family::Null || !if_exists && quantifier == Quantifier::One;
        allowed.then_some(Self { family, negated, quantifier, if_exists })
    }
}

/// What an operator compares, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::iam) struct Compares {
    /// `String`, `Numeric`, `Date`, `Bool`, `Binary`, `IpAddress`, `Arn` or `Null`.
    pub(in crate::iam) what: &'static str,
    /// Whether it asks for the opposite.
    pub(in crate::iam) negated: bool,
    /// Whether it holds where the key is absent.
    pub(in crate::iam) if_exists: bool,
    /// `ForAllValues:`, `ForAnyValue:`, or nothing.
    pub(in crate::iam) before: &'static str,
}

/// The operators of conditions, without what may stand before and behind them, and what each compares.
pub fn condition_operators() -> impl Iterator<Item = (&'static str, &'static str)> {
    NAMES.iter().map(|(name, family, _)| {
        let what = match family {
            Family::Text | Family::Folded | Family::Like => "texts",
            Family::Number(_) => "numbers",
            Family::Date(_) => "times",
            Family::Bool => "true and false",
            Family::Binary => "bytes",
            Family::Address => "addresses",
            Family::Arn => "ARNs",
            Family::Null => "whether it is there",
        };
        (*name, what)
    })
}

/// What an operator compares; `None` if there is no such operator.
#[must_use]
pub(in crate::iam) fn compares(text: &str) -> Option<Compares> {
    let operator = Operator::read(text)?;
    let what = match operator.family {
        Family::Text | Family::Folded | Family::Like => "String",
        Family::Number(_) => "Numeric",
        Family::Date(_) => "Date",
        Family::Bool => "Bool",
        Family::Binary => "Binary",
        Family::Address => "IpAddress",
        Family::Arn => "Arn",
        Family::Null => "Null",
    };
    let before = match operator.quantifier {
        Quantifier::One => "",
        Quantifier::All => "ForAllValues:",
        Quantifier::Any => "ForAnyValue:",
    };
    Some(Compares { what, negated: operator.negated, if_exists: operator.if_exists, before })
}
