//! The attributes of a service.

use super::super::fargate;
use super::super::{GB, SECOND};
use super::SOURCE;
use crate::base::{Dimension, Fact};
use crate::catalog::{Attr, Default, Presence, Type};

pub(super) const ATTRS: &[Attr] = &[
    Attr::new("cluster", Type::Reference(&["cluster"]), "Where it runs.")
        .required()
        .replaces()
        .simulated()
        .cfn("Cluster"),
    Attr::new("launch", Type::OneOf(&["fargate", "fargate_spot"]), "On whose machines, and at what price.")
        .spelled(&[("fargate", "FARGATE"), ("fargate_spot", "FARGATE_SPOT")])
        .required()
        .replaces()
        .simulated()
        .cfn("LaunchType|AWS::ECS::TaskDefinition.RequiresCompatibilities")
        .facts(&[Fact::new("ecs.toml", "capacity_provider_strategy.predefined", SOURCE)]),
    Attr::new(
        "platform",
        Type::OneOf(&["latest", "1.4.0", "1.3.0"]),
        "The version of Fargate's platform: what its tasks can store, mount and how large they may be.",
    )
    .spelled(&[("latest", "LATEST")])
    .default_to(Default::Text("latest"))
    .simulated()
    .cfn("PlatformVersion")
    .facts(&[Fact::new("fargate.toml", "platform_versions.default", fargate::SOURCE)]),
    Attr::new("zones", Type::List(&Type::String), "The availability zones that its tasks are spread over.")
        .at_most_items(16)
        .simulated()
        .cfn("NetworkConfiguration.AwsvpcConfiguration.Subnets")
        .facts(&[Fact::new("ecs.toml", "service.subnets_max", SOURCE)]),
    Attr::new("public_ip", Type::Bool, "Whether each task has an address on the internet.")
        .default_to(Default::Flag(false))
        .carried()
        .cfn("NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp")
        .facts(&[Fact::new("ecs.toml", "service.assign_public_ip_default_api", SOURCE)]),
    Attr::new(
        "cpu",
        Type::Quantity(Dimension::Cpu),
        "CPU of one task; it decides which `memory` is allowed.",
    )
    .required()
    .simulated()
    .cfn("AWS::ECS::TaskDefinition.Cpu")
    .facts(&[Fact::new("fargate.toml", "syntax.both_required_for_fargate", fargate::SOURCE)]),
    Attr::new("memory", Type::Quantity(Dimension::Size), "Memory of one task.")
        .required()
        .simulated()
        .cfn("AWS::ECS::TaskDefinition.Memory")
        .facts(&[Fact::new("fargate.toml", "syntax.both_required_for_fargate", fargate::SOURCE)]),
    Attr::new(
        "count",
        Type::RangeOf(&Type::Whole),
        "How many tasks run; a range is what `scale` moves within, and begins at its lower end.",
    )
    .required()
    .at_least(0)
    .simulated()
    .cfn("DesiredCount")
    .facts(&[Fact::new("ecs.toml", "service.desired_count_required_for", SOURCE)]),
    Attr::new(
        "disk",
        Type::Quantity(Dimension::Size),
        "Room on the disk of one task, which is gone when the task is; 20 GB if left out.",
    )
    .presence(Presence::OnlyIf("platform", &["latest", "1.4.0"]))
    .in_steps(21 * GB, 200 * GB, GB)
    .simulated()
    .cfn("AWS::ECS::TaskDefinition.EphemeralStorage.SizeInGiB")
    .facts(&[
        Fact::new(
            "fargate.toml",
            "platform_versions.linux.1.4.0.ephemeral_configured_min_gib",
            fargate::SOURCE,
        ),
        Fact::new(
            "fargate.toml",
            "platform_versions.linux.1.4.0.ephemeral_configured_max_gib",
            fargate::SOURCE,
        ),
    ]),
    Attr::new("architecture", Type::OneOf(&["x86_64", "arm64"]), "The processor it runs on.")
        .spelled(&[("x86_64", "X86_64"), ("arm64", "ARM64")])
        .default_to(Default::Text("x86_64"))
        .simulated()
        .cfn("AWS::ECS::TaskDefinition.RuntimePlatform.CpuArchitecture")
        .facts(&[Fact::new("fargate.toml", "os_families.cpu_architectures", fargate::SOURCE)]),
    Attr::new("role", Type::Reference(&["role"]), "What its code may do; without it, nothing at AWS.")
        .simulated()
        .cfn("AWS::ECS::TaskDefinition.TaskRoleArn"),
    Attr::new(
        "execution_role",
        Type::Reference(&["role"]),
        "Under which ECS fetches its images and writes its logs; made by itself if left out.",
    )
    .simulated()
    .cfn("AWS::ECS::TaskDefinition.ExecutionRoleArn"),
    Attr::new(
        "health_check_grace_period",
        Type::Quantity(Dimension::Duration),
        "How long after its start a task may fail the checks of a load balancer.",
    )
    .in_steps(0, i64::MAX, SECOND)
    .default_to(Default::Amount(Dimension::Duration, 0))
    .simulated()
    .cfn("HealthCheckGracePeriodSeconds")
    .facts(&[Fact::new("ecs.toml", "service.health_check_grace_period_default_s", SOURCE)]),
];
