//! What AWS asks whoever makes, changes or deletes an Auto Scaling group.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("autoscaling:CreateAutoScalingGroup"),
    ApiCall::links(
        "arn:{partition}:iam::{account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
        "autoscaling.amazonaws.com",
    ),
    ApiCall::create("ec2:RunInstances").on("arn:{partition}:ec2:{region}:{account}:instance/*"),
    ApiCall::create("ec2:RunInstances").on("arn:{partition}:ec2:{region}:{account}:network-interface/*"),
    ApiCall::create("ec2:RunInstances").on("arn:{partition}:ec2:{region}:{account}:security-group/*"),
    ApiCall::create("ec2:RunInstances").on("arn:{partition}:ec2:{region}:{account}:subnet/*"),
    ApiCall::create("ec2:RunInstances").on("arn:{partition}:ec2:{region}:{account}:volume/*"),
    ApiCall::create("ec2:RunInstances").on("arn:{partition}:ec2:{region}::image/*"),
    ApiCall::create("ec2:RunInstances").on("arn:{partition}:ec2:{region}:{account}:launch-template/*"),
    ApiCall::read("autoscaling:DescribeAutoScalingGroups").on("*"),
    ApiCall::delete("autoscaling:DeleteAutoScalingGroup"),
];
