//! `elastic_ip`: an address on the internet that stays.

mod operations;

use crate::base::Fact;
use crate::catalog::{Attr, Declarable, Implied, ImpliedValue, Kind, Latency, Output, Quota, Shape, Type};

pub(super) static KIND: Kind = Kind {
    name: "elastic_ip",
    title: "Elastic IP address",
    doc: include_str!("doc.md"),
    service: "ec2",
    cfn: "AWS::EC2::EIP",
    declared: Declarable::No,
    shape: &Shape { attrs: ATTRS, ..Shape::EMPTY },
    outputs: &[
        Output::new("id", "eipalloc-{hex}", "Its id."),
        Output::new("arn", "arn:{partition}:ec2:{region}:{account}:elastic-ip/eipalloc-{hex}", "Its ARN."),
    ],
    // The other one ended with EC2-Classic.
    implied: &[Implied::one_of("Domain", &[ImpliedValue::plain("vpc")], &[])],
    operations: operations::OPERATIONS,
    // Estimates.
    latency: Latency { create: 1_000, update: 1_000, delete: 1_000, visible: 500 },
    facts: &[Fact::new("update_behavior.toml", "AWS::EC2::EIP", "CloudFormation resource schema")],
    quotas: &[Quota {
        within: "",
        most: 5,
        fact: Fact::new("vpc.toml", "elastic_ip.per_region_default", "Amazon VPC quotas page"),
    }],
    ..Kind::BASE
};

const ATTRS: &[Attr] = &[Attr::new("zone", Type::Zone, "The zone of the NAT gateway that has it.")
    .required()
    .replaces()
    .simulated()];
