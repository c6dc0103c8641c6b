//! `param-not-given`.

use crate::diag::rule;

rule! {
    /// A param has neither a value from outside nor a default.
    ///
    /// A stack has a meaning only when all its params have values.
    ///
    /// ```stack
    /// param stage: string  // error: param-not-given
    /// output stage = stage
    /// ```
    ///
    /// ```stack
    /// param stage: string = "dev"
    /// output stage = stage
    /// ```
    "param-not-given" Error
}
