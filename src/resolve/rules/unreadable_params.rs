//! `unreadable-params`.

use crate::diag::rule;

rule! {
    /// A file of params cannot be read.
    ///
    /// Its values would be missing, and the stack would mean something else.
    ///
    /// ```stack
    /// param stage: string = "dev"
    /// output stage = stage
    /// ```
    "unreadable-params" Error
}
