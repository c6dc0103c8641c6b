//! Operators that do not compare what a key holds.

use super::{Cx, Known};
use crate::check::conditions;
use crate::diag::rule;

rule! {
    /// A condition compares a key with an operator for something else than it holds.
    ///
    /// A number is compared with `Numeric…`, a time with `Date…`, an address with `IpAddress`, `true` or `false` with `Bool`;
    /// another operator takes them for texts, if at all, so that `9` is more than `10` and `10.0.0.0/8` is no network. An ARN
    /// may be compared as text, though `Arn…` does it field by field: that is a note. A key that may have several values
    /// wants `ForAnyValue:` or `ForAllValues:`. A value that an operator cannot compare IAM refuses.
    ///
    /// ```stack
    /// bucket photos {}
    /// role shrink {
    ///   trust = "lambda"
    ///   allow "s3:ListBucket" on bucket.photos when {
    ///     StringEquals "s3:max-keys" = "10"              // warning: mismatched-operator
    ///     StringLike "aws:SourceIp" = "10.*"             // warning: mismatched-operator
    ///     StringEquals "aws:TagKeys" = "team"            // warning: mismatched-operator
    ///     StringLike "aws:PrincipalArn" = "*:role/blue"  // info: mismatched-operator
    ///     IpAddress "aws:VpcSourceIp" = "10.0.0.0/33"    // error: mismatched-operator
    ///   }
    /// }
    /// ```
    ///
    /// ```stack
    /// bucket photos {}
    /// role shrink {
    ///   trust = "lambda"
    ///   allow "s3:ListBucket" on bucket.photos when {
    ///     NumericLessThanEquals "s3:max-keys" = 10
    ///     IpAddress "aws:SourceIp" = "10.0.0.0/8"
    ///     ForAnyValue:StringEquals "aws:TagKeys" = "team"
    ///     ArnLike "aws:PrincipalArn" = "arn:aws:iam::*:role/blue"
    ///   }
    /// }
    /// ```
    "mismatched-operator" Warning each if |kind| kind.shape.grants() => check
}

fn check<'a>(cx: &mut Cx<'a>, (resource, _): Known<'a>) {
    conditions::report(cx, &RULE, resource);
    conditions::report_values(cx, &RULE, resource);
}
