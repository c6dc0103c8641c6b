//! What AWS asks whoever makes, changes or deletes a SNS topic policy.

use crate::catalog::{ApiCall, Stage};

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::new(&[Stage::Create, Stage::Update, Stage::Delete], "sns:SetTopicAttributes").on("{target.arn}"),
    ApiCall::read("sns:GetTopicAttributes").on("{target.arn}"),
];
