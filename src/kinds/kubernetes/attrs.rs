//! The attributes of a cluster.

use super::super::networks::{FIREWALLS, NETWORK, SUBNETS};
use super::{SOURCE, versions};
use crate::base::Fact;
use crate::catalog::{Attr, Default, Type};

pub(super) const ATTRS: &[Attr] = &[
    Attr::new("version", Type::OneOf(versions::VERSIONS), "The version of Kubernetes; it only ever goes up.").known_as(&["kubernetes_version", "k8s_version", "cluster_version"])
        .required()
        .simulated()
        .cfn("Version"),
    Attr::new(
        "support",
        Type::OneOf(&["standard", "extended"]),
        "What follows the end of standard support: AWS moves it to the next version, or a year more at a higher price.",
    )
    .spelled(&[("standard", "STANDARD"), ("extended", "EXTENDED")])
    .default_to(Default::Text("extended"))
    .cfn("UpgradePolicy.SupportType")
    .facts(&[Fact::new("eks.toml", "default_upgrade_policy", SOURCE)]),
    Attr::new("zones", Type::List(&Type::Zone), "The availability zones in which its control plane has addresses; two or more.").known_as(&["availability_zones", "subnet_ids"])
        .simulated()
        .cfn("ResourcesVpcConfig.SubnetIds"),
    Attr::new(
        "endpoint",
        Type::OneOf(&["public", "private", "both"]),
        "From where its API is reached: the internet, its network, or both.",
    )
    .spelled(&[("public", "true"), ("private", "false")])
    .default_to(Default::Text("public"))
    .cfn("ResourcesVpcConfig.EndpointPublicAccess"),
    Attr::new("public_from", Type::List(&Type::String), "Address ranges that reach it from the internet; all if left out.")
        .carried()
        .cfn("ResourcesVpcConfig.PublicAccessCidrs"),
    Attr::new(
        "logs",
        Type::List(&Type::OneOf(&["api", "audit", "authenticator", "controller_manager", "scheduler"])),
        "Which parts of the control plane write logs; none if left out.",
    ).known_as(&["logging", "enabled_cluster_log_types"])
    .spelled(&[("controller_manager", "controllerManager")])
    .cfn("Logging.ClusterLogging.EnabledTypes")
    .facts(&[Fact::new("eks.toml", "cluster.log_types", SOURCE)]),
    Attr::new(
        "access",
        Type::OneOf(&["api", "api_and_config_map", "config_map"]),
        "Where it is said who may use its API.",
    )
    .spelled(&[("api", "API"), ("api_and_config_map", "API_AND_CONFIG_MAP"), ("config_map", "CONFIG_MAP")])
    .carried()
    .cfn("AccessConfig.AuthenticationMode"),
    Attr::new("ip_family", Type::OneOf(&["ipv4", "ipv6"]), "The addresses of pods and services.")
        .default_to(Default::Text("ipv4"))
        .replaces()
        .simulated()
        .cfn("KubernetesNetworkConfig.IpFamily")
        .facts(&[Fact::new("eks.toml", "cluster.ip_families", SOURCE)]),
    Attr::new("service_range", Type::String, "The range of addresses of its services.")
        .replaces()
        .carried()
        .cfn("KubernetesNetworkConfig.ServiceIpv4Cidr"),
    Attr::new("kms_key", Type::String, "ARN of the key that encrypts its secrets, if it is not AWS's own.")
        .replaces()
        .carried()
        .cfn("EncryptionConfig.Provider.KeyArn"),
    Attr::new("role", Type::Reference(&["role"]), "What the control plane may do; made by itself if left out.")
        .replaces()
        .cfn("RoleArn"),
    NETWORK.cfn(""),
    SUBNETS,
    FIREWALLS.cfn("ResourcesVpcConfig.SecurityGroupIds"),
];
