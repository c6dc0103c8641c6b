//! What AWS asks whoever makes, changes or deletes an internet gateway.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("ec2:CreateInternetGateway")
        .on("arn:{partition}:ec2:{region}:{account}:internet-gateway/*"),
    ApiCall::create("ec2:AttachInternetGateway").on("arn:{partition}:ec2:{region}:{account}:vpc/*"),
    ApiCall::create("ec2:AttachInternetGateway"),
    ApiCall::read("ec2:DescribeInternetGateways").on("*"),
    ApiCall::delete("ec2:DetachInternetGateway"),
    ApiCall::delete("ec2:DetachInternetGateway").on("arn:{partition}:ec2:{region}:{account}:vpc/*"),
    ApiCall::delete("ec2:DeleteInternetGateway"),
];
