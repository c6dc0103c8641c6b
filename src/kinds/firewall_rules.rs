//! What rules between two security groups are made of, whichever way they lead.

use crate::base::Fact;
use crate::catalog::{Attr, Default, Latency, Output, Type};

/// Where the limits were read.
const SOURCE: &str = "EC2 API model 2016-11-15 and CloudFormation resource schema";

/// A firewall at one end.
pub(super) const fn firewall(name: &'static str, doc: &'static str) -> Attr {
    Attr::new(name, Type::Reference(&["firewall"]), doc).required().replaces().simulated()
}

pub(super) const PORTS: Attr =
    Attr::new("ports", Type::RangeOf(&Type::Whole), "On which ports; on all if left out.")
        .between(0, 65_535)
        .replaces()
        .simulated()
        .cfn("FromPort|ToPort")
        .facts(&[Fact::new("vpc.toml", "security_group.port", SOURCE)]);

pub(super) const PROTOCOL: Attr =
    Attr::new("protocol", Type::OneOf(&["tcp", "udp", "icmp", "icmpv6"]), "What is spoken there.")
        .default_to(Default::Text("tcp"))
        .replaces()
        .simulated()
        .cfn("IpProtocol")
        .facts(&[Fact::new("vpc.toml", "security_group.protocols_named", SOURCE)]);

pub(super) static OUTPUTS: &[Output] = &[
    Output::new("id", "sgr-{hex}", "Its id."),
    Output::new("arn", "arn:{partition}:ec2:{region}:{account}:security-group-rule/sgr-{hex}", "Its ARN."),
];

/// Estimates.
pub(super) const LATENCY: Latency = Latency { create: 1_000, update: 1_000, delete: 1_000, visible: 500 };
