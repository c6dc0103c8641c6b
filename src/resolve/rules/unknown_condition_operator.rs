//! `unknown-condition-operator`.

use crate::base::Fact;
use crate::diag::rule;

rule! {
    /// A condition compares with an operator that IAM does not have.
    ///
    /// AWS refuses the policy. An operator may have `ForAllValues:` or `ForAnyValue:` before it and `IfExists` behind it.
    ///
    /// ```stack
    /// bucket photos {}
    /// role shrink {
    ///   trust = "lambda"
    ///   allow "s3:GetObject" on "${bucket.photos.arn}/*" when {
    ///     StringEqual "aws:PrincipalTag/team" = "blue"  // error: unknown-condition-operator
    ///   }
    /// }
    /// ```
    ///
    /// ```stack
    /// bucket photos {}
    /// role shrink {
    ///   trust = "lambda"
    ///   allow "s3:GetObject" on "${bucket.photos.arn}/*" when {
    ///     StringEquals "aws:PrincipalTag/team" = "blue"
    ///   }
    /// }
    /// ```
    "unknown-condition-operator" Error [Fact::new("iam.toml", "condition_operators.string", "cfn-lint 1.58.0, schemas/other/iam")]
}
