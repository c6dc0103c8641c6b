//! `form-not-yet`.

use crate::diag::rule;

rule! {
    /// A form of the language is used that this version reads but cannot plan.
    ///
    /// Leaving it out of the desired state would be a wrong plan, so the stack is refused.
    ///
    /// ```stack
    /// bucket photos for name in ["a", "b"] {}  // error: form-not-yet
    /// ```
    ///
    /// ```stack
    /// bucket a {}
    /// bucket b {}
    /// ```
    "form-not-yet" Error
}
