//! `unused-name`.

use crate::diag::rule;

rule! {
    /// A param or a `let` is declared, and nothing reads it.
    ///
    /// Whoever gives the param a value believes that it changes something. Often the name is misspelt where it was to be
    /// read, or what read it has gone.
    ///
    /// ```stack
    /// param keep: duration = 30 days  // hint: unused-name
    /// let bucket_name = "photos"      // hint: unused-name
    /// bucket photos { expire after 90 days }
    /// ```
    ///
    /// ```stack
    /// param keep: duration = 30 days
    /// bucket photos { expire after keep }
    /// ```
    "unused-name" Hint
}
