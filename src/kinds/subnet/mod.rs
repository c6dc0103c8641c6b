//! `subnet`: the addresses of a network in one zone.

mod operations;

use super::networks::BELONGS;
use super::tags;
use crate::base::Fact;
use crate::catalog::{Attr, Default, Kind, Latency, Output, Quota, Shape, Type};

/// Where the limits were read.
const SOURCE: &str = "EC2 API model 2016-11-15 and CloudFormation resource schema";

pub(super) static KIND: Kind = Kind {
    name: "subnet",
    title: "VPC subnet",
    doc: include_str!("doc.md"),
    service: "ec2",
    cfn: "AWS::EC2::Subnet",
    naming: Some(&tags::NAME),
    shape: &Shape { attrs: ATTRS, ..Shape::EMPTY },
    outputs: &[
        Output::new("name", "{name}", "Its name, which it has as a tag."),
        Output::new("id", "subnet-{hex}", "Its id."),
        Output::new("arn", "arn:{partition}:ec2:{region}:{account}:subnet/subnet-{hex}", "Its ARN."),
    ],
    operations: operations::OPERATIONS,
    // Estimates.
    latency: Latency { create: 3_000, update: 1_000, delete: 2_000, visible: 500 },
    facts: &[
        Fact::new("vpc.toml", "subnet.cidr_immutable", SOURCE),
        Fact::new("vpc.toml", "subnet.reserved_which", SOURCE),
        Fact::new("update_behavior.toml", "AWS::EC2::Subnet", "CloudFormation resource schema"),
        Fact::new("vpc.toml", "subnet.immutable", SOURCE),
    ],
    quotas: &[Quota {
        within: "network",
        most: 200,
        fact: Fact::new("vpc.toml", "quotas.subnets_per_vpc_default", "Amazon VPC quotas page"),
    }],
    ..Kind::BASE
};

const ATTRS: &[Attr] = &[
    BELONGS.required().replaces().cfn("VpcId"),
    Attr::new("zone", Type::Zone, "The zone in which it is.").required().replaces().cfn("AvailabilityZone"),
    Attr::new("cidr", Type::String, "Its addresses, out of those of the network.")
        .required()
        .replaces()
        .cfn("CidrBlock"),
    Attr::new(
        "tier",
        Type::OneOf(&["public", "private", "isolated"]),
        "Whether the internet reaches it, it only reaches the internet, or neither.",
    )
    .default_to(Default::Text("private")),
    Attr::new("public_ip", Type::Bool, "Whether what starts in it has an address on the internet by itself.")
        .carried()
        .cfn("MapPublicIpOnLaunch"),
];
