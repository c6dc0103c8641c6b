//! `vpc_endpoint`: a way to a service of AWS that does not lead over the internet.

mod operations;

use super::networks::OF_NETWORK;
use crate::base::Fact;
use crate::catalog::{Attr, Declarable, Kind, Latency, Output, Shape, Type};

pub(super) static KIND: Kind = Kind {
    name: "vpc_endpoint",
    title: "VPC endpoint",
    doc: include_str!("doc.md"),
    service: "ec2",
    cfn: "AWS::EC2::VPCEndpoint",
    declared: Declarable::No,
    shape: &Shape { attrs: ATTRS, ..Shape::EMPTY },
    outputs: &[
        Output::new("id", "vpce-{hex}", "Its id."),
        Output::new("arn", "arn:{partition}:ec2:{region}:{account}:vpc-endpoint/vpce-{hex}", "Its ARN."),
    ],
    operations: operations::OPERATIONS,
    // Estimates.
    latency: Latency { create: 30_000, update: 1_000, delete: 30_000, visible: 500 },
    facts: &[Fact::new("update_behavior.toml", "AWS::EC2::VPCEndpoint", "CloudFormation resource schema")],
    ..Kind::BASE
};

const ATTRS: &[Attr] = &[
    OF_NETWORK,
    Attr::new("service", Type::String, "The service, by its full name.")
        .required()
        .replaces()
        .simulated()
        .cfn("ServiceName"),
];
