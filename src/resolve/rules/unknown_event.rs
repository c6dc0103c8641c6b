//! `unknown-event`.

use crate::diag::rule;

rule! {
    /// An arrow names an event that its source does not have, or none where one is needed.
    ///
    /// What happened at the source decides when the target runs.
    ///
    /// ```stack
    /// bucket photos {}
    /// function shrink {
    ///   runtime = "python3.13"
    ///   handler = "app.handler"
    ///   code    = "./shrink"
    /// }
    /// bucket.photos creatd -> function.shrink  // error: unknown-event
    /// ```
    ///
    /// ```stack
    /// bucket photos {}
    /// function shrink {
    ///   runtime = "python3.13"
    ///   handler = "app.handler"
    ///   code    = "./shrink"
    /// }
    /// bucket.photos created -> function.shrink
    /// ```
    "unknown-event" Error
}
