//! What AWS asks whoever makes, changes or deletes a listener.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("elasticloadbalancing:CreateListener").on("{load_balancer.arn}"),
    ApiCall::read("elasticloadbalancing:DescribeListeners").on("*"),
    ApiCall::update("elasticloadbalancing:ModifyListener").but(&["tags"]),
    ApiCall::write("elasticloadbalancing:AddTags").more(&["tags"]),
    ApiCall::update("elasticloadbalancing:RemoveTags").fewer(&["tags"]),
    ApiCall::delete("elasticloadbalancing:DeleteListener"),
];
