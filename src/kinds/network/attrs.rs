//! The attributes of a network.

use super::SOURCE;
use crate::base::Fact;
use crate::catalog::{Attr, Default, Presence, Type};

/// Services that what stands in private subnets needs: gateways first, then what costs by the hour.
const ENDPOINTS: &[&str] = &[
    "s3",
    "dynamodb",
    "ecr.api",
    "ecr.dkr",
    "logs",
    "secretsmanager",
    "ssm",
    "ssmmessages",
    "ecs",
    "ecs-agent",
    "ecs-telemetry",
    "ec2",
    "sts",
    "eks",
];

pub(super) const ATTRS: &[Attr] = &[
    Attr::new("cidr", Type::String, "All of its addresses, such as `10.0.0.0/16`.").known_as(&["cidr_block", "ip_range", "vpc_cidr", "range"])
        .required()
        .replaces()
        .cfn("CidrBlock"),
    Attr::new("public", Type::List(&Type::Zone), "The zones with a subnet that the internet reaches.").known_as(&["public_subnets"])
        .cfn("AWS::EC2::Subnet.AvailabilityZone"),
    Attr::new(
        "private",
        Type::List(&Type::Zone),
        "The zones with a subnet that reaches the internet through `nat`, and is not reached from there.",
    ).known_as(&["private_subnets"])
    .cfn("AWS::EC2::Subnet.AvailabilityZone"),
    Attr::new("isolated", Type::List(&Type::Zone), "The zones with a subnet that the internet has no part in.").known_as(&["isolated_subnets", "database_subnets"])
        .cfn("AWS::EC2::Subnet.AvailabilityZone"),
    Attr::new(
        "nat",
        Type::List(&Type::Zone),
        "The zones with a NAT gateway: one for all private subnets, or one in each zone of theirs.",
    ).known_as(&["nat_gateway", "nat_gateways", "enable_nat_gateway"])
    .presence(Presence::With("public"))
    .cfn("AWS::EC2::NatGateway.SubnetId"),
    Attr::new(
        "endpoints",
        Type::List(&Type::String),
        "The services that are reached without the internet, by the last words of their names: `s3`, `ecr.api`.",
    )
    .cfn("AWS::EC2::VPCEndpoint.ServiceName")
    .among(ENDPOINTS)
    .facts(&[
        Fact::unconfirmed("vpc.toml", "endpoints.gateway.services"),
        Fact::unconfirmed("vpc.toml", "endpoints.private_workload_needs.fargate_image_pull"),
        Fact::unconfirmed("vpc.toml", "endpoints.private_workload_needs.fargate_awslogs"),
        Fact::unconfirmed("vpc.toml", "endpoints.private_workload_needs.fargate_secrets"),
        Fact::unconfirmed("vpc.toml", "endpoints.private_workload_needs.ecs_exec"),
        Fact::unconfirmed("vpc.toml", "endpoints.private_workload_needs.ecs_ec2_launch_type_extra"),
        Fact::unconfirmed("vpc.toml", "endpoints.private_workload_needs.eks_private_nodes"),
    ]),
    Attr::new("dns", Type::Bool, "Whether names are looked up in it.")
        .default_to(Default::Flag(true))
        .carried()
        .cfn("EnableDnsSupport")
        .facts(&[Fact::unconfirmed("vpc.toml", "vpc.dns_defaults.enable_dns_support")]),
    Attr::new(
        "dns_hostnames",
        Type::Bool,
        "Whether what stands in it has a public name; private names of interface endpoints need it, too.",
    )
    .default_to(Default::Flag(false))
    .carried()
    .cfn("EnableDnsHostnames")
    .facts(&[Fact::unconfirmed("vpc.toml", "vpc.dns_defaults.enable_dns_hostnames_other")]),
    Attr::new("tenancy", Type::OneOf(&["default", "dedicated"]), "Whose machines stand beside those in it.")
        .default_to(Default::Text("default"))
        .carried()
        .cfn("InstanceTenancy")
        .facts(&[
            Fact::new("vpc.toml", "vpc.tenancies", SOURCE),
            Fact::new("vpc.toml", "vpc.tenancy_default", SOURCE),
        ]),
];
