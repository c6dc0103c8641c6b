//! `allow-without-reason`.

use crate::diag::rule;

rule! {
    /// A rule is silenced, and nobody can tell why.
    ///
    /// Whoever reads the stack next must be able to judge whether the reason still holds.
    ///
    /// ```stack
    /// #[allow(deprecated-runtime)]  // error: allow-without-reason
    /// function report {
    ///   runtime = "python3.9"
    ///   handler = "app.handler"
    ///   code    = "./report"
    /// }
    /// ```
    ///
    /// ```stack
    /// #[allow(deprecated-runtime): "the old client needs it until March"]
    /// function report {
    ///   runtime = "python3.9"
    ///   handler = "app.handler"
    ///   code    = "./report"
    /// }
    /// ```
    "allow-without-reason" Error
}
