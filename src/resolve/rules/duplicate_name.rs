//! `duplicate-name`.

use crate::diag::rule;

rule! {
    /// Two declarations have the same name.
    ///
    /// A name must lead to one thing.
    ///
    /// ```stack
    /// bucket photos {}
    /// bucket photos { versioning = true }  // error: duplicate-name
    /// ```
    ///
    /// ```stack
    /// bucket photos {}
    /// bucket thumbs { versioning = true }
    /// ```
    "duplicate-name" Error
}
