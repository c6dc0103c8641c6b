//! `unknown-key`.

use crate::diag::rule;

rule! {
    /// A key is read that a declaration with `for` does not have.
    ///
    /// Its keys are the elements of the list, or the keys of the map, that its `for` goes through.
    ///
    /// ```stack
    /// bucket photos for name in ["raw", "small"] {}
    /// output raw = bucket.photos["rwa"].arn  // error: unknown-key
    /// ```
    ///
    /// ```stack
    /// bucket photos for name in ["raw", "small"] {}
    /// output raw = bucket.photos["raw"].arn
    /// ```
    "unknown-key" Error
}
