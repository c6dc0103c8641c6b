//! What AWS asks whoever makes, changes or deletes an ECS capacity provider.

use crate::catalog::{ApiCall, Stage};

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("ecs:CreateCapacityProvider"),
    ApiCall::new(&[Stage::Create, Stage::Delete], "ecs:PutClusterCapacityProviders").on("{cluster.arn}"),
    ApiCall::read("ecs:DescribeCapacityProviders"),
    ApiCall::update("ecs:UpdateCapacityProvider").by(&["target"]),
    ApiCall::update("autoscaling:UpdateAutoScalingGroup")
        .on("arn:{partition}:autoscaling:{region}:{account}:autoScalingGroup:*:autoScalingGroupName/{name}")
        .by(&["types", "count", "zones", "max_age", "market", "always_on_demand"]),
    ApiCall::update("ec2:CreateLaunchTemplateVersion")
        .on("arn:{partition}:ec2:{region}:{account}:launch-template/*")
        .by(&["disk", "image", "role"]),
    ApiCall::passes("{role.arn}", &["role"], "ec2.amazonaws.com"),
    ApiCall::write("ecs:TagResource").more(&["tags"]),
    ApiCall::update("ecs:UntagResource").fewer(&["tags"]),
    ApiCall::delete("ecs:DeleteCapacityProvider"),
];
