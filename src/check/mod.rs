//! Judges a resolved stack: limits, wiring, permissions, dates.
//!
//! Knows nothing of trees, states or plans, nor whether a terminal or an editor listens.

/// A value in which no error was found; only `check` makes one.
#[derive(Debug, Clone)]
pub struct Checked<T>(T);

impl<T> Checked<T> {
    /// The value.
    pub fn get(&self) -> &T {
        &self.0
    }
}

/// Interim.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// .
    pub as_of: &'a str,
    /// .
    pub reading: &'a [&'static crate::diag::Rule],
    /// .
    pub later: &'a [&'static crate::diag::Rule],
}

/// Interim.
#[must_use]
pub fn check(
    _: &crate::catalog::Catalog,
    found: crate::diag::Found<crate::model::Stack>,
    _: &Options<'_>,
) -> crate::diag::Found<Result<Checked<crate::model::Stack>, crate::model::Stack>> {
    let value = if found.has_errors() { Err(found.value) } else { Ok(Checked(found.value)) };
    crate::diag::Found { value, diagnostics: found.diagnostics }
}

/// Interim.
#[must_use]
pub fn rules() -> &'static [&'static crate::diag::Rule] {
    &[]
}
