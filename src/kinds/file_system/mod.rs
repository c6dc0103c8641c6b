//! `file_system`: files that many hosts and tasks see at once (EFS).

mod attrs;
mod metrics;
mod operations;

use super::networks::{IN_NETWORK, firewall};
use super::tags;
use crate::base::Fact;
use crate::catalog::{
    Deletion, Doors, Kind, Latency, Limit, Output, Part, PartInput, PartWhen, Port, Position, Quota, Shape,
    Slot, Statement, Type,
};

use super::DAY;

/// Where the limits were read.
const SOURCE: &str = "EFS API model 2015-02-01 and CloudFormation resource schema";

pub(super) static KIND: Kind = Kind {
    name: "file_system",
    title: "EFS file system",
    doc: include_str!("doc.md"),
    service: "elasticfilesystem",
    cfn: "AWS::EFS::FileSystem",
    naming: Some(&tags::NAME),
    shape: &Shape { attrs: attrs::ATTRS, statements: &[MOVE], ..Shape::EMPTY },
    outputs: &[
        Output::new("name", "{name}", "Its name, which it has as a tag."),
        Output::new("id", "fs-{hex}", "Its id."),
        Output::new(
            "arn",
            "arn:{partition}:elasticfilesystem:{region}:{account}:file-system/fs-{hex}",
            "Its ARN.",
        ),
        Output::new("dns", "fs-{hex}.efs.{region}.amazonaws.com", "By what name it is mounted."),
    ],
    parts: PARTS,
    // The port of NFS.
    doors: Some(&Doors { ports: &[Port::Is(2_049)], ..Doors::BASE }),
    operations: operations::OPERATIONS,
    metrics: metrics::METRICS,
    // Estimates.
    latency: Latency { create: 10_000, update: 5_000, delete: 10_000, visible: 1_000 },
    deletion: Deletion::LosesData("files"),
    facts: &[
        Fact::new("efs.toml", "encryption.at_rest_change", SOURCE),
        Fact::new("efs.toml", "performance.mode_change", SOURCE),
        Fact::new("efs.toml", "file_system.arn", SOURCE),
        Fact::new("efs.toml", "file_system.dns_name", SOURCE),
        Fact::new("update_behavior.toml", "AWS::EFS::FileSystem", "CloudFormation resource schema"),
        Fact::new("efs.toml", "file_system.immutable", SOURCE),
        Fact::new("efs.toml", "mount_target.one_zone_max", SOURCE),
        Fact::new("efs.toml", "mount_target.one_zone_must_be_in_file_system_zone", SOURCE),
    ],
    quotas: &[Quota {
        within: "",
        most: 1_000,
        fact: Fact::unconfirmed("efs.toml", "quotas.file_systems_per_region"),
    }],
    ..Kind::BASE
};

/// What is mounted: the one for the zone that holds all its files, or one for each of its zones.
const MOUNT_TARGET: Part = Part {
    name: "mount_target",
    kind: "mount_target",
    when: PartWhen::Each("zones"),
    inputs: &[
        PartInput { name: "file_system", template: "{arn}" },
        PartInput { name: "zone", template: "{each}" },
        IN_NETWORK,
        PartInput { name: "subnets", template: "{subnets?}" },
        PartInput { name: "firewalls", template: "{firewalls?}" },
    ],
    doc: "Through which it is mounted in that zone, on port 2049.",
    ..Part::BASE
};

static PARTS: &[Part] = &[
    MOUNT_TARGET,
    Part { when: PartWhen::Each("zone"), ..MOUNT_TARGET },
    firewall(&[PartInput { name: "name", template: "{name}-files" }, IN_NETWORK]),
];

const MOVE: Statement = Statement {
    word: "move",
    known_as: &["lifecycle_policy", "transition_to_ia"],
    doc: "Files that nobody has read for that long go to a cheaper storage class.",
    slots: &[
        Slot {
            at: Position::After("to"),
            field: "class",
            ty: Type::OneOf(&["infrequent_access", "archive"]),
            ..Slot::BASE
        },
        Slot {
            at: Position::After("after"),
            field: "after",
            ty: Type::OneOfDays(&[1, 7, 14, 30, 60, 90, 180, 270, 365]),
            limit: Some(Limit { min: DAY, max: 365 * DAY, step: DAY }),
            ..Slot::BASE
        },
    ],
    cfn: "LifecyclePolicies",
    facts: &[
        Fact::new("efs.toml", "lifecycle.transition_to_ia", SOURCE),
        Fact::new("efs.toml", "lifecycle.transition_to_archive", SOURCE),
    ],
    ..Statement::BASE
};
