//! `launch_template`: what hosts are made from, kept by AWS beside a fleet.

mod operations;

use crate::base::Fact;
use crate::catalog::{Declarable, Kind, Latency, Output};

pub(super) static KIND: Kind = Kind {
    name: "launch_template",
    title: "EC2 launch template",
    doc: include_str!("doc.md"),
    service: "ec2",
    cfn: "AWS::EC2::LaunchTemplate",
    declared: Declarable::No,
    outputs: &[
        Output::new("id", "lt-{id}", "Its id."),
        Output::new("arn", "arn:{partition}:ec2:{region}:{account}:launch-template/lt-{id}", "Its ARN."),
    ],
    operations: operations::OPERATIONS,
    // Estimates.
    latency: Latency { create: 1_000, update: 1_000, delete: 1_000, visible: 500 },
    facts: &[Fact::new("update_behavior.toml", "AWS::EC2::LaunchTemplate", "CloudFormation resource schema")],
    ..Kind::BASE
};
