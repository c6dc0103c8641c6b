//! What AWS asks whoever makes, changes or deletes a rule of a listener.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("elasticloadbalancing:CreateRule").on("{listener.arn}"),
    ApiCall::read("elasticloadbalancing:DescribeRules").on("*"),
    ApiCall::update("elasticloadbalancing:ModifyRule").but(&["tags", "priority"]),
    ApiCall::update("elasticloadbalancing:SetRulePriorities").by(&["priority"]),
    ApiCall::write("elasticloadbalancing:AddTags").more(&["tags"]),
    ApiCall::update("elasticloadbalancing:RemoveTags").fewer(&["tags"]),
    ApiCall::delete("elasticloadbalancing:DeleteRule"),
];
