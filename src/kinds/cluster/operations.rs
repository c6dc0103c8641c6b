//! What AWS asks whoever makes, changes or deletes an ECS cluster.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("ecs:CreateCluster"),
    ApiCall::links(
        "arn:{partition}:iam::{account}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS",
        "ecs.amazonaws.com",
    ),
    ApiCall::read("ecs:DescribeClusters"),
    ApiCall::write("ecs:PutClusterCapacityProviders").by(&["capacity"]).then(),
    ApiCall::update("ecs:UpdateCluster").but(&["tags", "capacity"]),
    ApiCall::write("ecs:TagResource").more(&["tags"]),
    ApiCall::update("ecs:UntagResource").fewer(&["tags"]),
    ApiCall::delete("ecs:DeleteCluster"),
];
