//! `unknown-statement`.

use crate::diag::rule;

rule! {
    /// A block or statement stands where its kind has none of that word.
    ///
    /// What a kind may hold is listed on its page. An attribute is written with `=`, a block with braces.
    ///
    /// ```stack
    /// bucket photos {
    ///   expires after 30 days  // error: unknown-statement
    /// }
    /// ```
    ///
    /// ```stack
    /// bucket photos {
    ///   expire after 30 days
    /// }
    /// ```
    "unknown-statement" Error
}
