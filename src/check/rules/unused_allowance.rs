//! An allowance that allows nothing.

use crate::diag::rule;

rule! {
    /// An `#[allow(…)]` stands where nothing breaks the rule.
    ///
    /// What it once excused is gone. Left there, it would excuse the next fault of that sort without anyone having
    /// thought of it. Faults of syntax, and values that could not be read, cannot be allowed at all.
    ///
    /// ```stack
    /// #[allow(deprecated-runtime): "moves in spring"]  // warning: unused-allowance
    /// function report {
    ///   runtime = "python3.14"
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
    "unused-allowance" Warning
}
