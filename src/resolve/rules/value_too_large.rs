//! `value-too-large`.

use crate::diag::rule;

rule! {
    /// An expression makes a value that is larger than anything AWS takes.
    ///
    /// Texts that are put together from each other can double with every line. No stack may make the tool run out of memory.
    ///
    /// ```stack
    /// let a = "x"
    /// output b = "${a}${a}"
    /// ```
    "value-too-large" Error
}
