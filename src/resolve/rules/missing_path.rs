//! `missing-path`.

use crate::diag::rule;

rule! {
    /// A path is not there.
    ///
    /// A stack may be planned before its code is built. Where the path is there, the hash of what it holds belongs to the desired state, and a change of the code is a change of the plan.
    ///
    /// ```stack
    /// function shrink {
    ///   runtime = "python3.13"
    ///   handler = "app.handler"
    ///   code    = "./not-built-yet"  // info: missing-path
    /// }
    /// ```
    ///
    /// ```stack
    /// bucket photos {}
    /// ```
    "missing-path" Info
}
