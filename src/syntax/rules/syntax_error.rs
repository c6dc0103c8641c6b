//! `syntax-error`.

use crate::diag::rule;

rule! {
    /// The text is not what the language allows at this place.
    ///
    /// Every such place in every file is reported, and everything around it is still read, named and checked.
    /// Where a mistake has one meaning, it is read as meant and the finding carries the edit that mends it.
    ///
    /// ```stack
    /// bucket uploads {
    ///   versioning =  // error: syntax-error
    ///   tags { team: "photos" }  // error: syntax-error
    ///   expire after 30 days
    /// }
    /// ```
    ///
    /// Better:
    ///
    /// ```stack
    /// bucket uploads {
    ///   versioning = true
    ///   tags { team = "photos" }
    ///   expire after 30 days
    /// }
    /// ```
    "syntax-error" Error
}
