//! Keys of conditions that an action never has.

use super::{Cx, Known};
use crate::check::conditions;
use crate::diag::rule;

rule! {
    /// A condition asks about a key that requests of one of the actions never have.
    ///
    /// Each action has certain keys: `s3:prefix` is there when a bucket is listed, and not when an object is read. What is
    /// asked of a key that is absent does not hold, so that an `allow` never allows the action; with `Not` it always holds,
    /// so that the condition bounds nothing. `IfExists`, `Null` and `ForAllValues` are for keys that may be absent, and say
    /// so.
    ///
    /// ```stack
    /// bucket photos {}
    /// role shrink {
    ///   trust = "lambda"
    ///   allow "s3:ListBucket", "s3:GetObject" on bucket.photos, "${bucket.photos.arn}/*" when {
    ///     StringLike "s3:prefix" = "raw/*"  // warning: absent-condition-key
    ///   }
    ///   deny "s3:*" on "${bucket.photos.arn}/*" when {
    ///     NumericLessThan "s3:TlsVersion" = 1.2
    ///   }
    /// }
    /// ```
    ///
    /// ```stack
    /// bucket photos {}
    /// role shrink {
    ///   trust = "lambda"
    ///   allow "s3:ListBucket" on bucket.photos when {
    ///     StringLike "s3:prefix" = "raw/*"
    ///   }
    ///   allow "s3:GetObject" on "${bucket.photos.arn}/raw/*"
    /// }
    /// ```
    "absent-condition-key" Warning each if |kind| kind.shape.grants() => check
}

fn check<'a>(cx: &mut Cx<'a>, (resource, _): Known<'a>) {
    conditions::report(cx, &RULE, resource);
}
