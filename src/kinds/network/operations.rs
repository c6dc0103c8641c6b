//! What AWS asks whoever makes, changes or deletes a VPC.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("ec2:CreateVpc").on("arn:{partition}:ec2:{region}:{account}:vpc/*"),
    ApiCall::create("ec2:CreateTags").on("arn:{partition}:ec2:{region}:{account}:vpc/*").by(&["tags"]),
    ApiCall::update("ec2:CreateTags").more(&["tags"]),
    ApiCall::update("ec2:DeleteTags").fewer(&["tags"]),
    ApiCall::read("ec2:DescribeVpcs").on("*"),
    ApiCall::write("ec2:ModifyVpcAttribute").by(&["dns", "dns_hostnames"]).then(),
    ApiCall::update("ec2:ModifyVpcTenancy").by(&["tenancy"]),
    ApiCall::delete("ec2:DeleteVpc"),
];
