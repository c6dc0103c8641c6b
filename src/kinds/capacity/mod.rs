//! `capacity`: hosts of one's own that tasks stand on (an ECS capacity provider, its Auto Scaling group and template).

mod operations;

use super::instance_profile::holding;
use super::networks::{FIREWALLS, IN_NETWORK, NETWORK, SUBNETS, firewall};
use super::place::PLACE;
use super::{DAY, GB};
use crate::base::{Dimension, Fact};
use crate::catalog::{
    Attr, Carrier, Default, Doors, Forbidden, Implied, Kind, Latency, Naming, OnChange, Output, Part,
    PartInput, PartWhen, Presence, Shape, Suffix, Table, Type, Uniqueness,
};

/// Where the limits were read.
const SOURCE: &str = "ECS API model 2014-11-13";

pub(super) static KIND: Kind = Kind {
    name: "capacity",
    title: "ECS capacity provider",
    doc: include_str!("doc.md"),
    service: "ecs",
    cfn: "AWS::ECS::CapacityProvider",
    naming: Some(&NAMING),
    shape: &Shape { attrs: ATTRS, ..Shape::EMPTY },
    outputs: &[
        Output::new("name", "{name}", "Its name."),
        Output::new("arn", "arn:{partition}:ecs:{region}:{account}:capacity-provider/{name}", "Its ARN."),
    ],
    // Made by itself.
    implied: &[Implied::any("AutoScalingGroupProvider.AutoScalingGroupArn")],
    parts: PARTS,
    // Nothing leads to a host but to what stands on it.
    doors: Some(&Doors::BASE),
    // The hosts themselves act under it; what stands on them has roles of its own.
    carrier: Some(&Carrier { principal: "ec2", ..Carrier::BASE }),
    operations: operations::OPERATIONS,
    // Estimates: until the hosts have started and joined the cluster.
    latency: Latency { create: 120_000, update: 60_000, delete: 90_000, visible: 1_000 },
    facts: &[
        Fact::new("update_behavior.toml", "AWS::ECS::CapacityProvider", "CloudFormation resource schema"),
        Fact::new("ecs.toml", "ec2_launch_type.instance_role_managed_policy", SOURCE),
    ],
    elsewhere: ELSEWHERE,
    ..Kind::BASE
};

/// What other languages say otherwise.
static ELSEWHERE: &[(&[&str], &str)] = &[(&["spot"], "write `market = \"spot\"`")];

/// What can be in a name is from the API reference; the collection has no pattern.
static NAMING: Naming = Naming {
    min: 1,
    max: 255,
    characters: "a-zA-Z0-9_-",
    ends: "",
    forbidden: &[Forbidden::Prefix("aws"), Forbidden::Prefix("ecs"), Forbidden::Prefix("fargate")],
    unique: Uniqueness::Region,
    account_suffix: Suffix::None,
    from_reference: &[],
    on_change: OnChange::Replace,
    facts: &[],
};

const ATTRS: &[Attr] = &[
    Attr::new("cluster", Type::Reference(&["cluster"]), "The cluster that its hosts join.")
        .required()
        .replaces()
        .simulated()
        .cfn("ClusterName"),
    Attr::new(
        "types",
        Type::List(&Type::String),
        "The types of instances that a host may be, the most wanted first; the first that can be had is taken.",
    ).known_as(&["instance_type", "instance_types", "type"])
    .listed_in(Table::Machines)
    .required()
    .simulated()
    .cfn("AWS::AutoScaling::AutoScalingGroup.MixedInstancesPolicy.LaunchTemplate.Overrides.InstanceType"),
    Attr::new("count", Type::RangeOf(&Type::Whole), "How many hosts there are; a range grows with what they carry.").known_as(&["size", "min_size", "max_size", "desired_capacity", "instances", "nodes", "hosts", "min", "max", "desired"])
        .required()
        .at_least(0)
        .simulated()
        .cfn("AWS::AutoScaling::AutoScalingGroup.MinSize|AWS::AutoScaling::AutoScalingGroup.MaxSize"),
    Attr::new("zones", Type::List(&Type::Zone), "The availability zones that its hosts are spread over.").known_as(&["availability_zones", "azs"])
        .presence(Presence::NotWith("place"))
        .simulated()
        .cfn("AWS::AutoScaling::AutoScalingGroup.AvailabilityZones"),
    PLACE,
    Attr::new(
        "disk",
        Type::Quantity(Dimension::Size),
        "The disk of each host, for its images and what its tasks write; as large as the image says if left out.",
    )
    .in_steps(GB, 65_536 * GB, GB)
    .simulated()
    .cfn("AWS::EC2::LaunchTemplate.LaunchTemplateData.BlockDeviceMappings.Ebs.VolumeSize")
    .facts(&[Fact::new("ebs.toml", "volume_type[name=gp3].size_gib", "EC2 API model 2016-11-15")]),
    Attr::new(
        "max_age",
        Type::Quantity(Dimension::Duration),
        "How old a host may become before another takes its place; patching is the user's, and this does it.",
    )
    .at_least(DAY)
    .simulated()
    .cfn("AWS::AutoScaling::AutoScalingGroup.MaxInstanceLifetime"),
    Attr::new(
        "market",
        Type::OneOf(&["on_demand", "spot"]),
        "At what price: as listed, or as cheap as spare machines are, which may be taken back.",
    )
    .default_to(Default::Text("on_demand"))
    .simulated(),
    Attr::new("always_on_demand", Type::Whole, "How many hosts are not on the spot market all the same.").known_as(&["on_demand_percentage", "on_demand_base"])
        .presence(Presence::OnlyIf("market", &["spot"]))
        .at_least(0)
        .simulated()
        .cfn("AWS::AutoScaling::AutoScalingGroup.MixedInstancesPolicy.InstancesDistribution.OnDemandBaseCapacity"),
    Attr::new(
        "image",
        Type::String,
        "The machine image, by its id; the newest that AWS makes for ECS if left out, for hosts that start from then on.",
    ).known_as(&["ami", "ami_id"])
    .simulated()
    .cfn("AWS::EC2::LaunchTemplate.LaunchTemplateData.ImageId"),
    Attr::new(
        "target",
        Type::Quantity(Dimension::Percent),
        "How full its hosts are kept on average; below 100% there is room for what is to come.",
    )
    .between(1, 100)
    .default_to(Default::Amount(Dimension::Percent, 100))
    .simulated()
    .cfn("AutoScalingGroupProvider.ManagedScaling.TargetCapacity"),
    NETWORK.cfn("AWS::AutoScaling::AutoScalingGroup.VPCZoneIdentifier"),
    SUBNETS,
    FIREWALLS.cfn("AWS::EC2::LaunchTemplate.LaunchTemplateData.SecurityGroupIds"),
    Attr::new("role", Type::Reference(&["role"]), "What the hosts themselves may do; made by itself if left out.")
        .simulated()
        .cfn("AWS::EC2::LaunchTemplate.LaunchTemplateData.IamInstanceProfile.Arn"),
];

static PARTS: &[Part] = &[
    Part {
        name: "role",
        kind: "role",
        when: PartWhen::Without("role"),
        inputs: &[
            PartInput { name: "name", template: "{name}-host" },
            PartInput { name: "trust", template: "ec2" },
            PartInput {
                name: "managed",
                template: "arn:{partition}:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role",
            },
        ],
        doc: "The role under which a host joins its cluster and reports to it.",
        ..Part::BASE
    },
    holding(
        "role",
        &[
            PartInput { name: "name", template: "{name}-host" },
            PartInput { name: "role", template: "{role.arn}" },
        ],
    ),
    Part {
        name: "launch_template",
        kind: "launch_template",
        when: PartWhen::Always,
        inputs: &[],
        doc: "What a host is made from: image, disk, role, and to which cluster it belongs.",
        ..Part::BASE
    },
    Part {
        name: "auto_scaling_group",
        kind: "auto_scaling_group",
        when: PartWhen::Always,
        inputs: &[PartInput { name: "name", template: "{name}" }],
        doc: "What keeps as many hosts as there must be, and replaces those that fail or are too old.",
        ..Part::BASE
    },
    firewall(&[PartInput { name: "name", template: "{name}-host" }, IN_NETWORK]),
];
