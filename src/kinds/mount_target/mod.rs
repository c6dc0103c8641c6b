//! `mount_target`: the door to a file system in one zone (EFS).

mod operations;

use super::networks::{FIREWALLS, NETWORK, SUBNETS};
use crate::base::Fact;
use crate::catalog::{Attr, Declarable, Kind, Latency, Output, Quota, Shape, Type};

/// Where the limits were read.
const SOURCE: &str = "EFS API model 2015-02-01 and CloudFormation resource schema";

pub(super) static KIND: Kind = Kind {
    name: "mount_target",
    title: "EFS mount target",
    doc: include_str!("doc.md"),
    service: "elasticfilesystem",
    cfn: "AWS::EFS::MountTarget",
    declared: Declarable::No,
    shape: &Shape { attrs: ATTRS, ..Shape::EMPTY },
    outputs: &[
        Output::new(
            "arn",
            "{file_system}/mount_target/{hex}",
            "A text of stackc's own that names it; AWS has no ARN.",
        ),
        Output::new("id", "fsmt-{hex}", "Its id."),
    ],
    operations: operations::OPERATIONS,
    // Estimates: until its name is known in the zone.
    latency: Latency { create: 90_000, update: 1_000, delete: 30_000, visible: 1_000 },
    facts: &[
        Fact::new("efs.toml", "mount_target.immutable", SOURCE),
        Fact::new("update_behavior.toml", "AWS::EFS::MountTarget", "CloudFormation resource schema"),
        Fact::new("efs.toml", "mount_target.per_availability_zone_max", SOURCE),
        Fact::unconfirmed("efs.toml", "mount_target.nfs_port"),
    ],
    quotas: &[Quota {
        within: "network",
        most: 400,
        fact: Fact::unconfirmed("efs.toml", "quotas.mount_targets_per_vpc"),
    }],
    ..Kind::BASE
};

const ATTRS: &[Attr] = &[
    Attr::new("file_system", Type::Reference(&["file_system"]), "Whose files are behind it.")
        .required()
        .replaces()
        .simulated()
        .cfn("FileSystemId"),
    Attr::new("zone", Type::Zone, "The zone in whose subnet it stands.")
        .required()
        .replaces()
        .simulated()
        .cfn("SubnetId"),
    NETWORK.replaces().simulated(),
    SUBNETS.replaces().simulated(),
    FIREWALLS.simulated().cfn("SecurityGroups"),
];
