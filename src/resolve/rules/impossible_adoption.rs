//! `impossible-adoption`.

use crate::diag::rule;

rule! {
    /// An `adopt` line says something that cannot be.
    ///
    /// `adopt bucket.photos = "legacy-photos"` takes a bucket that exists already under management: it is declared
    /// like any other resource, once, and the line gives its name, id or ARN. As long as no `name` is written, it
    /// keeps the one it has.
    ///
    /// ```stack
    /// adopt bucket.photos = "legacy-photos"  // error: impossible-adoption
    /// ```
    ///
    /// ```stack
    /// bucket photos {}
    /// adopt bucket.photos = "legacy-photos"
    /// ```
    "impossible-adoption" Error
}
