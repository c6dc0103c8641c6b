//! `invalid-key`.

use crate::diag::rule;

rule! {
    /// A `for` on a declaration goes through what can be no key, or a resource is indexed by it.
    ///
    /// The key of an instance stands in its address, so it is a string or a whole number, and no secret.
    ///
    /// ```stack
    /// bucket photos for size in [30s, 60s] {}  // error: invalid-key
    /// ```
    ///
    /// ```stack
    /// bucket photos for size in [30, 60] {}
    /// ```
    "invalid-key" Error
}
