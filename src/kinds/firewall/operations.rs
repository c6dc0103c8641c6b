//! What AWS asks whoever makes, changes or deletes a security group.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("ec2:CreateSecurityGroup").on("arn:{partition}:ec2:{region}:{account}:security-group/*"),
    ApiCall::create("ec2:CreateTags")
        .on("arn:{partition}:ec2:{region}:{account}:security-group/*")
        .by(&["tags"]),
    ApiCall::update("ec2:CreateTags").more(&["tags"]),
    ApiCall::update("ec2:DeleteTags").fewer(&["tags"]),
    ApiCall::read("ec2:DescribeSecurityGroups").on("*"),
    ApiCall::write("ec2:AuthorizeSecurityGroupIngress").by(&["open", "members"]).then(),
    ApiCall::write("ec2:AuthorizeSecurityGroupEgress").by(&["open"]).then(),
    ApiCall::update("ec2:RevokeSecurityGroupIngress").by(&["open", "members"]),
    ApiCall::update("ec2:RevokeSecurityGroupEgress").by(&["open"]),
    ApiCall::delete("ec2:DeleteSecurityGroup"),
];
