//! `vpc_endpoint`: a way to a service of AWS that does not lead over the internet.

mod operations;

use super::networks::OF_NETWORK;
use crate::base::Fact;
use crate::catalog::{Attr, Declarable, Implied, ImpliedValue, Kind, Latency, Output, Shape, Type};

/// Where this was read.
const SOURCE: &str = "EC2 API model 2016-11-15 and CloudFormation resource schema";

pub(super) static KIND: Kind = Kind {
    name: "vpc_endpoint",
    title: "VPC endpoint",
    doc: include_str!("doc.md"),
    service: "ec2",
    cfn: "AWS::EC2::VPCEndpoint",
    declared: Declarable::No,
    shape: &Shape { attrs: ATTRS, ..Shape::EMPTY },
    outputs: &[
        Output::new("id", "vpce-{hex}", "Its id."),
        Output::new("arn", "arn:{partition}:ec2:{region}:{account}:vpc-endpoint/vpce-{hex}", "Its ARN."),
    ],
    implied: IMPLIED,
    operations: operations::OPERATIONS,
    // Estimates.
    latency: Latency { create: 30_000, update: 1_000, delete: 30_000, visible: 500 },
    facts: &[
        Fact::new("update_behavior.toml", "AWS::EC2::VPCEndpoint", "CloudFormation resource schema"),
        Fact::new("vpc.toml", "endpoints.immutable", SOURCE),
        Fact::new("vpc.toml", "endpoints.service_name", SOURCE),
    ],
    ..Kind::BASE
};

static IMPLIED: &[Implied] = &[
    Implied::any("VpcId"),
    Implied::any("ServiceName"),
    Implied::any("RouteTableIds"),
    Implied::any("SubnetIds"),
    Implied::any("SecurityGroupIds"),
    Implied::one_of(
        "VpcEndpointType",
        &[
            ImpliedValue {
                with: &["ServiceName"],
                without: &["SubnetIds", "SecurityGroupIds"],
                ..ImpliedValue::plain("Gateway")
            },
            ImpliedValue {
                with: &["ServiceName"],
                without: &["RouteTableIds"],
                ..ImpliedValue::plain("Interface")
            },
            ImpliedValue::plain("GatewayLoadBalancer"),
            ImpliedValue::plain("Resource"),
            ImpliedValue::plain("ServiceNetwork"),
            ImpliedValue::plain("Tunnel"),
        ],
        &[
            Fact::new("vpc.toml", "endpoints.types", SOURCE),
            Fact::new("vpc.toml", "endpoints.type_default", SOURCE),
            Fact::new("vpc.toml", "endpoints.gateway.attached_to", SOURCE),
            Fact::new("vpc.toml", "endpoints.gateway.security_groups", SOURCE),
            Fact::new("vpc.toml", "endpoints.interface.attached_to", SOURCE),
        ],
    )
    .default_to("Gateway")
    .no_others(),
];

const ATTRS: &[Attr] = &[
    OF_NETWORK,
    Attr::new("service", Type::String, "The service, by its full name.")
        .required()
        .replaces()
        .simulated()
        .cfn("ServiceName"),
];
