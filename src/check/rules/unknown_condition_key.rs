//! Keys of conditions that there are not.

use super::{Cx, Known};
use crate::check::conditions;
use crate::diag::rule;

rule! {
    /// A condition asks about a key that no request has.
    ///
    /// IAM takes such a statement without a word. What is asked of the key holds for no request then, or, with `Not` and
    /// `IfExists`, for every one: an `allow` gives nothing or more than was meant. Keys are `aws:…`, which nearly every
    /// service knows, or those of one service.
    ///
    /// ```stack
    /// bucket photos {}
    /// role shrink {
    ///   trust = "lambda"
    ///   allow "s3:GetObject" on "${bucket.photos.arn}/*" when {
    ///     IpAddress "aws:SourceIpp" = "10.0.0.0/8"         // warning: unknown-condition-key
    ///     StringEquals "s3:PrincipalOrgID" = "o-example1"  // warning: unknown-condition-key
    ///     StringEquals "aws:PrincipalTag" = "blue"         // warning: unknown-condition-key
    ///   }
    /// }
    /// ```
    ///
    /// ```stack
    /// bucket photos {}
    /// role shrink {
    ///   trust = "lambda"
    ///   allow "s3:GetObject" on "${bucket.photos.arn}/*" when {
    ///     IpAddress "aws:SourceIp" = "10.0.0.0/8"
    ///     StringEquals "aws:PrincipalTag/team" = "blue"
    ///   }
    /// }
    /// ```
    "unknown-condition-key" Warning each if |kind| kind.shape.grants() => check
}

fn check<'a>(cx: &mut Cx<'a>, (resource, _): Known<'a>) {
    conditions::report(cx, &RULE, resource);
}
