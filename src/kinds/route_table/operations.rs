//! What AWS asks whoever makes, changes or deletes a route table.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("ec2:CreateRouteTable").on("arn:{partition}:ec2:{region}:{account}:route-table/*"),
    ApiCall::create("ec2:CreateRouteTable").on("{network.arn}"),
    ApiCall::create("ec2:CreateRoute"),
    ApiCall::create("ec2:AssociateRouteTable"),
    ApiCall::create("ec2:AssociateRouteTable").on("arn:{partition}:ec2:{region}:{account}:subnet/*"),
    ApiCall::read("ec2:DescribeRouteTables").on("*"),
    ApiCall::delete("ec2:DisassociateRouteTable"),
    ApiCall::delete("ec2:DisassociateRouteTable").on("arn:{partition}:ec2:{region}:{account}:subnet/*"),
    ApiCall::delete("ec2:DeleteRouteTable"),
];
