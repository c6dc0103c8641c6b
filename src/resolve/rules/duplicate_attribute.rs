//! `duplicate-attribute`.

use crate::diag::rule;

rule! {
    /// The same attribute, block or key is written twice.
    ///
    /// Only one of them can be meant, and neither is more right than the other.
    ///
    /// ```stack
    /// bucket photos {
    ///   versioning = true
    ///   versioning = false  // error: duplicate-attribute
    /// }
    /// ```
    ///
    /// ```stack
    /// bucket photos { versioning = true }
    /// ```
    "duplicate-attribute" Error
}
