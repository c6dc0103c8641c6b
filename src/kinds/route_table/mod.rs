//! `route_table`: where packets go from a subnet.

mod operations;

use super::networks::OF_NETWORK;
use crate::base::Fact;
use crate::catalog::{Attr, Declarable, Implied, Kind, Latency, Output, Shape, Type};

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
    implied: &[Implied::any("VpcId")],
    operations: operations::OPERATIONS,
    // Estimates.
    latency: Latency { create: 1_000, update: 1_000, delete: 1_000, visible: 500 },
    facts: &[Fact::new("update_behavior.toml", "AWS::EC2::RouteTable", "CloudFormation resource schema")],
    ..Kind::BASE
};

const ATTRS: &[Attr] = &[
    OF_NETWORK,
    Attr::new("zone", Type::Zone, "The zone of its subnet.").required().replaces().simulated(),
    Attr::new("tier", Type::OneOf(&["public", "private"]), "The sort of its subnet.")
        .required()
        .replaces()
        .simulated(),
];
