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
