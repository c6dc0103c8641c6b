//! The attributes of a job.

use super::super::{GB, MB, SECOND, fargate};
use super::SOURCE;
use crate::base::{Dimension, Fact};
use crate::catalog::{Attr, Default, Type};

pub(super) const ATTRS: &[Attr] = &[
    Attr::new("queue", Type::Reference(&["job_queue"]), "Where it waits for its turn.")
        .known_as(&["job_queue"])
        .required()
        .simulated(),
    Attr::new("image", Type::String, "The image that it runs, with its tag.")
        .required()
        .simulated()
        .cfn("ContainerProperties.Image"),
    Attr::new("command", Type::List(&Type::String), "What it runs in place of the image's own command.")
        .carried()
        .cfn("ContainerProperties.Command"),
    Attr::new(
        "cpu",
        Type::Quantity(Dimension::Cpu),
        "Its CPU; on Fargate it decides which `memory` is allowed, on instances it is whole.",
    )
    .known_as(&["vcpu"])
    .required()
    .at_least(0)
    .simulated()
    .cfn("ContainerProperties.ResourceRequirements[Type=VCPU].Value|ContainerProperties.Vcpus"),
    Attr::new("memory", Type::Quantity(Dimension::Size), "It is ended when it takes more.")
        .required()
        .in_steps(4 * MB, i64::MAX, MB)
        .simulated()
        .cfn("ContainerProperties.ResourceRequirements[Type=MEMORY].Value|ContainerProperties.Memory")
        .facts(&[Fact::new("batch.toml", "job_definition.ec2_memory_min_mib", SOURCE)]),
    Attr::new("gpu", Type::Whole, "How many GPUs it has; on instances only.")
        .known_as(&["gpus"])
        .at_least(1)
        .cfn("ContainerProperties.ResourceRequirements[Type=GPU].Value")
        .facts(&[Fact::new("batch.toml", "job_definition.resource_requirement_types", SOURCE)]),
    Attr::new(
        "disk",
        Type::Quantity(Dimension::Size),
        "Room on its disk on Fargate, which is gone when it ends; 20 GB if left out.",
    )
    .known_as(&["ephemeral_storage"])
    .in_steps(21 * GB, 200 * GB, GB)
    .simulated()
    .cfn("ContainerProperties.EphemeralStorage.SizeInGiB")
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
    Attr::new(
        "platform",
        Type::OneOf(&["latest", "1.4.0", "1.3.0"]),
        "The version of Fargate's platform; the latest if left out.",
    )
    .spelled(&[("latest", "LATEST")])
    .simulated()
    .cfn("ContainerProperties.FargatePlatformConfiguration.PlatformVersion"),
    Attr::new("architecture", Type::OneOf(&["x86_64", "arm64"]), "The processor it runs on.")
        .spelled(&[("x86_64", "X86_64"), ("arm64", "ARM64")])
        .default_to(Default::Text("x86_64"))
        .cfn("ContainerProperties.RuntimePlatform.CpuArchitecture")
        .facts(&[Fact::new("fargate.toml", "os_families.cpu_architectures", fargate::SOURCE)]),
    Attr::new(
        "timeout",
        Type::Quantity(Dimension::Duration),
        "How long one attempt may run before it is ended.",
    )
    .in_steps(60 * SECOND, i64::MAX, SECOND)
    .simulated()
    .cfn("Timeout.AttemptDurationSeconds")
    .facts(&[Fact::new("batch.toml", "timeout.attempt_duration_s", SOURCE)]),
    Attr::new("attempts", Type::Whole, "How often it is tried, the first time included.")
        .known_as(&["retries", "retry", "max_retries"])
        .between(1, 10)
        .default_to(Default::Whole(1))
        .simulated()
        .cfn("RetryStrategy.Attempts")
        .facts(&[Fact::new("batch.toml", "retry.attempts", SOURCE)]),
    Attr::new(
        "array",
        Type::Whole,
        "How many children it has that run side by side, where nothing else is said when it is submitted.",
    )
    .known_as(&["array_size"])
    .between(2, 10_000)
    .simulated()
    .facts(&[Fact::new("batch.toml", "array.size", SOURCE)]),
    Attr::new("role", Type::Reference(&["role"]), "What its code may do; without it, nothing at AWS.")
        .known_as(&["job_role"])
        .simulated()
        .cfn("ContainerProperties.JobRoleArn"),
    Attr::new(
        "execution_role",
        Type::Reference(&["role"]),
        "Under which its image is fetched and its output written; made by itself if left out.",
    )
    .simulated()
    .cfn("ContainerProperties.ExecutionRoleArn"),
    Attr::new("user", Type::String, "The user that it runs as.").carried().cfn("ContainerProperties.User"),
    Attr::new("read_only", Type::Bool, "Whether its own files cannot be written.")
        .default_to(Default::Flag(false))
        .carried()
        .cfn("ContainerProperties.ReadonlyRootFilesystem"),
];
