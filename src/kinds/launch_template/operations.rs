//! What AWS asks whoever makes, changes or deletes an EC2 launch template.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("ec2:CreateLaunchTemplate")
        .on("arn:{partition}:ec2:{region}:{account}:launch-template/*"),
    ApiCall::read("ec2:DescribeLaunchTemplates").on("*"),
    ApiCall::delete("ec2:DeleteLaunchTemplate"),
];
