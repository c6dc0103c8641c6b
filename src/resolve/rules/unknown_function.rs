//! `unknown-function`.

use crate::diag::rule;

rule! {
    /// A function is called that the language does not have.
    ///
    /// The library is closed: a stack cannot declare functions of its own.
    ///
    /// ```stack
    /// output name = lowercase("Main")  // error: unknown-function
    /// ```
    ///
    /// ```stack
    /// output name = lower("Main")
    /// ```
    "unknown-function" Error
}
