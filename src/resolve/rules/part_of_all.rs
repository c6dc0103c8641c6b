//! `part-of-all`.

use crate::diag::rule;

rule! {
    /// Something is read of a declaration with `for` as if it were one.
    ///
    /// `kind.name` is then the map of all its instances; `kind.name["key"]` is one of them.
    ///
    /// ```stack
    /// bucket photos for name in ["raw", "small"] {}
    /// output arns = bucket.photos.arn  // error: part-of-all
    /// ```
    ///
    /// ```stack
    /// bucket photos for name in ["raw", "small"] {}
    /// output arns = {for name, photos in bucket.photos: name => photos.arn}
    /// ```
    "part-of-all" Error
}
