//! `unseen-path`.

use crate::diag::rule;

rule! {
    /// What a path holds is not seen.
    ///
    /// A stack may be planned before its code is built. Where the path is there, the hash of what it holds belongs to the desired state, and a change of the code is a change of the plan. Where it is not there, is a device, or holds more than 500 MB or 50,000 files, there is no hash, and no plan shows that the code changed.
    ///
    /// ```stack
    /// function shrink {
    ///   runtime = "python3.13"
    ///   handler = "app.handler"
    ///   code    = "./not-built-yet"  // info: unseen-path
    /// }
    /// ```
    ///
    /// ```stack
    /// bucket photos {}
    /// ```
    "unseen-path" Info
}
