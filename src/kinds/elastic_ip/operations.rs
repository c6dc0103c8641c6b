//! What AWS asks whoever makes, changes or deletes an Elastic IP address.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("ec2:AllocateAddress").on("arn:{partition}:ec2:{region}:{account}:elastic-ip/*"),
    ApiCall::read("ec2:DescribeAddresses").on("*"),
    ApiCall::delete("ec2:ReleaseAddress"),
];
