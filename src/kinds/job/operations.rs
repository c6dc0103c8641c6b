//! What AWS asks whoever makes, changes or deletes a Batch job.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::write("batch:RegisterJobDefinition"),
    ApiCall::passes("{role.arn}", &["role"], "ecs-tasks.amazonaws.com"),
    ApiCall::passes("{execution_role.arn}", &["execution_role"], "ecs-tasks.amazonaws.com"),
    ApiCall::read("batch:DescribeJobDefinitions").on("*"),
    ApiCall::write("batch:TagResource").more(&["tags"]),
    ApiCall::update("batch:UntagResource").fewer(&["tags"]),
    ApiCall::delete("batch:DeregisterJobDefinition").on("{arn}:*"),
];
