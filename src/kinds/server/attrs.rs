//! The attributes of a server.

use super::super::GB;
use super::SOURCE;
use crate::base::{Dimension, Fact};
use crate::catalog::{Attr, Block, BlockBody, Default, Label, Presence, Shape, Type};

pub(super) const ATTRS: &[Attr] = &[
    Attr::new(
        "bundle",
        Type::OneOf(BUNDLES),
        "Its size, which is its price: CPU, memory, disk and transfer.",
    )
    .known_as(&["plan", "size", "instance_type", "type"])
    .spelled(IDS)
    .required()
    .replaces()
    .simulated()
    .cfn("BundleId")
    .facts(&[Fact::new("lightsail.toml", "rules.replacement", SOURCE)]),
    Attr::new("blueprint", Type::String, "The operating system or application that it begins with.")
        .known_as(&["image", "os", "ami"])
        .among(BLUEPRINTS)
        .required()
        .replaces()
        .simulated()
        .cfn("BlueprintId")
        .facts(&[
            Fact::unconfirmed("lightsail.toml", "blueprints.os"),
            Fact::unconfirmed("lightsail.toml", "blueprints.app"),
        ]),
    Attr::new("zones", Type::List(&Type::Zone), "The availability zones that servers take turns in.")
        .known_as(&["availability_zones"])
        .replaces()
        .simulated()
        .cfn("AvailabilityZone")
        .facts(&[Fact::new("lightsail.toml", "rules.replacement", SOURCE)]),
    Attr::new("count", Type::Whole, "How many there are, all alike.")
        .known_as(&["replicas", "instances"])
        .at_least(0)
        .default_to(Default::Whole(1))
        .simulated(),
    Attr::new("ports", Type::List(&Type::Whole), "The ports that are open to the internet, by TCP.")
        .known_as(&["open", "firewall"])
        .between(0, 65_535)
        .cfn("Networking.Ports.FromPort"),
    Attr::new("key", Type::String, "The name of the key pair by which people log in.")
        .carried()
        .cfn("KeyPairName"),
    Attr::new("user_data", Type::String, "A script that runs at the first start.").carried().cfn("UserData"),
    Attr::new("snapshots", Type::Bool, "Whether there is a snapshot of its disk every day.")
        .known_as(&["backups", "auto_snapshot", "add_on"])
        .default_to(Default::Flag(false))
        .carried()
        .cfn("AddOns.Status")
        .facts(&[Fact::new("lightsail.toml", "rules.add_ons", SOURCE)]),
    Attr::new("snapshot_at", Type::String, "The hour of the snapshot in UTC, such as `06:00`.")
        .presence(Presence::With("snapshots"))
        .carried()
        .cfn("AddOns.AutoSnapshotAddOnRequest.SnapshotTimeOfDay"),
    Attr::new("static_ip", Type::Bool, "Whether its address stays when it is stopped or replaced.")
        .default_to(Default::Flag(false))
        .carried()
        .cfn("AWS::Lightsail::StaticIp.AttachedTo"),
    Attr::new(
        "addresses",
        Type::OneOf(&["dualstack", "ipv4", "ipv6"]),
        "By which sort of addresses it is reached.",
    )
    .known_as(&["ip_address_type"])
    .carried()
    .facts(&[Fact::new("lightsail.toml", "rules.ip_address_types", SOURCE)]),
];

pub(super) const DISK: Block = Block {
    word: "disk",
    doc: "Another disk, which can be larger than the bundle's own.",
    label: Label::Named { required: false },
    body: BlockBody::Shape(&Shape {
        attrs: &[
            Attr::new("size", Type::Quantity(Dimension::Size), "Its size.")
                .required()
                .in_steps(8 * GB, 16_384 * GB, GB)
                .cfn("SizeInGb")
                .facts(&[Fact::unconfirmed("lightsail.toml", "disk.size_gb")]),
            Attr::new("path", Type::String, "Where it is attached, such as `/dev/xvdf`.")
                .known_as(&["health_path"])
                .required()
                .cfn("Path"),
        ],
        ..Shape::EMPTY
    }),
    cfn: "Hardware.Disks",
    ..Block::BASE
};

/// Sizes, smallest first.
const BUNDLES: &[&str] = &["nano", "micro", "small", "medium", "large", "xlarge", "2xlarge", "4xlarge"];

/// A size has an id of its own for Windows; which generation of them is meant stands at the end, and older ones still run.
const IDS: &[(&str, &str)] = &[
    ("nano", "nano_3_0"),
    ("nano", "nano_win_3_0"),
    ("nano", "nano_2_0"),
    ("nano", "nano_win_2_0"),
    ("micro", "micro_3_0"),
    ("micro", "micro_win_3_0"),
    ("micro", "micro_2_0"),
    ("micro", "micro_win_2_0"),
    ("small", "small_3_0"),
    ("small", "small_win_3_0"),
    ("small", "small_2_0"),
    ("small", "small_win_2_0"),
    ("medium", "medium_3_0"),
    ("medium", "medium_win_3_0"),
    ("medium", "medium_2_0"),
    ("medium", "medium_win_2_0"),
    ("large", "large_3_0"),
    ("large", "large_win_3_0"),
    ("large", "large_2_0"),
    ("large", "large_win_2_0"),
    ("xlarge", "xlarge_3_0"),
    ("xlarge", "xlarge_win_3_0"),
    ("xlarge", "xlarge_2_0"),
    ("xlarge", "xlarge_win_2_0"),
    ("2xlarge", "2xlarge_3_0"),
    ("2xlarge", "2xlarge_win_3_0"),
    ("2xlarge", "2xlarge_2_0"),
    ("2xlarge", "2xlarge_win_2_0"),
    ("4xlarge", "4xlarge_3_0"),
];

/// Those of the collection's day; AWS adds and takes away.
const BLUEPRINTS: &[&str] = &[
    "amazon_linux_2023",
    "amazon_linux_2",
    "ubuntu_22_04",
    "ubuntu_24_04",
    "debian_12",
    "freebsd_14",
    "opensuse_15",
    "almalinux_9",
    "centos_stream_9",
    "windows_server_2019",
    "windows_server_2022",
    "windows_server_2025",
    "wordpress",
    "wordpress_multisite",
    "lamp_8_bitnami",
    "nodejs",
    "mean",
    "django",
    "magento",
    "drupal",
    "joomla",
    "ghost_bitnami",
    "gitlab",
    "redmine",
    "nginx",
    "plesk_ubuntu",
    "cpanel_whm_linux",
];
