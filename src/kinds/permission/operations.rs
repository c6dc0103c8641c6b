//! What AWS asks whoever makes, changes or deletes a Lambda permission.

use crate::catalog::{ApiCall, Stage};

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::write("lambda:AddPermission").on("{target.arn}"),
    ApiCall::read("lambda:GetPolicy").on("{target.arn}"),
    ApiCall::new(&[Stage::Update, Stage::Delete], "lambda:RemovePermission").on("{target.arn}"),
];
