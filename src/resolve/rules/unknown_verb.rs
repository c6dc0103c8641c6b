//! `unknown-verb`.

use crate::diag::rule;

rule! {
    /// A `uses` line says a verb that the resource does not offer.
    ///
    /// The verbs of a kind decide which permissions a line asks for.
    ///
    /// ```stack
    /// bucket photos {}
    /// role shrink {
    ///   trust = "lambda"
    ///   allow uses
    /// }
    /// function shrink {
    ///   runtime = "python3.13"
    ///   handler = "app.handler"
    ///   code    = "./shrink"
    ///   role    = role.shrink
    ///   uses bucket.photos to reed  // error: unknown-verb
    /// }
    /// ```
    ///
    /// ```stack
    /// bucket photos {}
    /// role shrink {
    ///   trust = "lambda"
    ///   allow uses
    /// }
    /// function shrink {
    ///   runtime = "python3.13"
    ///   handler = "app.handler"
    ///   code    = "./shrink"
    ///   role    = role.shrink
    ///   uses bucket.photos to read
    /// }
    /// ```
    "unknown-verb" Error
}
