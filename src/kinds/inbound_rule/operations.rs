//! What AWS asks whoever makes or deletes an inbound rule of a security group.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("ec2:AuthorizeSecurityGroupIngress").on("{firewall.arn}"),
    ApiCall::read("ec2:DescribeSecurityGroupRules").on("*"),
    ApiCall::delete("ec2:RevokeSecurityGroupIngress").on("{firewall.arn}"),
];
