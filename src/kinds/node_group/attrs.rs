//! The attributes of a node group.

use super::super::GB;
use super::super::kubernetes::versions::VERSIONS;
use super::super::networks::{FIREWALLS, TIER};
use super::SOURCE;
use crate::base::{Dimension, Fact};
use crate::catalog::{Attr, Block, BlockBody, Default, Label, OnChange, Presence, Shape, Table, Type};

pub(super) const ATTRS: &[Attr] = &[
    Attr::new("cluster", Type::Reference(&["kubernetes"]), "The cluster whose pods run on it.")
        .required()
        .replaces()
        .simulated()
        .cfn("ClusterName"),
    Attr::new(
        "types",
        Type::List(&Type::String),
        "The instance types that its nodes may be, the first that can be had; `t3.medium` if left out.",
    )
    .known_as(&["instance_type", "instance_types", "type"])
    .listed_in(Table::Machines)
    .at_most_items(20)
    .replaces()
    .simulated()
    .cfn("InstanceTypes")
    .facts(&[
        Fact::new("eks.toml", "node_group.instance_types_max", SOURCE),
        Fact::new("eks.toml", "node_group.instance_type_default", SOURCE),
    ]),
    Attr::new(
        "version",
        Type::OneOf(VERSIONS),
        "The version of Kubernetes that its nodes run; its cluster's when it is made, if left out.",
    )
    .simulated()
    .cfn("Version"),
    Attr::new(
        "count",
        Type::RangeOf(&Type::Whole),
        "How many nodes there are; a range is what an autoscaler moves within, and begins at its lower end.",
    )
    .known_as(&["size", "replicas", "nodes", "scaling", "min_size", "max_size", "desired_size", "min", "max"])
    .required()
    .at_least(0)
    .simulated()
    .cfn("ScalingConfig")
    .facts(&[Fact::new("eks.toml", "node_group.scaling", SOURCE)]),
    Attr::new(
        "capacity",
        Type::OneOf(&["on_demand", "spot"]),
        "At what price; Spot nodes may go at two minutes' notice.",
    )
    .spelled(&[("on_demand", "ON_DEMAND"), ("spot", "SPOT")])
    .default_to(Default::Text("on_demand"))
    .replaces()
    .simulated()
    .cfn("CapacityType")
    .facts(&[
        Fact::new("eks.toml", "node_group.capacity_types", SOURCE),
        Fact::new("eks.toml", "node_group.capacity_type_default", SOURCE),
    ]),
    Attr::new(
        "disk",
        Type::Quantity(Dimension::Size),
        "Room on the disk of each node, for images and what pods write.",
    )
    .known_as(&["disk_size", "volume_size"])
    .in_steps(GB, i64::MAX, GB)
    .default_to(Default::Amount(Dimension::Size, 20 * GB))
    .replaces()
    .simulated()
    .cfn("DiskSize")
    .facts(&[Fact::new("eks.toml", "node_group.disk_gib_default", SOURCE)]),
    Attr::new(
        "image",
        Type::OneOf(&[
            "al2023_x86_64_standard",
            "al2023_arm_64_standard",
            "al2023_x86_64_nvidia",
            "al2023_arm_64_nvidia",
            "al2023_x86_64_neuron",
            "bottlerocket_x86_64",
            "bottlerocket_arm_64",
            "bottlerocket_x86_64_nvidia",
            "bottlerocket_arm_64_nvidia",
            "bottlerocket_x86_64_fips",
            "bottlerocket_arm_64_fips",
            "bottlerocket_x86_64_nvidia_fips",
            "bottlerocket_arm_64_nvidia_fips",
            "windows_core_2019_x86_64",
            "windows_full_2019_x86_64",
            "windows_core_2022_x86_64",
            "windows_full_2022_x86_64",
            "windows_core_2025_x86_64",
            "windows_full_2025_x86_64",
            "al2_x86_64",
            "al2_x86_64_gpu",
            "al2_arm_64",
            "custom",
        ]),
        "The operating system of its nodes; Amazon Linux 2023 for the processor of its types if left out.",
    )
    .known_as(&["ami", "ami_type"])
    .spelled(&[
        ("al2023_x86_64_standard", "AL2023_x86_64_STANDARD"),
        ("al2023_arm_64_standard", "AL2023_ARM_64_STANDARD"),
        ("al2023_x86_64_nvidia", "AL2023_x86_64_NVIDIA"),
        ("al2023_arm_64_nvidia", "AL2023_ARM_64_NVIDIA"),
        ("al2023_x86_64_neuron", "AL2023_x86_64_NEURON"),
        ("bottlerocket_x86_64", "BOTTLEROCKET_x86_64"),
        ("bottlerocket_arm_64", "BOTTLEROCKET_ARM_64"),
        ("bottlerocket_x86_64_nvidia", "BOTTLEROCKET_x86_64_NVIDIA"),
        ("bottlerocket_arm_64_nvidia", "BOTTLEROCKET_ARM_64_NVIDIA"),
        ("bottlerocket_x86_64_fips", "BOTTLEROCKET_x86_64_FIPS"),
        ("bottlerocket_arm_64_fips", "BOTTLEROCKET_ARM_64_FIPS"),
        ("bottlerocket_x86_64_nvidia_fips", "BOTTLEROCKET_x86_64_NVIDIA_FIPS"),
        ("bottlerocket_arm_64_nvidia_fips", "BOTTLEROCKET_ARM_64_NVIDIA_FIPS"),
        ("windows_core_2019_x86_64", "WINDOWS_CORE_2019_x86_64"),
        ("windows_full_2019_x86_64", "WINDOWS_FULL_2019_x86_64"),
        ("windows_core_2022_x86_64", "WINDOWS_CORE_2022_x86_64"),
        ("windows_full_2022_x86_64", "WINDOWS_FULL_2022_x86_64"),
        ("windows_core_2025_x86_64", "WINDOWS_CORE_2025_x86_64"),
        ("windows_full_2025_x86_64", "WINDOWS_FULL_2025_x86_64"),
        ("al2_x86_64", "AL2_x86_64"),
        ("al2_x86_64_gpu", "AL2_x86_64_GPU"),
        ("al2_arm_64", "AL2_ARM_64"),
        ("custom", "CUSTOM"),
    ])
    .replaces()
    .cfn("AmiType")
    .facts(&[Fact::new("eks.toml", "node_group.ami_types", SOURCE)]),
    Attr::new(
        "zones",
        Type::List(&Type::Zone),
        "The availability zones of its nodes; those of the cluster if left out.",
    )
    .replaces()
    .simulated()
    .cfn("Subnets"),
    Attr::new(
        "role",
        Type::Reference(&["role"]),
        "What its nodes themselves may do; made by itself if left out.",
    )
    .replaces()
    .cfn("NodeRole"),
    TIER.replaces(),
    FIREWALLS.cfn("AWS::EC2::LaunchTemplate.LaunchTemplateData.SecurityGroupIds"),
];

pub(super) const BLOCKS: &[Block] = &[
    Block {
        word: "labels",
        doc: "By what workloads choose its nodes.",
        body: BlockBody::Table(Type::String),
        cfn: "Labels",
        ..Block::BASE
    },
    Block {
        word: "taint",
        doc: "Keeps off its nodes what does not tolerate this key.",
        label: Label::Named { required: false },
        body: BlockBody::Shape(&Shape { attrs: TAINT, ..Shape::EMPTY }),
        cfn: "Taints",
        ..Block::BASE
    },
    Block {
        word: "update",
        doc: "How many nodes are renewed at a time.",
        body: BlockBody::Shape(&Shape { attrs: UPDATE, ..Shape::EMPTY }),
        cfn: "UpdateConfig",
        on_change: OnChange::Update,
        ..Block::BASE
    },
];

const TAINT: &[Attr] = &[
    Attr::new("value", Type::String, "Its value, which must be tolerated, too.").cfn("Value"),
    Attr::new(
        "effect",
        Type::OneOf(&["no_schedule", "no_execute", "prefer_no_schedule"]),
        "Whether pods are kept off, driven off, or kept off while there is room elsewhere.",
    )
    .spelled(&[
        ("no_schedule", "NO_SCHEDULE"),
        ("no_execute", "NO_EXECUTE"),
        ("prefer_no_schedule", "PREFER_NO_SCHEDULE"),
    ])
    .required()
    .simulated()
    .cfn("Effect")
    .facts(&[Fact::new("eks.toml", "node_group.taint_effects", SOURCE)]),
];

const UPDATE: &[Attr] = &[
    Attr::new("max_unavailable", Type::Whole, "Most nodes that are renewed at a time; 1 if nothing is said.")
        .presence(Presence::NotWith("max_unavailable_percent"))
        .between(1, 100)
        .cfn("MaxUnavailable")
        .facts(&[
            Fact::new("eks.toml", "node_group.update_max_unavailable", SOURCE),
            Fact::new("eks.toml", "node_group.update_fields_exclusive", SOURCE),
        ]),
    Attr::new(
        "max_unavailable_percent",
        Type::Quantity(Dimension::Percent),
        "The same as a part of all nodes.",
    )
    .between(1, 100)
    .cfn("MaxUnavailablePercentage")
    .facts(&[Fact::new("eks.toml", "node_group.update_max_unavailable_percent", SOURCE)]),
];
