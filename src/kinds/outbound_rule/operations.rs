//! What AWS asks whoever makes or deletes an outbound rule of a security group.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("ec2:AuthorizeSecurityGroupEgress").on("{firewall.arn}"),
    ApiCall::read("ec2:DescribeSecurityGroupRules").on("*"),
    ApiCall::delete("ec2:RevokeSecurityGroupEgress").on("{firewall.arn}"),
];
