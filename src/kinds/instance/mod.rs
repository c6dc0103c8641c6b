//! `instance`: a machine of one's own (EC2).

mod attrs;
mod metrics;
mod operations;

use super::grants::USES;
use super::instance_profile::holding;
use super::mounts::{WRITES, mount};
use super::networks::{IN_NETWORK, firewall};
use super::tags;
use crate::base::Fact;
use crate::catalog::{Carrier, Doors, Kind, Latency, Output, Part, PartInput, Port, Shape, Verb};

/// Where the limits were read.
const SOURCE: &str = "EC2 API model 2016-11-15 and CloudFormation resource schema";

pub(super) static KIND: Kind = Kind {
    name: "instance",
    title: "EC2 instance",
    doc: include_str!("doc.md"),
    service: "ec2",
    cfn: "AWS::EC2::Instance",
    naming: Some(&tags::NAME),
    shape: &Shape {
        attrs: attrs::ATTRS,
        statements: &[
            USES,
            mount(
                "Files that outlive the machine, seen under a path.",
                "AWS::EC2::VolumeAttachment.VolumeId",
                &[],
            ),
            WRITES,
        ],
        ..Shape::EMPTY
    },
    outputs: &[
        Output::new("name", "{name}", "Its name, which it has as a tag."),
        Output::new("id", "i-{hex}", "Its id."),
        Output::new("arn", "arn:{partition}:ec2:{region}:{account}:instance/i-{hex}", "Its ARN."),
    ],
    parts: PARTS,
    verbs: &[Verb { name: "call", doc: "Send it requests; a connection, no IAM action.", grants: &[] }],
    // What listens on it is not said; its own firewall knows who calls.
    doors: Some(&Doors { ports: &[Port::Any], ..Doors::BASE }),
    // What its programs write stays on it.
    carrier: Some(&Carrier { principal: "ec2", ..Carrier::BASE }),
    operations: operations::OPERATIONS,
    metrics: metrics::METRICS,
    // Estimates: until its checks are passed; a change may stop and start it.
    latency: Latency { create: 60_000, update: 90_000, delete: 45_000, visible: 1_000 },
    facts: &[
        Fact::new("update_behavior.toml", "AWS::EC2::Instance", "CloudFormation resource schema"),
        Fact::new("ec2.toml", "change.needs_stop_start", SOURCE),
    ],
    ..Kind::BASE
};

static PARTS: &[Part] = &[
    holding(
        "role",
        &[
            PartInput { name: "name", template: "{name}-{id}" },
            PartInput { name: "role", template: "{role.arn}" },
        ],
    ),
    firewall(&[PartInput { name: "name", template: "{name}-{id}" }, IN_NETWORK]),
];
