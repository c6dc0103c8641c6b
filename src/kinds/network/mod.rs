//! `network`: addresses of one's own, and the ways between them and the world (VPC).

mod attrs;
mod operations;

use super::tags;
use crate::base::Fact;
use crate::catalog::{Kind, Latency, Output, Part, PartInput, PartWhen, Shape};

/// Where the limits were read.
const SOURCE: &str = "EC2 API model 2016-11-15 and CloudFormation resource schema";

pub(super) static KIND: Kind = Kind {
    name: "network",
    title: "VPC",
    doc: include_str!("doc.md"),
    service: "ec2",
    cfn: "AWS::EC2::VPC",
    naming: Some(&tags::NAME),
    shape: &Shape { attrs: attrs::ATTRS, ..Shape::EMPTY },
    outputs: &[
        Output::new("name", "{name}", "Its name, which it has as a tag."),
        Output::new("id", "vpc-{hex}", "Its id."),
        Output::new("arn", "arn:{partition}:ec2:{region}:{account}:vpc/vpc-{hex}", "Its ARN."),
    ],
    parts: PARTS,
    operations: operations::OPERATIONS,
    // Estimates.
    latency: Latency { create: 5_000, update: 2_000, delete: 2_000, visible: 500 },
    facts: &[
        Fact::new("update_behavior.toml", "AWS::EC2::VPC", "CloudFormation resource schema"),
        Fact::new("vpc.toml", "vpc.cidr.immutable", SOURCE),
    ],
    ..Kind::BASE
};

const NETWORK: PartInput = PartInput { name: "network", template: "{arn}" };
const ZONE: PartInput = PartInput { name: "zone", template: "{each}" };

/// A subnet in each zone of a list; public and isolated ones share one half of the addresses, private ones have the
/// other.
const fn subnet(name: &'static str, zones: &'static str, inputs: &'static [PartInput]) -> Part {
    Part {
        name,
        kind: "subnet",
        when: PartWhen::Each(zones),
        inputs,
        doc: "Its addresses in that zone, always the same ones, whichever other zones there are.",
        ..Part::BASE
    }
}

static PARTS: &[Part] = &[
    Part {
        name: "internet_gateway",
        kind: "internet_gateway",
        when: PartWhen::With("public"),
        inputs: &[],
        doc: "Through which its public subnets reach the internet, and are reached.",
        ..Part::BASE
    },
    subnet(
        "public_subnet",
        "public",
        &[
            NETWORK,
            ZONE,
            PartInput { name: "cidr", template: "{slice.cidr.2.0}" },
            PartInput { name: "tier", template: "public" },
            PartInput { name: "name", template: "{name}-public-{each}" },
        ],
    ),
    subnet(
        "private_subnet",
        "private",
        &[
            NETWORK,
            ZONE,
            PartInput { name: "cidr", template: "{slice.cidr.1.1}" },
            PartInput { name: "tier", template: "private" },
            PartInput { name: "name", template: "{name}-private-{each}" },
        ],
    ),
    subnet(
        "isolated_subnet",
        "isolated",
        &[
            NETWORK,
            ZONE,
            PartInput { name: "cidr", template: "{slice.cidr.2.1}" },
            PartInput { name: "tier", template: "isolated" },
            PartInput { name: "name", template: "{name}-isolated-{each}" },
        ],
    ),
    Part {
        name: "address",
        kind: "elastic_ip",
        when: PartWhen::Each("nat"),
        inputs: &[ZONE],
        doc: "The address under which the world sees what goes out through the NAT gateway.",
        ..Part::BASE
    },
    Part {
        name: "nat_gateway",
        kind: "nat_gateway",
        when: PartWhen::Each("nat"),
        inputs: &[NETWORK, ZONE],
        doc: "Through which private subnets reach the internet, and are not reached; it stands in the public subnet.",
        ..Part::BASE
    },
    Part {
        name: "public_routes",
        kind: "route_table",
        when: PartWhen::Each("public"),
        inputs: &[NETWORK, ZONE, PartInput { name: "tier", template: "public" }],
        doc: "Where its public subnet in that zone leads: to the internet gateway.",
        ..Part::BASE
    },
    Part {
        name: "private_routes",
        kind: "route_table",
        when: PartWhen::Each("private"),
        inputs: &[NETWORK, ZONE, PartInput { name: "tier", template: "private" }],
        doc: "Where its private subnet in that zone leads: to the NAT gateway of the zone, or to the first one.",
        ..Part::BASE
    },
    Part {
        name: "endpoint",
        kind: "vpc_endpoint",
        when: PartWhen::Each("endpoints"),
        inputs: &[NETWORK, PartInput { name: "service", template: "com.amazonaws.{region}.{each}" }],
        doc: "A way to a service of AWS that does not lead over the internet.",
        ..Part::BASE
    },
];
