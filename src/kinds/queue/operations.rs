//! What AWS asks whoever makes, changes or deletes a SQS queue.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("sqs:CreateQueue"),
    ApiCall::read("sqs:GetQueueAttributes"),
    ApiCall::update("sqs:SetQueueAttributes").but(&["tags"]),
    ApiCall::write("sqs:TagQueue").more(&["tags"]),
    ApiCall::update("sqs:UntagQueue").fewer(&["tags"]),
    ApiCall::delete("sqs:DeleteQueue"),
];
