//! `allow-without-reason`.

use crate::diag::rule;

rule! {
    /// A rule is silenced, and nobody can tell why.
    ///
    /// Whoever reads the stack next must be able to judge whether the reason still holds.
    ///
    /// ```stack
    /// #[allow(some-rule)]  // error: allow-without-reason
    /// bucket uploads {}
    /// ```
    ///
    /// Better: `#[allow(some-rule): "the old client needs it until March"]`.
    "allow-without-reason" Error
}
