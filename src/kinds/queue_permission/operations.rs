//! What AWS asks whoever makes, changes or deletes a SQS queue policy.

use crate::catalog::{ApiCall, Stage};

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::new(&[Stage::Create, Stage::Update, Stage::Delete], "sqs:SetQueueAttributes").on("{target.arn}"),
    ApiCall::read("sqs:GetQueueAttributes").on("{target.arn}"),
];
