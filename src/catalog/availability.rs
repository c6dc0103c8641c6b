//! What AWS retires, closes, or has in some regions only.

use crate::base::Fact;

/// A value of an attribute that AWS retires: a row.
#[derive(Debug, Clone, Copy)]
pub struct DatedValue {
    /// The attribute.
    pub attr: &'static str,
    /// Its value.
    pub value: &'static str,
    /// From this day it is deprecated, as `YYYY-MM-DD`; empty if no day is known.
    pub deprecated: &'static str,
    /// From this day nothing new can be made with it; empty if no day is known.
    pub no_create: &'static str,
    /// From this day what exists cannot be changed; empty if no day is known.
    pub no_update: &'static str,
    /// What to use instead; empty if unknown.
    pub successor: &'static str,
    /// Where the days come from.
    pub fact: Fact,
}

/// A service that takes no new customers: a row.
#[derive(Debug, Clone, Copy)]
pub struct Closed {
    /// The day of the closing, as `YYYY-MM-DD`.
    pub on: &'static str,
    /// What to use instead.
    pub successor: &'static str,
    /// Where this comes from.
    pub facts: &'static [Fact],
}

/// The regions that have a service.
#[derive(Debug, Clone, Copy)]
pub struct Regions {
    /// Their codes.
    pub names: &'static [&'static str],
    /// Where they come from.
    pub fact: Fact,
}
