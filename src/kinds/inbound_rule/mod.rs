//! `inbound_rule`: lets those behind one firewall reach what stands behind another (a rule of a security group).

mod operations;

use super::firewall_rules::{LATENCY, OUTPUTS, PORTS, PROTOCOL, firewall};
use crate::base::Fact;
use crate::catalog::{Declarable, Kind, Shape};

pub(super) static KIND: Kind = Kind {
    name: "inbound_rule",
    title: "inbound rule of a security group",
    doc: include_str!("doc.md"),
    service: "ec2",
    cfn: "AWS::EC2::SecurityGroupIngress",
    declared: Declarable::No,
    shape: &Shape {
        attrs: &[
            firewall("firewall", "What stands behind it is reached.").cfn("GroupId"),
            firewall("from", "What stands behind it gets in.").cfn("SourceSecurityGroupId"),
            PORTS,
            PROTOCOL,
        ],
        ..Shape::EMPTY
    },
    outputs: OUTPUTS,
    operations: operations::OPERATIONS,
    latency: LATENCY,
    facts: &[Fact::new(
        "update_behavior.toml",
        "AWS::EC2::SecurityGroupIngress",
        "CloudFormation resource schema",
    )],
    ..Kind::BASE
};
