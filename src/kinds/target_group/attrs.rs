//! What is said of a target group.

use super::super::SECOND;
use super::super::networks::BELONGS;
use super::SOURCE;
use crate::base::{Dimension, Fact};
use crate::catalog::{Attr, Default, Presence, Type};

/// Not of functions, which are called.
const LISTENING: Presence = Presence::OnlyIf("targets", &["instance", "ip", "alb"]);

pub(super) const ATTRS: &[Attr] = &[
    Attr::new(
        "targets",
        Type::OneOf(&["instance", "ip", "lambda", "alb"]),
        "What its targets are: machines by their ids, addresses, a function, another load balancer.",
    )
    .default_to(Default::Text("instance"))
    .replaces()
    .simulated()
    .cfn("TargetType")
    .facts(&[
        Fact::new("elb.toml", "target_group.target_types", SOURCE),
        Fact::new("elb.toml", "target_group.target_type_default", SOURCE),
    ]),
    Attr::new(
        "protocol",
        Type::OneOf(&["http", "https", "tcp", "tls", "udp", "tcp_udp", "quic", "tcp_quic", "geneve"]),
        "What is spoken with its targets.",
    )
    .spelled(&[
        ("http", "HTTP"),
        ("https", "HTTPS"),
        ("tcp", "TCP"),
        ("tls", "TLS"),
        ("udp", "UDP"),
        ("tcp_udp", "TCP_UDP"),
        ("quic", "QUIC"),
        ("tcp_quic", "TCP_QUIC"),
        ("geneve", "GENEVE"),
    ])
    .presence(LISTENING)
    .default_to(Default::Text("http"))
    .replaces()
    .simulated()
    .cfn("Protocol")
    .facts(&[Fact::new("elb.toml", "target_group.protocols", SOURCE)]),
    Attr::new("version", Type::OneOf(&["http1", "http2", "grpc"]), "In which version HTTP is spoken.")
        .spelled(&[("http1", "HTTP1"), ("http2", "HTTP2"), ("grpc", "GRPC")])
        .presence(Presence::OnlyIf("protocol", &["http", "https"]))
        .default_to(Default::Text("http1"))
        .replaces()
        .cfn("ProtocolVersion")
        .facts(&[
            Fact::new("elb.toml", "target_group.protocol_versions", SOURCE),
            Fact::new("elb.toml", "target_group.protocol_version_default", SOURCE),
        ]),
    Attr::new("port", Type::Whole, "The port on which its targets listen.")
        .between(1, 65_535)
        .replaces()
        .simulated()
        .cfn("Port")
        .facts(&[Fact::new("elb.toml", "target_group.port", SOURCE)]),
    BELONGS.replaces().simulated().cfn("VpcId"),
    Attr::new(
        "health",
        Type::String,
        "The path that says with its answer whether a target is well; `/` if left out.",
    )
    .at_most(1_024)
    .simulated()
    .cfn("HealthCheckPath")
    .facts(&[
        Fact::new("elb.toml", "target_group.health_check.path_default", SOURCE),
        Fact::new("elb.toml", "target_group.health_check.path_max_length", SOURCE),
    ]),
    Attr::new("checked", Type::Bool, "Whether targets are checked at all; all must be but functions.")
        .cfn("HealthCheckEnabled")
        .facts(&[Fact::new("elb.toml", "target_group.health_check.can_be_disabled_for", SOURCE)]),
    Attr::new("health_port", Type::String, "The port that is asked; that of the requests if left out.")
        .presence(LISTENING)
        .carried()
        .cfn("HealthCheckPort"),
    Attr::new("interval", Type::Quantity(Dimension::Duration), "The time between two checks.")
        .in_steps(5 * SECOND, 300 * SECOND, SECOND)
        .simulated()
        .cfn("HealthCheckIntervalSeconds")
        .facts(&[Fact::new("elb.toml", "target_group.health_check.interval_s", SOURCE)]),
    Attr::new("patience", Type::Quantity(Dimension::Duration), "How long one check may take.")
        .in_steps(2 * SECOND, 120 * SECOND, SECOND)
        .simulated()
        .cfn("HealthCheckTimeoutSeconds")
        .facts(&[Fact::new("elb.toml", "target_group.health_check.timeout_s", SOURCE)]),
    Attr::new("healthy", Type::Whole, "How many checks in a row must succeed until a target gets requests.")
        .between(2, 10)
        .simulated()
        .cfn("HealthyThresholdCount")
        .facts(&[Fact::new("elb.toml", "target_group.health_check.healthy_threshold", SOURCE)]),
    Attr::new("unhealthy", Type::Whole, "How many checks in a row must fail until it gets none.")
        .between(2, 10)
        .simulated()
        .cfn("UnhealthyThresholdCount")
        .facts(&[Fact::new("elb.toml", "target_group.health_check.unhealthy_threshold", SOURCE)]),
    Attr::new("success", Type::String, "The answers that say that a target is well, such as `200-299`.")
        .carried()
        .cfn("Matcher.HttpCode|Matcher.GrpcCode"),
    Attr::new(
        "drain",
        Type::Quantity(Dimension::Duration),
        "How long a target that goes may finish what it has begun.",
    )
    .presence(LISTENING)
    .in_steps(0, 3_600 * SECOND, SECOND)
    .default_to(Default::Amount(Dimension::Duration, 300 * SECOND))
    .simulated()
    .cfn("TargetGroupAttributes[Key=deregistration_delay.timeout_seconds].Value")
    .facts(&[Fact::new("elb.toml", "target_group.attributes.deregistration_delay_s", SOURCE)]),
    Attr::new(
        "slow_start",
        Type::Quantity(Dimension::Duration),
        "In what time a new target comes to its full share.",
    )
    .presence(LISTENING)
    .in_steps(0, 900 * SECOND, SECOND)
    .carried()
    .cfn("TargetGroupAttributes[Key=slow_start.duration_seconds].Value")
    .facts(&[Fact::new("elb.toml", "target_group.attributes.slow_start_s", SOURCE)]),
    Attr::new(
        "algorithm",
        Type::OneOf(&["round_robin", "least_outstanding_requests", "weighted_random"]),
        "Who gets the next request.",
    )
    .presence(LISTENING)
    .carried()
    .cfn("TargetGroupAttributes[Key=load_balancing.algorithm.type].Value")
    .facts(&[Fact::new("elb.toml", "target_group.attributes.algorithms", SOURCE)]),
    Attr::new("sticky", Type::Bool, "Whether a client stays with the target that it met first.")
        .presence(LISTENING)
        .carried()
        .cfn("TargetGroupAttributes[Key=stickiness.enabled].Value"),
    Attr::new("sticky_for", Type::Quantity(Dimension::Duration), "How long it stays there.")
        .presence(Presence::With("sticky"))
        .default_to(Default::Amount(Dimension::Duration, 86_400 * SECOND))
        .in_steps(SECOND, 604_800 * SECOND, SECOND)
        .carried()
        .cfn("TargetGroupAttributes[Key=stickiness.lb_cookie.duration_seconds].Value")
        .facts(&[Fact::new("elb.toml", "target_group.attributes.cookie_duration_s", SOURCE)]),
    Attr::new(
        "multi_value",
        Type::Bool,
        "Whether headers and parameters that stand more than once come to a function as lists.",
    )
    .presence(Presence::OnlyIf("targets", &["lambda"]))
    .carried()
    .cfn("TargetGroupAttributes[Key=lambda.multi_value_headers.enabled].Value"),
];
