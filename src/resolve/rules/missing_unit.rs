//! `missing-unit`.

use crate::diag::rule;

rule! {
    /// A number stands where a quantity is asked for.
    ///
    /// `timeout = 30` could mean seconds, minutes or milliseconds. A quantity always says what it counts.
    ///
    /// ```stack
    /// function shrink {
    ///   runtime = "python3.13"
    ///   handler = "app.handler"
    ///   code    = "./shrink"
    ///   timeout = 30  // error: missing-unit
    /// }
    /// ```
    ///
    /// ```stack
    /// function shrink {
    ///   runtime = "python3.13"
    ///   handler = "app.handler"
    ///   code    = "./shrink"
    ///   timeout = 30s
    /// }
    /// ```
    "missing-unit" Error
}
