//! What AWS asks whoever makes, changes or deletes a Lambda alias.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("lambda:CreateAlias").on("{of.arn}"),
    ApiCall::read("lambda:GetAlias").on("{of.arn}"),
    ApiCall::update("lambda:UpdateAlias").on("{of.arn}"),
    ApiCall::delete("lambda:DeleteAlias").on("{of.arn}"),
];
