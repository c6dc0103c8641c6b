//! `route_table`: where packets go from a subnet.

mod operations;

use super::networks::OF_NETWORK;
use crate::base::Fact;
use crate::catalog::{Attr, Declarable, Implied, ImpliedValue, Kind, Latency, Output, Quota, Shape, Type};

pub(super) static KIND: Kind = Kind {
    name: "route_table",
    title: "route table",
    doc: include_str!("doc.md"),
    service: "ec2",
    cfn: "AWS::EC2::RouteTable",
    declared: Declarable::No,
    shape: &Shape { attrs: ATTRS, ..Shape::EMPTY },
    outputs: &[
        Output::new("id", "rtb-{hex}", "Its id."),
        Output::new("arn", "arn:{partition}:ec2:{region}:{account}:route-table/rtb-{hex}", "Its ARN."),
    ],
    implied: IMPLIED,
    operations: operations::OPERATIONS,
    // Estimates.
    latency: Latency { create: 1_000, update: 1_000, delete: 1_000, visible: 500 },
    facts: &[Fact::new("update_behavior.toml", "AWS::EC2::RouteTable", "CloudFormation resource schema")],
    quotas: &[Quota {
        within: "network",
        most: 200,
        fact: Fact::new("vpc.toml", "route_table.tables_per_vpc_default", "Amazon VPC quotas page"),
    }],
    ..Kind::BASE
};

/// Each of its routes is a type of its own at CloudFormation, and so is what says whose it is.
static IMPLIED: &[Implied] = &[
    Implied::any("VpcId"),
    Implied::any("AWS::EC2::SubnetRouteTableAssociation.RouteTableId"),
    Implied::any("AWS::EC2::SubnetRouteTableAssociation.SubnetId"),
    Implied::any("AWS::EC2::Route.RouteTableId"),
    Implied::one_of("AWS::EC2::Route.DestinationCidrBlock", &[ImpliedValue::plain("0.0.0.0/0")], &[]),
    Implied::any("AWS::EC2::Route.GatewayId|AWS::EC2::Route.NatGatewayId"),
    Implied::just_one(
        "AWS::EC2::Route.DestinationCidrBlock|AWS::EC2::Route.DestinationIpv6CidrBlock|AWS::EC2::Route.DestinationPrefixListId",
        REQUIRES,
    ),
    Implied::just_one(TARGETS, REQUIRES),
];

/// All that a route may lead to.
const TARGETS: &str = "AWS::EC2::Route.GatewayId|AWS::EC2::Route.NatGatewayId|AWS::EC2::Route.InstanceId|AWS::EC2::Route.NetworkInterfaceId|AWS::EC2::Route.VpcPeeringConnectionId|AWS::EC2::Route.TransitGatewayId|AWS::EC2::Route.VpcEndpointId|AWS::EC2::Route.EgressOnlyInternetGatewayId|AWS::EC2::Route.CarrierGatewayId|AWS::EC2::Route.LocalGatewayId|AWS::EC2::Route.CoreNetworkArn|AWS::EC2::Route.OdbNetworkArn";

const REQUIRES: &[Fact] = &[Fact::new("vpc.toml", "route_table.route_requires", "EC2 API model 2016-11-15")];

const ATTRS: &[Attr] = &[
    OF_NETWORK,
    Attr::new("zone", Type::Zone, "The zone of its subnet.").required().replaces().simulated(),
    Attr::new("tier", Type::OneOf(&["public", "private"]), "The sort of its subnet.")
        .required()
        .replaces()
        .simulated(),
];
