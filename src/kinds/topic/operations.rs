//! What AWS asks whoever makes, changes or deletes a SNS topic.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("sns:CreateTopic"),
    ApiCall::read("sns:GetTopicAttributes"),
    ApiCall::update("sns:SetTopicAttributes").but(&["tags"]),
    ApiCall::write("sns:TagResource").more(&["tags"]),
    ApiCall::update("sns:UntagResource").fewer(&["tags"]),
    ApiCall::delete("sns:DeleteTopic"),
];

/// Subscriptions have no ARN that a policy could name.
pub(super) const SUBSCRIPTION: &[ApiCall] = &[
    ApiCall::create("sns:Subscribe").on("{source.arn}"),
    ApiCall::read("sns:GetSubscriptionAttributes").on("*"),
    ApiCall::update("sns:SetSubscriptionAttributes").on("*"),
    ApiCall::delete("sns:Unsubscribe").on("*"),
];
