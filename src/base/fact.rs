//! Where a limit, default or price comes from.

/// The day of the built-in facts; dated rules judge by it unless another day is asked for.
pub const FACTS_DAY: &str = "2026-11-22";

/// The source of one number or name that a provider sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fact {
    /// File in the fact collection, such as `lambda.toml`.
    pub file: &'static str,
    /// Key path in that file, dots between tables, such as `timeout.max`.
    pub key: &'static str,
    /// The public document the fact was read from.
    pub source: &'static str,
    /// Whether a stored source confirms it; an unconfirmed fact gives at most a note.
    pub confirmed: bool,
}

impl Fact {
    /// A fact that a stored source confirms.
    #[must_use]
    pub const fn new(file: &'static str, key: &'static str, source: &'static str) -> Self {
        Self { file, key, source, confirmed: true }
    }

    /// A fact from general knowledge, which no stored source confirms.
    #[must_use]
    pub const fn unconfirmed(file: &'static str, key: &'static str) -> Self {
        Self { file, key, source: "general knowledge", confirmed: false }
    }
}
