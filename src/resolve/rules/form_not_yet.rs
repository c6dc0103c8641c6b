//! `form-not-yet`.

use crate::diag::rule;

rule! {
    /// A form of the language is used that this version reads but cannot plan.
    ///
    /// Leaving it out of the desired state would be a wrong plan, so the stack is refused.
    ///
    /// ```stack
    /// module site from "./site" {}
    ///
    /// // ---- site/site.stack
    /// bucket b {}
    /// moved bucket.a -> bucket.b  // error: form-not-yet
    /// ```
    ///
    /// ```stack
    /// module site from "./site" {}
    /// moved module.site.bucket.a -> module.site.bucket.b
    ///
    /// // ---- site/site.stack
    /// bucket b {}
    /// ```
    "form-not-yet" Error
}
