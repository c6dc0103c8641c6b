//! The attributes of a web service.

use super::super::MB;
use super::super::networks::{FIREWALLS, NETWORK, SUBNETS};
use super::SOURCE;
use crate::base::{Dimension, Fact};
use crate::catalog::{Attr, Default, Presence, Type};

pub(super) const ATTRS: &[Attr] = &[
    Attr::new("image", Type::String, "The image that it runs, with its tag; from ECR or ECR Public.")
        .presence(Presence::Unless("code"))
        .simulated()
        .cfn("SourceConfiguration.ImageRepository.ImageIdentifier"),
    Attr::new("registry", Type::OneOf(&["ecr", "ecr_public"]), "Which of the two the image is in.")
        .spelled(&[("ecr", "ECR"), ("ecr_public", "ECR_PUBLIC")])
        .presence(Presence::With("image"))
        .default_to(Default::Text("ecr"))
        .cfn("SourceConfiguration.ImageRepository.ImageRepositoryType")
        .facts(&[Fact::new("apprunner.toml", "service.image_repository_types", SOURCE)]),
    Attr::new("code", Type::String, "The address of a Git repository that it is built from instead.")
        .known_as(&["source", "repository", "source_configuration"])
        .presence(Presence::Unless("image"))
        .simulated()
        .cfn("SourceConfiguration.CodeRepository.RepositoryUrl"),
    Attr::new("branch", Type::String, "The branch of `code` that it runs.")
        .presence(Presence::With("code"))
        .carried()
        .cfn("SourceConfiguration.CodeRepository.SourceCodeVersion.Value"),
    Attr::new("directory", Type::String, "The folder of `code` that it is built in.")
        .presence(Presence::With("code"))
        .carried()
        .cfn("SourceConfiguration.CodeRepository.SourceDirectory"),
    Attr::new(
        "runtime",
        Type::OneOf(&[
            "python3",
            "python311",
            "nodejs12",
            "nodejs14",
            "nodejs16",
            "nodejs18",
            "nodejs22",
            "corretto8",
            "corretto11",
            "go1",
            "dotnet6",
            "php81",
            "ruby31",
        ]),
        "What `code` runs on; the file `apprunner.yaml` in it says so if left out.",
    )
    .spelled(&[
        ("python3", "PYTHON_3"),
        ("python311", "PYTHON_311"),
        ("nodejs12", "NODEJS_12"),
        ("nodejs14", "NODEJS_14"),
        ("nodejs16", "NODEJS_16"),
        ("nodejs18", "NODEJS_18"),
        ("nodejs22", "NODEJS_22"),
        ("corretto8", "CORRETTO_8"),
        ("corretto11", "CORRETTO_11"),
        ("go1", "GO_1"),
        ("dotnet6", "DOTNET_6"),
        ("php81", "PHP_81"),
        ("ruby31", "RUBY_31"),
    ])
    .presence(Presence::With("code"))
    .cfn("SourceConfiguration.CodeRepository.CodeConfiguration.CodeConfigurationValues.Runtime")
    .facts(&[Fact::new("apprunner.toml", "service.code_runtimes", SOURCE)]),
    Attr::new("build", Type::String, "The command that builds `code`.")
        .presence(Presence::With("runtime"))
        .carried()
        .cfn("SourceConfiguration.CodeRepository.CodeConfiguration.CodeConfigurationValues.BuildCommand"),
    Attr::new("start", Type::String, "The command that starts it, in place of the image's own.")
        .carried()
        .cfn(
            "SourceConfiguration.ImageRepository.ImageConfiguration.StartCommand|\
             SourceConfiguration.CodeRepository.CodeConfiguration.CodeConfigurationValues.StartCommand",
        ),
    Attr::new("connection", Type::String, "ARN of the connection by which App Runner may read `code`.")
        .presence(Presence::With("code"))
        .carried()
        .cfn("SourceConfiguration.AuthenticationConfiguration.ConnectionArn"),
    Attr::new("port", Type::Whole, "The port on which it listens.")
        .between(1, 65_535)
        .default_to(Default::Whole(8_080))
        .simulated()
        .cfn(
            "SourceConfiguration.ImageRepository.ImageConfiguration.Port|\
             SourceConfiguration.CodeRepository.CodeConfiguration.CodeConfigurationValues.Port",
        )
        .facts(&[Fact::new("apprunner.toml", "service.port_default", SOURCE)]),
    Attr::new("cpu", Type::Quantity(Dimension::Cpu), "CPU of one instance; `memory` goes with it.")
        .known_as(&["vcpu"])
        .only(&[256, 512, 1_024, 2_048, 4_096])
        .default_to(Default::Amount(Dimension::Cpu, 1_024))
        .simulated()
        .cfn("InstanceConfiguration.Cpu")
        .facts(&[
            Fact::new("apprunner.toml", "instance.cpu_accepted", SOURCE),
            Fact::unconfirmed("apprunner.toml", "instance.cpu_default"),
        ]),
    Attr::new("memory", Type::Quantity(Dimension::Size), "Memory of one instance.")
        .only(&[
            512 * MB,
            1_024 * MB,
            2_048 * MB,
            3_072 * MB,
            4_096 * MB,
            6_144 * MB,
            8_192 * MB,
            10_240 * MB,
            12_288 * MB,
        ])
        .default_to(Default::Amount(Dimension::Size, 2_048 * MB))
        .simulated()
        .cfn("InstanceConfiguration.Memory")
        .facts(&[
            Fact::new("apprunner.toml", "instance.memory_accepted_mib", SOURCE),
            Fact::unconfirmed("apprunner.toml", "instance.memory_default_mib"),
        ]),
    Attr::new(
        "count",
        Type::RangeOf(&Type::Whole),
        "Fewest and most instances; it never has none, and a deployment has twice as many for a while.",
    )
    .known_as(&["instances", "replicas", "size", "min_size", "max_size", "auto_scaling"])
    .at_least(1)
    .default_to(Default::Range(1, 25))
    .simulated()
    .cfn("AWS::AppRunner::AutoScalingConfiguration.MinSize|AWS::AppRunner::AutoScalingConfiguration.MaxSize")
    .facts(&[
        Fact::new("apprunner.toml", "auto_scaling.min_size", SOURCE),
        Fact::new("apprunner.toml", "auto_scaling.max_size", SOURCE),
        Fact::new("apprunner.toml", "auto_scaling.scales_to_zero", SOURCE),
        Fact::new("apprunner.toml", "auto_scaling.deployment_doubles_instances", SOURCE),
    ]),
    Attr::new(
        "concurrency",
        Type::Whole,
        "Requests at once that one instance takes before there is another.",
    )
    .between(1, 200)
    .default_to(Default::Whole(100))
    .simulated()
    .cfn("AWS::AppRunner::AutoScalingConfiguration.MaxConcurrency")
    .facts(&[Fact::new("apprunner.toml", "auto_scaling.max_concurrency", SOURCE)]),
    Attr::new("role", Type::Reference(&["role"]), "What its code may do; without it, nothing at AWS.")
        .simulated()
        .cfn("InstanceConfiguration.InstanceRoleArn"),
    Attr::new(
        "access_role",
        Type::Reference(&["role"]),
        "Under which App Runner fetches an image from ECR; made by itself if left out.",
    )
    .presence(Presence::OnlyIf("registry", &["ecr"]))
    .simulated()
    .cfn("SourceConfiguration.AuthenticationConfiguration.AccessRoleArn")
    .facts(&[Fact::new("apprunner.toml", "service.access_role_required_for", SOURCE)]),
    Attr::new("public", Type::Bool, "Whether it is reached from the internet, or only from a network.")
        .carried()
        .cfn("NetworkConfiguration.IngressConfiguration.IsPubliclyAccessible"),
    Attr::new("addresses", Type::OneOf(&["ipv4", "dual_stack"]), "By which sort of addresses it is reached.")
        .spelled(&[("ipv4", "IPV4"), ("dual_stack", "DUAL_STACK")])
        .carried()
        .cfn("NetworkConfiguration.IpAddressType")
        .facts(&[Fact::new("apprunner.toml", "service.ip_address_types", SOURCE)]),
    Attr::new(
        "vpc_connector",
        Type::String,
        "ARN of the connector by which its own calls go into a network; to the internet if left out.",
    )
    .carried()
    .cfn("NetworkConfiguration.EgressConfiguration.VpcConnectorArn")
    .facts(&[Fact::new("apprunner.toml", "service.egress_types", SOURCE)]),
    Attr::new("tracing", Type::Bool, "Whether X-Ray samples its requests.")
        .carried()
        .cfn("ObservabilityConfiguration.ObservabilityEnabled"),
    Attr::new("kms_key", Type::String, "ARN of the key that its copy of the image is kept with.")
        .replaces()
        .carried()
        .cfn("EncryptionConfiguration.KmsKey"),
    NETWORK.cfn("AWS::AppRunner::VpcConnector.Subnets"),
    SUBNETS,
    FIREWALLS.cfn("AWS::AppRunner::VpcConnector.SecurityGroups"),
];
