//! `type-mismatch`.

use crate::diag::rule;

rule! {
    /// A value is of another type than is asked for.
    ///
    /// Nothing is converted in silence: a number is no text, a size is no duration.
    ///
    /// ```stack
    /// function shrink {
    ///   runtime = "python3.13"
    ///   handler = "app.handler"
    ///   code    = "./shrink"
    ///   memory  = 512s  // error: type-mismatch
    /// }
    /// ```
    ///
    /// ```stack
    /// function shrink {
    ///   runtime = "python3.13"
    ///   handler = "app.handler"
    ///   code    = "./shrink"
    ///   memory  = 512 MB
    /// }
    /// ```
    "type-mismatch" Error
}
