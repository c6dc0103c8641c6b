//! An allowance that names no rule.

use crate::diag::rule;

rule! {
    /// An `#[allow(…)]` names a rule that there is not.
    ///
    /// It silences nothing. Most often the name is misspelt, and what it was meant for is still reported.
    ///
    /// ```stack
    /// #[allow(excess-permissions): "tried out by hand"]  // warning: unknown-allowance
    /// bucket uploads {}
    /// ```
    ///
    /// ```stack
    /// bucket uploads {}
    /// ```
    "unknown-allowance" Warning
}
