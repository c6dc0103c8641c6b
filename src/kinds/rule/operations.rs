//! What AWS asks whoever makes, changes or deletes an EventBridge rule.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("events:PutRule"),
    ApiCall::read("events:DescribeRule"),
    ApiCall::update("events:PutRule").but(&["tags"]),
    ApiCall::write("events:TagResource").more(&["tags"]),
    ApiCall::update("events:UntagResource").fewer(&["tags"]),
    ApiCall::delete("events:DeleteRule"),
];

/// What a rule leads to.
pub(super) const TARGET: &[ApiCall] = &[
    ApiCall::write("events:PutTargets").on("{source.arn}"),
    ApiCall::write("iam:PassRole").on("{role.arn}").given("iam:PassedToService", "events.amazonaws.com"),
    ApiCall::read("events:ListTargetsByRule").on("{source.arn}"),
    ApiCall::delete("events:RemoveTargets").on("{source.arn}"),
];
