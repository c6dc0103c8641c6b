//! `invalid-arrow`.

use crate::diag::rule;

rule! {
    /// An arrow leads between kinds that AWS does not connect.
    ///
    /// What code does with a resource is a `uses` line; an arrow says that one thing sets off another.
    ///
    /// ```stack
    /// bucket photos {}
    /// schedule nightly { every = rate(1 day) }
    /// bucket.photos created -> schedule.nightly  // error: invalid-arrow
    /// ```
    ///
    /// ```stack
    /// schedule nightly { every = rate(1 day) }
    /// function report {
    ///   runtime = "python3.13"
    ///   handler = "app.handler"
    ///   code    = "./report"
    /// }
    /// schedule.nightly -> function.report
    /// ```
    "invalid-arrow" Error
}
