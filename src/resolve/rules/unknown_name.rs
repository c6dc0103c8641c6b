//! `unknown-name`.

use crate::diag::rule;

rule! {
    /// A name is read that nothing has.
    ///
    /// References are names and not strings, so that a renamed resource cannot be missed.
    ///
    /// ```stack
    /// bucket photos {}
    /// output name = bucket.fotos.name  // error: unknown-name
    /// ```
    ///
    /// ```stack
    /// bucket photos {}
    /// output name = bucket.photos.name
    /// ```
    "unknown-name" Error
}
