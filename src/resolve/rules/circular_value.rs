//! `circular-value`.

use crate::diag::rule;

rule! {
    /// A value is needed to compute itself.
    ///
    /// There is no order in which such values could be computed.
    ///
    /// ```stack
    /// let a = "${b}-x"  // error: circular-value
    /// let b = "${a}-y"
    /// output name = a
    /// ```
    ///
    /// ```stack
    /// let a = "x"
    /// let b = "${a}-y"
    /// output name = b
    /// ```
    "circular-value" Error
}
