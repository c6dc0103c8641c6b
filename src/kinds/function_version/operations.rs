//! What AWS asks whoever makes, changes or deletes a Lambda version.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("lambda:PublishVersion").on("{of.arn}"),
    ApiCall::read("lambda:GetFunction").on("{of.arn}"),
    ApiCall::delete("lambda:DeleteFunction").on("{of.arn}"),
];
