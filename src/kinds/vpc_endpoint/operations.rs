//! What AWS asks whoever makes, changes or deletes a VPC endpoint.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("ec2:CreateVpcEndpoint").on("arn:{partition}:ec2:{region}:{account}:vpc-endpoint/*"),
    ApiCall::create("ec2:CreateVpcEndpoint").on("{network.arn}"),
    ApiCall::create("ec2:CreateVpcEndpoint").on("arn:{partition}:ec2:{region}:{account}:route-table/*"),
    ApiCall::create("ec2:CreateVpcEndpoint").on("arn:{partition}:ec2:{region}:{account}:subnet/*"),
    ApiCall::read("ec2:DescribeVpcEndpoints").on("*"),
    ApiCall::delete("ec2:DeleteVpcEndpoints"),
];
