//! `unknown-kind`.

use crate::diag::rule;

rule! {
    /// A declaration begins with a word that is no kind.
    ///
    /// A kind is what a resource is: `function`, `bucket`, `role` and others. Nothing can be said of a resource of no kind.
    ///
    /// ```stack
    /// buckit photos {}  // error: unknown-kind
    /// ```
    ///
    /// ```stack
    /// bucket photos {}
    /// ```
    "unknown-kind" Error
}
