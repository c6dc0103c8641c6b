//! `wrong-argument`.

use crate::diag::rule;

rule! {
    /// A function is called with too few, too many or other values than it takes.
    ///
    /// Nothing is converted in silence, so a call says just what its signature asks for.
    ///
    /// ```stack
    /// let zones = "a,b"
    /// output first = join(zones, ",")[0]  // error: wrong-argument
    /// ```
    ///
    /// ```stack
    /// let zones = "a,b"
    /// output first = split(zones, ",")[0]
    /// ```
    "wrong-argument" Error
}
