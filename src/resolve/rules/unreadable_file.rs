//! `unreadable-file`.

use crate::diag::rule;

rule! {
    /// A file that is read for its text cannot be read.
    ///
    /// What the file says is part of what the stack means, so there is nothing to go on with.
    ///
    /// ```stack
    /// output greeting = file("./greeting.txt")  // error: unreadable-file
    /// ```
    ///
    /// ```stack
    /// output greeting = "hello"
    /// ```
    "unreadable-file" Error
}
