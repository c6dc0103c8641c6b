//! `reserved-name`.

use crate::diag::rule;

rule! {
    /// A param or `let` is called like a kind, or like `stack`, `module` or `scenario`.
    ///
    /// `bucket.photos` could then be read in two ways.
    ///
    /// ```stack
    /// let bucket = "photos"  // error: reserved-name
    /// output name = "x"
    /// ```
    ///
    /// ```stack
    /// let bucket_name = "photos"
    /// output name = bucket_name
    /// ```
    "reserved-name" Error
}
