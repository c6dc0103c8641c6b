//! `auto_scaling_group`: what keeps a fleet at its number of hosts.

mod operations;

use crate::base::Fact;
use crate::catalog::{Declarable, Kind, Latency, Output};

pub(super) static KIND: Kind = Kind {
    name: "auto_scaling_group",
    title: "Auto Scaling group",
    doc: include_str!("doc.md"),
    service: "autoscaling",
    cfn: "AWS::AutoScaling::AutoScalingGroup",
    declared: Declarable::No,
    outputs: &[Output::new(
        "arn",
        "arn:{partition}:autoscaling:{region}:{account}:autoScalingGroup:*:autoScalingGroupName/{name}",
        "Its ARN; AWS puts an id of its own where the `*` stands.",
    )],
    operations: operations::OPERATIONS,
    // Estimates: hosts start with it and end with it.
    latency: Latency { create: 60_000, update: 30_000, delete: 90_000, visible: 1_000 },
    facts: &[Fact::new(
        "update_behavior.toml",
        "AWS::AutoScaling::AutoScalingGroup",
        "CloudFormation resource schema",
    )],
    ..Kind::BASE
};
