//! `nesting-too-deep`.

use crate::diag::rule;

rule! {
    /// Values or blocks lie in one another more than 256 levels deep.
    ///
    /// Nobody writes such a text by hand; a broken generator does. What lies so deep is not read.
    /// Signs without brackets count too: a row of 300 `!` or `+` is as deep.
    ///
    /// ```stack
    /// let deep = !!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!true  // error: nesting-too-deep
    /// ```
    ///
    /// ```stack
    /// let shallow = !!true
    /// ```
    "nesting-too-deep" Error
}
