//! `missing-attribute`.

use crate::diag::rule;

rule! {
    /// Something that must be said is not said.
    ///
    /// AWS refuses the request without it, and there is no default that could be meant.
    ///
    /// ```stack
    /// function shrink {  // error: missing-attribute
    ///   runtime = "python3.13"
    ///   handler = "app.handler"
    /// }
    /// ```
    ///
    /// ```stack
    /// function shrink {
    ///   runtime = "python3.13"
    ///   handler = "app.handler"
    ///   code    = "./shrink"
    /// }
    /// ```
    "missing-attribute" Error
}
