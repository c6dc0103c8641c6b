//! An allowance that names no rule.

use crate::diag::rule;

rule! {
    /// An `#[allow(…)]` names a rule that there is not.
    ///
    /// It silences nothing. Most often the name is misspelt, and what it was meant for is still reported.
    ///
    /// ```stack
    /// #[allow(depricated-runtime): "moves in spring"]  // warning: unknown-allowance
    /// function report {
    ///   runtime = "python3.9"  // warning: deprecated-runtime
    ///   handler = "app.handler"
    ///   code    = "./report"
    /// }
    /// ```
    ///
    /// ```stack
    /// #[allow(deprecated-runtime): "moves in spring"]
    /// function report {
    ///   runtime = "python3.9"
    ///   handler = "app.handler"
    ///   code    = "./report"
    /// }
    /// ```
    "unknown-allowance" Warning
}
