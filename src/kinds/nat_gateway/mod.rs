//! `nat_gateway`: the way out of private subnets.

mod operations;

use super::networks::OF_NETWORK;
use crate::base::Fact;
use crate::catalog::{Attr, Declarable, Kind, Latency, Output, Shape, Type};

pub(super) static KIND: Kind = Kind {
    name: "nat_gateway",
    title: "NAT gateway",
    doc: include_str!("doc.md"),
    service: "ec2",
    cfn: "AWS::EC2::NatGateway",
    declared: Declarable::No,
    shape: &Shape { attrs: ATTRS, ..Shape::EMPTY },
    outputs: &[
        Output::new("id", "nat-{hex}", "Its id."),
        Output::new("arn", "arn:{partition}:ec2:{region}:{account}:natgateway/nat-{hex}", "Its ARN."),
    ],
    operations: operations::OPERATIONS,
    // Estimates.
    latency: Latency { create: 120_000, update: 1_000, delete: 120_000, visible: 500 },
    facts: &[Fact::new("update_behavior.toml", "AWS::EC2::NatGateway", "CloudFormation resource schema")],
    ..Kind::BASE
};

const ATTRS: &[Attr] = &[
    OF_NETWORK,
    Attr::new("zone", Type::Zone, "The zone in whose public subnet it stands.")
        .required()
        .replaces()
        .simulated()
        .cfn("SubnetId"),
];
