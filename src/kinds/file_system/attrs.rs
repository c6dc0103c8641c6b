//! The attributes of a file system.

use super::super::networks::{FIREWALLS, NETWORK, SUBNETS};
use super::super::{MB, YEAR};
use super::SOURCE;
use crate::base::{Dimension, Fact};
use crate::catalog::{Attr, Default, Presence, Type};

/// MiB per second, in the unit of throughput.
const MB_PER_SECOND: i64 = MB * YEAR;

pub(super) const ATTRS: &[Attr] = &[
    Attr::new(
        "zones",
        Type::List(&Type::Zone),
        "Where it can be mounted: a mount target in each; its files are in all zones.",
    )
    .known_as(&["availability_zones", "mount_targets"])
    .presence(Presence::Unless("zone"))
    .simulated()
    .cfn("AWS::EFS::MountTarget.SubnetId"),
    Attr::new(
        "zone",
        Type::Zone,
        "The one zone in which its files are, and where it is mounted: cheaper, and gone with the zone.",
    )
    .replaces()
    .simulated()
    .cfn("AvailabilityZoneName")
    .facts(&[Fact::new("efs.toml", "file_system.immutable", SOURCE)]),
    Attr::new(
        "performance",
        Type::OneOf(&["general_purpose", "max_io"]),
        "Whether it answers soon, or serves very many at once.",
    )
    .known_as(&["performance_mode"])
    .spelled(&[("general_purpose", "generalPurpose"), ("max_io", "maxIO")])
    .default_to(Default::Text("general_purpose"))
    .replaces()
    .simulated()
    .cfn("PerformanceMode")
    .facts(&[
        Fact::new("efs.toml", "performance.modes", SOURCE),
        Fact::new("efs.toml", "performance.mode_default", SOURCE),
    ]),
    Attr::new(
        "throughput",
        Type::OneOf(&["bursting", "provisioned", "elastic"]),
        "How much it reads and writes: by its size, as much as was bought, or as much as is asked for.",
    )
    .known_as(&["throughput_mode"])
    .default_to(Default::Text("bursting"))
    .simulated()
    .cfn("ThroughputMode")
    .facts(&[
        Fact::new("efs.toml", "throughput.modes", SOURCE),
        Fact::new("efs.toml", "throughput.mode_default_api", SOURCE),
    ]),
    Attr::new("provisioned", Type::Quantity(Dimension::Throughput), "The throughput that was bought.")
        .known_as(&["provisioned_throughput"])
        .presence(Presence::ByValue("throughput", &["provisioned"], &[]))
        .in_steps(MB_PER_SECOND, 3_414 * MB_PER_SECOND, MB_PER_SECOND)
        .simulated()
        .cfn("ProvisionedThroughputInMibps")
        .facts(&[Fact::new("efs.toml", "throughput.provisioned.mib_s", SOURCE)]),
    Attr::new("encrypted", Type::Bool, "Whether its files are encrypted where they are kept.")
        .default_to(Default::Flag(false))
        .replaces()
        .carried()
        .cfn("Encrypted")
        .facts(&[Fact::new("efs.toml", "encryption.at_rest_default_api", SOURCE)]),
    Attr::new(
        "kms_key",
        Type::String,
        "ARN, id or alias of the key they are encrypted with; AWS's own if left out.",
    )
    .presence(Presence::With("encrypted"))
    .replaces()
    .carried()
    .cfn("KmsKeyId")
    .facts(&[Fact::new("efs.toml", "encryption.kms_key_requires_encrypted", SOURCE)]),
    Attr::new(
        "backup",
        Type::Bool,
        "Whether AWS Backup keeps daily copies; with `zone` it does if left out, with `zones` not.",
    )
    .carried()
    .cfn("BackupPolicy.Status"),
    Attr::new(
        "move_back",
        Type::Bool,
        "Whether a file that was moved to a cheaper class comes back when it is read.",
    )
    .default_to(Default::Flag(false))
    .carried()
    .cfn("LifecyclePolicies.TransitionToPrimaryStorageClass"),
    NETWORK,
    SUBNETS,
    FIREWALLS.cfn("AWS::EFS::MountTarget.SecurityGroups"),
];
