//! `duplicate-key`.

use crate::diag::rule;

rule! {
    /// A `for` on a declaration comes to the same key twice.
    ///
    /// The key tells the instances apart: it stands in their addresses and in their default names.
    ///
    /// ```stack
    /// bucket photos for name in ["a", "b", "a"] {}  // error: duplicate-key
    /// ```
    ///
    /// ```stack
    /// bucket photos for name in ["a", "b", "c"] {}
    /// ```
    "duplicate-key" Error
}
