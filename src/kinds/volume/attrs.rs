//! The attributes of a volume.

use super::super::GB;
use super::SOURCE;
use super::types::{IOPS, MB_PER_SECOND, SIZES, TYPES};
use crate::base::{Dimension, Fact};
use crate::catalog::{Attr, Default, Presence, Type};

/// What moving a volume or rewriting its content needs.
const REPLACES: &[Fact] = &[Fact::unconfirmed("ebs.toml", "modification.replacement")];

pub(super) const ATTRS: &[Attr] = &[
    Attr::new("zone", Type::Zone, "Where it stands; only hosts in the same zone can use it.").known_as(&["az", "availability_zone"])
        .presence(Presence::Unless("place"))
        .replaces()
        .simulated()
        .cfn("AvailabilityZone")
        .facts(REPLACES),
    Attr::new("place", Type::Reference(&["outpost"]), "The rack on premises where it stands instead.")
        .replaces()
        .simulated()
        .cfn("OutpostArn")
        .facts(REPLACES),
    Attr::new(
        "type",
        Type::OneOf(TYPES),
        "What it is made of: `gp3` and `gp2` for most, `io1` and `io2` for databases, `st1` and `sc1` for long reads.",
    ).known_as(&["volume_type", "storage_class"])
    .default_to(Default::Text("gp2"))
    .simulated()
    .cfn("VolumeType")
    .facts(&[Fact::new("ebs.toml", "defaults.type_create_volume_api", SOURCE)]),
    Attr::new("size", Type::Quantity(Dimension::Size), "Its room; it can grow, and never shrink.").known_as(&["volume_size", "capacity", "storage"])
        .presence(Presence::Or("snapshot"))
        .in_steps(GB, 65_536 * GB, GB)
        .by("type", SIZES)
        .grows()
        .simulated()
        .cfn("Size"),
    Attr::new(
        "iops",
        Type::Whole,
        "Reads and writes per second; 3,000 for `gp3` if left out, by its size for other types.",
    )
    .presence(Presence::ByValue("type", &["io1", "io2"], &["gp3"]))
    .by("type", IOPS)
    .simulated()
    .cfn("Iops"),
    Attr::new("throughput", Type::Quantity(Dimension::Throughput), "How much it reads and writes at most.")
        .presence(Presence::OnlyIf("type", &["gp3"]))
        .in_steps(125 * MB_PER_SECOND, 2_000 * MB_PER_SECOND, MB_PER_SECOND)
        .default_to(Default::Amount(Dimension::Throughput, 125 * MB_PER_SECOND))
        .simulated()
        .cfn("Throughput")
        .facts(&[Fact::new("ebs.toml", "volume_type[name=gp3].throughput_mib_s", SOURCE)]),
    Attr::new("snapshot", Type::String, "The id of a snapshot whose content it begins with.")
        .replaces()
        .carried()
        .cfn("SnapshotId")
        .facts(REPLACES),
    Attr::new(
        "initialization_rate",
        Type::Quantity(Dimension::Throughput),
        "How fast the content of the snapshot is fetched; when it is first read if left out.",
    )
    .presence(Presence::With("snapshot"))
    .in_steps(100 * MB_PER_SECOND, 300 * MB_PER_SECOND, MB_PER_SECOND)
    .carried()
    .cfn("VolumeInitializationRate")
    .facts(&[Fact::new("ebs.toml", "snapshot.initialization_rate_mib_s", SOURCE)]),
    Attr::new("encrypted", Type::Bool, "Whether it is encrypted; an account may be set so that every one is.")
        .default_to(Default::Flag(false))
        .replaces()
        .carried()
        .cfn("Encrypted")
        .facts(REPLACES),
    Attr::new("kms_key", Type::String, "ARN, id or alias of the key it is encrypted with; AWS's own if left out.")
        .presence(Presence::With("encrypted"))
        .replaces()
        .carried()
        .cfn("KmsKeyId")
        .facts(REPLACES),
    Attr::new("multi_attach", Type::Bool, "Whether several hosts may use it at once.")
        .presence(Presence::OnlyIf("type", &["io1", "io2"]))
        .default_to(Default::Flag(false))
        .simulated()
        .cfn("MultiAttachEnabled")
        .facts(&[Fact::new("ebs.toml", "multi_attach.types", SOURCE)]),
    Attr::new(
        "auto_enable_io",
        Type::Bool,
        "Whether it can be used at once after AWS found that its content may be damaged.",
    )
    .default_to(Default::Flag(false))
    .carried()
    .cfn("AutoEnableIO"),
];
