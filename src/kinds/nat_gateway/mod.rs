//! `nat_gateway`: the way out of private subnets.

mod metrics;
mod operations;

use super::networks::OF_NETWORK;
use crate::base::Fact;
use crate::catalog::{Attr, Declarable, Implied, ImpliedValue, Kind, Latency, Output, Shape, Type};

/// Where this was read.
const SOURCE: &str = "EC2 API model 2016-11-15 and CloudFormation resource schema";

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
    metrics: metrics::METRICS,
    implied: IMPLIED,
    operations: operations::OPERATIONS,
    // Estimates.
    latency: Latency { create: 120_000, update: 1_000, delete: 120_000, visible: 500 },
    facts: &[
        Fact::new("update_behavior.toml", "AWS::EC2::NatGateway", "CloudFormation resource schema"),
        Fact::unconfirmed("vpc.toml", "nat_gateway.immutable"),
        Fact::unconfirmed("vpc.toml", "nat_gateway.subnet_of_public_gateway_must_be_public"),
    ],
    ..Kind::BASE
};

static IMPLIED: &[Implied] = &[
    Implied::any("SubnetId"),
    Implied::any("AllocationId"),
    Implied::any("VpcId"),
    Implied::one_of(
        "AvailabilityMode",
        &[
            ImpliedValue { with: &["SubnetId"], without: &[], ..ImpliedValue::plain("zonal") },
            ImpliedValue { with: &["VpcId"], without: &[], ..ImpliedValue::plain("regional") },
        ],
        &[
            Fact::new("vpc.toml", "nat_gateway.availability_modes", SOURCE),
            Fact::unconfirmed("vpc.toml", "nat_gateway.availability_mode_default"),
            Fact::new("vpc.toml", "nat_gateway.requires", SOURCE),
        ],
    )
    .default_to("zonal")
    .no_others(),
    Implied::one_of(
        "ConnectivityType",
        &[
            ImpliedValue { with: &["AllocationId"], without: &[], ..ImpliedValue::plain("public") },
            ImpliedValue { with: &[], without: &["AllocationId"], ..ImpliedValue::plain("private") },
        ],
        &[
            Fact::new("vpc.toml", "nat_gateway.types", SOURCE),
            Fact::unconfirmed("vpc.toml", "nat_gateway.type_default"),
            Fact::new("vpc.toml", "nat_gateway.requires", SOURCE),
            Fact::new("vpc.toml", "nat_gateway.private_rules", SOURCE),
        ],
    )
    .default_to("public")
    .unless("AvailabilityMode", "regional")
    .no_others(),
    Implied::one_of(
        "ConnectivityType",
        &[ImpliedValue::plain("public"), ImpliedValue::plain("private")],
        &[Fact::new("vpc.toml", "nat_gateway.types", SOURCE)],
    )
    .no_others(),
];

const ATTRS: &[Attr] = &[
    OF_NETWORK,
    Attr::new("zone", Type::Zone, "The zone in whose public subnet it stands.")
        .required()
        .replaces()
        .simulated()
        .cfn("SubnetId"),
];
