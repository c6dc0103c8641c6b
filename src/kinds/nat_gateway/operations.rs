//! What AWS asks whoever makes, changes or deletes a NAT gateway.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("ec2:CreateNatGateway").on("arn:{partition}:ec2:{region}:{account}:natgateway/*"),
    ApiCall::create("ec2:CreateNatGateway").on("arn:{partition}:ec2:{region}:{account}:subnet/*"),
    ApiCall::create("ec2:CreateNatGateway").on("arn:{partition}:ec2:{region}:{account}:elastic-ip/*"),
    ApiCall::read("ec2:DescribeNatGateways").on("*"),
    ApiCall::delete("ec2:DeleteNatGateway"),
];
