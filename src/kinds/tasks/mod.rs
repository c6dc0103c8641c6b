//! What every kind that runs ECS tasks says of them: the rows of a task definition, shared by `service` and `task`.

mod container;

use super::{GB, MB, fargate};
use crate::base::{Dimension, Fact};
use crate::catalog::{
    Attr, Block, Default, Doors, Hosted, Itself, Part, PartInput, PartWhen, Port, Presence, Through, Type,
};

pub(super) const CONTAINER: Block = container::CONTAINER;

/// Where the limits were read.
pub(super) const SOURCE: &str = "ECS API model 2014-11-13 and developer guide";

/// On AWS's machines.
pub(super) const FARGATE: &[&str] = &["fargate", "fargate_spot"];

/// A task has an address of its own on Fargate, and on hosts in network mode `awsvpc`; else it has its host's.
pub(super) const DOORS: Doors = Doors {
    itself: Itself::Where(&[("launch", FARGATE), ("network_mode", &["awsvpc"])]),
    through: Through::Only("capacity", "cluster"),
    ports: &[Port::Of("container", "port", "protocol")],
    hosted: Some(&Hosted {
        block: "container",
        fields: ("port", "host_port", "protocol"),
        same: ("network_mode", "host"),
        // The kernel of the host says from where on, 32768 on Linux; ECS falls back to the upper half of that.
        chosen: (32_768, 65_535),
    }),
    ..Doors::BASE
};

pub(super) const CLUSTER: Attr =
    Attr::new("cluster", Type::Reference(&["cluster"]), "Where it runs.").required().simulated();

pub(super) const LAUNCH: Attr = Attr::new(
    "launch",
    Type::OneOf(&["fargate", "fargate_spot", "ec2"]),
    "On whose machines, and at what price: AWS's, AWS's while they are spare, or those of a `capacity`.",
)
.known_as(&["launch_type", "capacity_provider"])
.spelled(&[("fargate", "FARGATE"), ("fargate_spot", "FARGATE_SPOT"), ("ec2", "EC2")])
.required()
.unsaid("ec2")
.simulated()
.facts(&[
    Fact::new("ecs.toml", "launch_types", SOURCE),
    Fact::new("ecs.toml", "capacity_provider_strategy.predefined", SOURCE),
]);

pub(super) const PLATFORM: Attr = Attr::new(
    "platform",
    Type::OneOf(&["latest", "1.4.0", "1.3.0"]),
    "The version of Fargate's platform: what its tasks can store, mount and how large they may be.",
)
.spelled(&[("latest", "LATEST")])
.presence(Presence::OnlyIf("launch", FARGATE))
.default_to(Default::Text("latest"))
.simulated()
.facts(&[Fact::new("fargate.toml", "platform_versions.default", fargate::SOURCE)]);

pub(super) const ZONES: Attr =
    Attr::new("zones", Type::List(&Type::Zone), "The availability zones that its tasks are spread over.")
        .known_as(&["availability_zones", "azs"])
        .presence(Presence::NotWith("place"))
        .at_most_items(16)
        .simulated()
        .facts(&[Fact::new("ecs.toml", "service.subnets_max", SOURCE)]);

pub(super) const PUBLIC_IP: Attr =
    Attr::new("public_ip", Type::Bool, "Whether each task has an address on the internet.")
        .known_as(&["assign_public_ip", "associate_public_ip_address"])
        .presence(Presence::OnlyIf("launch", FARGATE))
        .default_to(Default::Flag(false))
        .carried()
        .facts(&[Fact::new("ecs.toml", "service.assign_public_ip_default_api", SOURCE)]);

pub(super) const CPU: Attr = Attr::new(
    "cpu",
    Type::Quantity(Dimension::Cpu),
    "CPU of one task. On Fargate it decides which `memory` is allowed; on hosts the containers' own shares do if left out.",
).known_as(&["vcpu"])
.presence(Presence::If("launch", FARGATE))
.between(128, 196_608)
.simulated()
.cfn("AWS::ECS::TaskDefinition.Cpu")
.facts(&[
    Fact::new("fargate.toml", "syntax.both_required_for_fargate", fargate::SOURCE),
    Fact::new("ecs.toml", "task_definition.ec2_task_cpu", SOURCE),
]);

pub(super) const MEMORY: Attr = Attr::new(
    "memory",
    Type::Quantity(Dimension::Size),
    "Memory of one task; on hosts each container may have its own instead.",
)
.known_as(&["ram"])
.presence(Presence::If("launch", FARGATE))
.in_steps(MB, i64::MAX, MB)
.simulated()
.cfn("AWS::ECS::TaskDefinition.Memory")
.facts(&[Fact::new("fargate.toml", "syntax.both_required_for_fargate", fargate::SOURCE)]);

pub(super) const DISK: Attr = Attr::new(
    "disk",
    Type::Quantity(Dimension::Size),
    "Room on the disk of one task, which is gone when the task is; 20 GB if left out.",
)
.known_as(&["ephemeral_storage"])
.presence(Presence::OnlyIf("platform", &["latest", "1.4.0"]))
.in_steps(21 * GB, 200 * GB, GB)
.simulated()
.cfn("AWS::ECS::TaskDefinition.EphemeralStorage.SizeInGiB")
.facts(&[
    Fact::new("fargate.toml", "platform_versions.linux.1.4.0.ephemeral_configured_min_gib", fargate::SOURCE),
    Fact::new("fargate.toml", "platform_versions.linux.1.4.0.ephemeral_configured_max_gib", fargate::SOURCE),
]);

pub(super) const ARCHITECTURE: Attr =
    Attr::new("architecture", Type::OneOf(&["x86_64", "arm64"]), "The processor it runs on.")
        .known_as(&["cpu_architecture", "runtime_platform"])
        .spelled(&[("x86_64", "X86_64"), ("arm64", "ARM64")])
        .default_to(Default::Text("x86_64"))
        .simulated()
        .cfn("AWS::ECS::TaskDefinition.RuntimePlatform.CpuArchitecture")
        .facts(&[Fact::new("fargate.toml", "os_families.cpu_architectures", fargate::SOURCE)]);

pub(super) const NETWORK_MODE: Attr = Attr::new(
    "network_mode",
    Type::OneOf(&["bridge", "host", "awsvpc", "none"]),
    "Whose network a task has: `bridge`, ports of its host that stand for its own, which is meant on hosts if left out; \
     `host`, its host's; `awsvpc`, an interface of its own, as always on Fargate; or `none`.",
)
.simulated()
.cfn("AWS::ECS::TaskDefinition.NetworkMode")
.facts(&[
    Fact::new("ecs.toml", "task_definition.network_modes", SOURCE),
    Fact::new("ecs.toml", "task_definition.network_mode_default_ec2_linux", SOURCE),
]);

pub(super) const ROLE: Attr =
    Attr::new("role", Type::Reference(&["role"]), "What its code may do; without it, nothing at AWS.")
        .known_as(&["task_role", "iam_role"])
        .simulated()
        .cfn("AWS::ECS::TaskDefinition.TaskRoleArn");

pub(super) const EXECUTION_ROLE: Attr = Attr::new(
    "execution_role",
    Type::Reference(&["role"]),
    "Under which ECS fetches its images and writes its logs; made by itself if left out.",
)
.simulated()
.cfn("AWS::ECS::TaskDefinition.ExecutionRoleArn");

pub(super) const EXECUTION_ROLE_PART: Part = Part {
    name: "execution_role",
    kind: "role",
    when: PartWhen::Without("execution_role"),
    inputs: &[
        PartInput { name: "name", template: "{name}-execution" },
        PartInput { name: "trust", template: "ecs-tasks" },
        PartInput {
            name: "managed",
            template: "arn:{partition}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
        },
    ],
    doc: "The role under which ECS itself fetches images and writes logs; the code never has it.",
    ..Part::BASE
};

pub(super) const LOG_GROUP_PART: Part = Part {
    name: "log_group",
    kind: "log_group",
    when: PartWhen::NoReferrer("log_group", "of"),
    inputs: &[PartInput { name: "name", template: "/ecs/{name}" }],
    doc: "Where its containers' output goes; kept for ever unless a `log_group` with `of` says how long.",
    ..Part::BASE
};
