//! What AWS asks whoever makes, changes or deletes a subnet.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("ec2:CreateSubnet").on("arn:{partition}:ec2:{region}:{account}:subnet/*"),
    ApiCall::create("ec2:CreateSubnet").on("{network.arn}"),
    ApiCall::create("ec2:CreateTags").on("arn:{partition}:ec2:{region}:{account}:subnet/*").by(&["tags"]),
    ApiCall::update("ec2:CreateTags").more(&["tags"]),
    ApiCall::update("ec2:DeleteTags").fewer(&["tags"]),
    ApiCall::read("ec2:DescribeSubnets").on("*"),
    ApiCall::write("ec2:ModifySubnetAttribute").by(&["public_ip"]).then(),
    ApiCall::delete("ec2:DeleteSubnet"),
];
