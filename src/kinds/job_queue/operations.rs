//! What AWS asks whoever makes, changes or deletes a Batch job queue.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("batch:CreateComputeEnvironment")
        .on("arn:{partition}:batch:{region}:{account}:compute-environment/{name}"),
    ApiCall::create("batch:CreateJobQueue"),
    ApiCall::create("batch:CreateJobQueue")
        .on("arn:{partition}:batch:{region}:{account}:compute-environment/{name}"),
    ApiCall::links(
        "arn:{partition}:iam::{account}:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch",
        "batch.amazonaws.com",
    ),
    ApiCall::passes("{service_role.arn}", &["service_role"], "batch.amazonaws.com"),
    ApiCall::passes("{instance_role.arn}", &["instance_role"], "ec2.amazonaws.com"),
    ApiCall::write("iam:PassRole").on("{spot_role.arn}").set(&["spot_role"]),
    ApiCall::read("batch:DescribeJobQueues").on("*"),
    ApiCall::read("batch:DescribeComputeEnvironments").on("*"),
    ApiCall::update("batch:UpdateJobQueue").by(&["enabled"]),
    ApiCall::update("batch:UpdateComputeEnvironment")
        .on("arn:{partition}:batch:{region}:{account}:compute-environment/{name}")
        .but(&["enabled", "tags"]),
    ApiCall::write("batch:TagResource").more(&["tags"]),
    ApiCall::update("batch:UntagResource").fewer(&["tags"]),
    ApiCall::delete("batch:UpdateJobQueue"),
    ApiCall::delete("batch:DeleteJobQueue"),
    ApiCall::delete("batch:UpdateComputeEnvironment")
        .on("arn:{partition}:batch:{region}:{account}:compute-environment/{name}"),
    ApiCall::delete("batch:DeleteComputeEnvironment")
        .on("arn:{partition}:batch:{region}:{account}:compute-environment/{name}"),
];
