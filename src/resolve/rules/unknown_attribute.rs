//! `unknown-attribute`.

use crate::diag::rule;

rule! {
    /// An attribute is set or read that the resource does not have.
    ///
    /// A misspelt attribute would otherwise be left out in silence.
    ///
    /// ```stack
    /// bucket photos { versoning = true }  // error: unknown-attribute
    /// ```
    ///
    /// ```stack
    /// bucket photos { versioning = true }
    /// ```
    "unknown-attribute" Error
}
