//! `network`: addresses of one's own, and the ways between them and the world (VPC).

mod attrs;
mod operations;

use super::tags;
use crate::base::Fact;
use crate::catalog::{Implied, ImpliedValue, Kind, Latency, Output, Part, PartInput, PartWhen, Quota, Shape};

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
    // Without a pool that gives it addresses it says them itself.
    implied: &[Implied::one_of(
        "Ipv4IpamPoolId",
        &[ImpliedValue { with: &["CidrBlock"], without: &[], ..ImpliedValue::plain("none") }],
        &[Fact::new("vpc.toml", "vpc.cidr.ipv4_required", SOURCE)],
    )
    .default_to("none")],
    operations: operations::OPERATIONS,
    // Estimates.
    latency: Latency { create: 5_000, update: 2_000, delete: 2_000, visible: 500 },
    facts: &[
        Fact::new("update_behavior.toml", "AWS::EC2::VPC", "CloudFormation resource schema"),
        Fact::new("vpc.toml", "vpc.cidr.immutable", SOURCE),
    ],
    quotas: &[Quota {
        within: "",
        most: 5,
        fact: Fact::new("vpc.toml", "quotas.vpcs_per_region_default", "Amazon VPC quotas page"),
    }],
    elsewhere: ELSEWHERE,
    ..Kind::BASE
};

/// What other languages say otherwise.
static ELSEWHERE: &[(&[&str], &str)] = &[
    (
        &["azs", "availability_zones", "zones", "subnets"],
        "each sort of subnet names its zones: `public = [\"us-east-1a\", \"us-east-1b\"]`",
    ),
    (
        &["internet_gateway", "igw", "route_table", "route_tables", "routes"],
        "leave it out: AWS makes what `public` and `nat` need",
    ),
    (&["single_nat_gateway"], "`nat` lists the zones that have one: `nat = [\"us-east-1a\"]`"),
];

/// Its parts belong to it, and most to one zone.
const NETWORK: PartInput = PartInput { name: "network", template: "{arn}" };
const ZONE: PartInput = PartInput { name: "zone", template: "{each}" };

const fn name(template: &'static str) -> PartInput {
    PartInput { name: "name", template }
}

const fn tier(template: &'static str) -> PartInput {
    PartInput { name: "tier", template }
}

/// Its share of the addresses: public and isolated subnets share one half, private ones have the other.
const fn cidr(template: &'static str) -> PartInput {
    PartInput { name: "cidr", template }
}

/// A part for each element of a list, which waits for those parts before it alone.
const fn each(
    name: &'static str,
    kind: &'static str,
    (list, after): (&'static str, &'static [&'static str]),
    inputs: &'static [PartInput],
    doc: &'static str,
) -> Part {
    Part { name, kind, when: PartWhen::EachAfter(list, after), inputs, doc, ..Part::BASE }
}

/// A subnet in each zone of a list.
const fn subnet(name: &'static str, list: &'static str, inputs: &'static [PartInput]) -> Part {
    let doc = "Its addresses in that zone, always the same ones, whichever other zones there are.";
    each(name, "subnet", (list, &[]), inputs, doc)
}

static PARTS: &[Part] = &[
    Part {
        name: "internet_gateway",
        kind: "internet_gateway",
        when: PartWhen::Behind("public"),
        inputs: &[NETWORK],
        doc: "Through which its public subnets reach the internet, and are reached.",
        ..Part::BASE
    },
    subnet(
        "public_subnet",
        "public",
        &[NETWORK, ZONE, cidr("{slice.cidr.2.0}"), tier("public"), name("{name}-public-{each}")],
    ),
    subnet(
        "private_subnet",
        "private",
        &[NETWORK, ZONE, cidr("{slice.cidr.1.1}"), tier("private"), name("{name}-private-{each}")],
    ),
    subnet(
        "isolated_subnet",
        "isolated",
        &[NETWORK, ZONE, cidr("{slice.cidr.2.1}"), tier("isolated"), name("{name}-isolated-{each}")],
    ),
    each(
        "address",
        "elastic_ip",
        ("nat", &["internet_gateway"]),
        &[ZONE],
        "The address under which the world sees what goes out through the NAT gateway.",
    ),
    each(
        "nat_gateway",
        "nat_gateway",
        ("nat", &["internet_gateway", "address", "public_subnet"]),
        &[NETWORK, ZONE],
        "Through which private subnets reach the internet, and are not reached; it stands in the public subnet.",
    ),
    each(
        "public_routes",
        "route_table",
        ("public", &["internet_gateway", "public_subnet"]),
        &[NETWORK, ZONE, tier("public")],
        "Where its public subnet in that zone leads: to the internet gateway.",
    ),
    each(
        "private_routes",
        "route_table",
        ("private", &["nat_gateway", "private_subnet"]),
        &[NETWORK, ZONE, tier("private")],
        "Where its private subnet in that zone leads: to the NAT gateway of the zone, or to the first one.",
    ),
    each(
        "endpoint",
        "vpc_endpoint",
        (
            "endpoints",
            &["public_subnet", "private_subnet", "isolated_subnet", "public_routes", "private_routes"],
        ),
        &[NETWORK, PartInput { name: "service", template: "com.amazonaws.{region}.{each}" }],
        "A way to a service of AWS that does not lead over the internet.",
    ),
];
