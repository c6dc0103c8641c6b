//! What AWS asks whoever makes, changes or deletes a target group.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("elasticloadbalancing:CreateTargetGroup"),
    ApiCall::read("elasticloadbalancing:DescribeTargetGroups").on("*"),
    ApiCall::update("elasticloadbalancing:ModifyTargetGroup").by(&[
        "health",
        "interval",
        "patience",
        "healthy",
        "unhealthy",
    ]),
    ApiCall::write("elasticloadbalancing:ModifyTargetGroupAttributes").by(&["drain", "multi_value"]).then(),
    ApiCall::write("elasticloadbalancing:AddTags").more(&["tags"]),
    ApiCall::update("elasticloadbalancing:RemoveTags").fewer(&["tags"]),
    ApiCall::delete("elasticloadbalancing:DeleteTargetGroup"),
];
