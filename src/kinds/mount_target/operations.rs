//! What AWS asks whoever makes, changes or deletes an EFS mount target.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("elasticfilesystem:CreateMountTarget").on("{file_system.arn}"),
    ApiCall::create("ec2:DescribeSubnets").on("*"),
    ApiCall::create("ec2:DescribeNetworkInterfaces").on("*"),
    ApiCall::create("ec2:CreateNetworkInterface")
        .on("arn:{partition}:ec2:{region}:{account}:network-interface/*"),
    ApiCall::create("ec2:CreateNetworkInterface")
        .on("arn:{partition}:ec2:{region}:{account}:security-group/*"),
    ApiCall::create("ec2:CreateNetworkInterface").on("arn:{partition}:ec2:{region}:{account}:subnet/*"),
    ApiCall::read("elasticfilesystem:DescribeMountTargets").on("{file_system.arn}"),
    ApiCall::delete("elasticfilesystem:DeleteMountTarget").on("{file_system.arn}"),
    ApiCall::delete("ec2:DeleteNetworkInterface")
        .on("arn:{partition}:ec2:{region}:{account}:network-interface/*"),
];
