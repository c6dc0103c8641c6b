//! What AWS asks whoever makes, changes or deletes an ECS service.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("ecs:CreateService"),
    ApiCall::write("ecs:RegisterTaskDefinition")
        .on("arn:{partition}:ecs:{region}:{account}:task-definition/{name}:*"),
    ApiCall::passes("{role.arn}", &["role"], "ecs-tasks.amazonaws.com"),
    ApiCall::passes("{execution_role.arn}", &["execution_role"], "ecs-tasks.amazonaws.com"),
    ApiCall::read("ecs:DescribeServices"),
    ApiCall::update("ecs:UpdateService").but(&["tags", "scale"]),
    ApiCall::write("application-autoscaling:RegisterScalableTarget")
        .on("arn:{partition}:application-autoscaling:{region}:{account}:scalable-target/*")
        .by(&["scale"])
        .then(),
    ApiCall::write("application-autoscaling:PutScalingPolicy")
        .on("arn:{partition}:application-autoscaling:{region}:{account}:scalable-target/*")
        .set(&["scale"])
        .then(),
    ApiCall::delete("application-autoscaling:DeregisterScalableTarget")
        .on("arn:{partition}:application-autoscaling:{region}:{account}:scalable-target/*")
        .by(&["scale"]),
    ApiCall::write("ecs:TagResource").more(&["tags"]),
    ApiCall::update("ecs:UntagResource").fewer(&["tags"]),
    ApiCall::delete("ecs:DeleteService"),
    ApiCall::delete("ecs:DeregisterTaskDefinition").on("*"),
];
