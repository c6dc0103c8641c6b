//! `volume`: a disk that outlives what it is attached to (EBS).

mod attrs;
mod metrics;
mod operations;
mod types;

use super::tags;
use crate::base::Fact;
use crate::catalog::{ChangeQuota, Deletion, Kind, Latency, Output, Shape};

/// Where the limits were read.
const SOURCE: &str = "EC2 API model 2016-11-15, CreateVolume and ModifyVolume";

pub(super) static KIND: Kind = Kind {
    name: "volume",
    title: "EBS volume",
    doc: include_str!("doc.md"),
    service: "ec2",
    cfn: "AWS::EC2::Volume",
    naming: Some(&tags::NAME),
    shape: &Shape { attrs: attrs::ATTRS, ..Shape::EMPTY },
    outputs: &[
        Output::new("name", "{name}", "Its name, which it has as a tag."),
        Output::new("id", "vol-{hex}", "Its id."),
        Output::new("arn", "arn:{partition}:ec2:{region}:{account}:volume/vol-{hex}", "Its ARN."),
    ],
    operations: operations::OPERATIONS,
    metrics: metrics::METRICS,
    // Estimates; a change goes on in the background for hours, but can be used at once.
    latency: Latency { create: 5_000, update: 10_000, delete: 5_000, visible: 1_000 },
    deletion: Deletion::LosesData("files"),
    quota: Some(&CHANGES),
    facts: &[Fact::new("update_behavior.toml", "AWS::EC2::Volume", "CloudFormation resource schema")],
    elsewhere: ELSEWHERE,
    ..Kind::BASE
};

/// What other languages say otherwise.
static ELSEWHERE: &[(&[&str], &str)] = &[(
    &["instance", "attach_to", "attachment", "device", "device_name"],
    "who uses it says so: `mount \"/data\" from volume.data` in an `instance`",
)];

/// ModifyVolume; its error code is from general knowledge of EC2's.
static CHANGES: ChangeQuota = ChangeQuota {
    attrs: &["size", "type", "iops", "throughput", "multi_attach"],
    most: 4,
    within: 86_400_000,
    code: "VolumeModificationRateExceeded",
    facts: &[
        Fact::new("ebs.toml", "modification.modifications_per_24h", SOURCE),
        Fact::new("ebs.toml", "modification.window", SOURCE),
    ],
};
