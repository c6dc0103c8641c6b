//! What AWS asks whoever makes, changes or deletes an ECS task.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::write("ecs:RegisterTaskDefinition").on("{arn}:*"),
    ApiCall::passes("{role.arn}", &["role"], "ecs-tasks.amazonaws.com"),
    ApiCall::passes("{execution_role.arn}", &["execution_role"], "ecs-tasks.amazonaws.com"),
    ApiCall::read("ecs:DescribeTaskDefinition").on("*"),
    ApiCall::write("ecs:TagResource").on("{arn}:*").more(&["tags"]),
    ApiCall::update("ecs:UntagResource").on("{arn}:*").fewer(&["tags"]),
    ApiCall::delete("ecs:DeregisterTaskDefinition").on("*"),
];
