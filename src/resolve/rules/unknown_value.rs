//! `unknown-value`.

use crate::diag::rule;

rule! {
    /// A string is not one of those that an attribute may be.
    ///
    /// AWS offers a closed list there, and would refuse the request.
    ///
    /// ```stack
    /// api public { protocol = "htpp" }  // error: unknown-value
    /// ```
    ///
    /// ```stack
    /// api public { protocol = "http" }
    /// ```
    "unknown-value" Error
}
