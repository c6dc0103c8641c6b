//! `internet_gateway`: the door between public subnets and the internet.

mod operations;

use super::networks::OF_NETWORK;
use crate::base::Fact;
use crate::catalog::{Declarable, Implied, Kind, Latency, Output, Shape};

pub(super) static KIND: Kind = Kind {
    name: "internet_gateway",
    title: "internet gateway",
    doc: include_str!("doc.md"),
    service: "ec2",
    cfn: "AWS::EC2::InternetGateway",
    declared: Declarable::No,
    shape: &Shape { attrs: &[OF_NETWORK.cfn("AWS::EC2::VPCGatewayAttachment.VpcId")], ..Shape::EMPTY },
    outputs: &[
        Output::new("id", "igw-{hex}", "Its id."),
        Output::new("arn", "arn:{partition}:ec2:{region}:{account}:internet-gateway/igw-{hex}", "Its ARN."),
    ],
    implied: &[Implied::any("Tags"), Implied::any("AWS::EC2::VPCGatewayAttachment.InternetGatewayId")],
    operations: operations::OPERATIONS,
    // Estimates.
    latency: Latency { create: 2_000, update: 1_000, delete: 2_000, visible: 500 },
    facts: &[Fact::new(
        "update_behavior.toml",
        "AWS::EC2::InternetGateway",
        "CloudFormation resource schema",
    )],
    ..Kind::BASE
};
