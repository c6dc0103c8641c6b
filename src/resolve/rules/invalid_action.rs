//! `invalid-action`.

use crate::diag::rule;

rule! {
    /// A statement names an action or a resource in a form that IAM does not have.
    ///
    /// Such a statement matches nothing, and AWS refuses the policy.
    ///
    /// ```stack
    /// role shrink {
    ///   trust = "lambda"
    ///   allow "GetObject" on "*"  // error: invalid-action
    /// }
    /// ```
    ///
    /// ```stack
    /// role shrink {
    ///   trust = "lambda"
    ///   allow "s3:GetObject" on "arn:aws:s3:::photos/*"
    /// }
    /// ```
    "invalid-action" Error
}
