//! `outbound_rule`: lets what stands behind one firewall out to those behind another (a rule of a security group).

mod operations;

use super::firewall_rules::{LATENCY, OUTPUTS, PORTS, PROTOCOL, firewall};
use crate::base::Fact;
use crate::catalog::{Declarable, Kind, Shape};

pub(super) static KIND: Kind = Kind {
    name: "outbound_rule",
    title: "outbound rule of a security group",
    doc: include_str!("doc.md"),
    service: "ec2",
    cfn: "AWS::EC2::SecurityGroupEgress",
    declared: Declarable::No,
    shape: &Shape {
        attrs: &[
            firewall("firewall", "What stands behind it gets out.").cfn("GroupId"),
            firewall("to", "What stands behind it is reached.").cfn("DestinationSecurityGroupId"),
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
        "AWS::EC2::SecurityGroupEgress",
        "CloudFormation resource schema",
    )],
    ..Kind::BASE
};
