//! Where a load balancer sends its requests.

use super::super::SECOND;
use super::SOURCE;
use crate::base::{Dimension, Fact};
use crate::catalog::{Attr, Between, Default, Events, Link, Load, Presence, Type};

pub(super) const PATHS: Link = Link {
    source: "load_balancer",
    targets: &["service", "workload", "instance"],
    doc: "Requests on the path are shared among what is well of the target; of several paths that fit, the most exact counts.",
    events: Events::Paths,
    options: OPTIONS,
    title: "listener rule",
    cfn: "AWS::ElasticLoadBalancingV2::ListenerRule",
    operations: super::operations::PATH,
    ..Link::BASE
};

/// A function is called, and has no port: a target group of its own leads to it.
pub(super) const TO_FUNCTION: Link = Link {
    targets: &["function"],
    doc: "Requests on the path call the function, and its answer is theirs.",
    options: FUNCTION_OPTIONS,
    between: &[(
        "function",
        Between::Permission {
            kind: "permission",
            principal: "elasticloadbalancing.amazonaws.com",
            action: "lambda:InvokeFunction",
            source_arn: "arn:{partition}:elasticloadbalancing:{region}:{account}:targetgroup/*",
        },
    )],
    facts: &[
        Fact::new("elb.toml", "lambda_targets.functions_per_target_group_max", SOURCE),
        Fact::new("elb.toml", "target_group.forbidden_for_lambda", SOURCE),
        Fact::new("elb.toml", "lambda_targets.principal", SOURCE),
        Fact::new("elb.toml", "lambda_targets.action", SOURCE),
    ],
    carries: &[Load {
        target: "function",
        bytes: 1_048_576,
        fact: Fact::new("elb.toml", "lambda_targets.request_body_max_bytes", SOURCE),
    }],
    ..PATHS
};

const FUNCTION_OPTIONS: &[Attr] = &[
    Attr::new(
        "health",
        Type::String,
        "A path that is called to see whether the function is well; it is not if left out.",
    )
    .at_most(1_024)
    .simulated()
    .cfn("AWS::ElasticLoadBalancingV2::TargetGroup.HealthCheckPath")
    .facts(&[Fact::new("elb.toml", "target_group.health_check.path_max_length", SOURCE)]),
    Attr::new(
        "interval",
        Type::Quantity(Dimension::Duration),
        "The time between two checks; 35 s if left out.",
    )
    .presence(Presence::With("health"))
    .in_steps(5 * SECOND, 300 * SECOND, SECOND)
    .simulated()
    .cfn("AWS::ElasticLoadBalancingV2::TargetGroup.HealthCheckIntervalSeconds")
    .facts(&[Fact::new("elb.toml", "target_group.health_check.interval_s", SOURCE)]),
    Attr::new(
        "patience",
        Type::Quantity(Dimension::Duration),
        "How long one check may take, less than `interval`; 30 s if left out.",
    )
    .presence(Presence::With("health"))
    .in_steps(2 * SECOND, 120 * SECOND, SECOND)
    .simulated()
    .cfn("AWS::ElasticLoadBalancingV2::TargetGroup.HealthCheckTimeoutSeconds")
    .facts(&[Fact::new("elb.toml", "target_group.health_check.timeout_s", SOURCE)]),
    Attr::new(
        "multi_value",
        Type::Bool,
        "Whether headers and parameters that stand more than once come as lists.",
    )
    .default_to(Default::Flag(false))
    .carried()
    .cfn("AWS::ElasticLoadBalancingV2::TargetGroup.TargetGroupAttributes")
    .facts(&[Fact::new(
        "elb.toml",
        "target_group.attributes.lambda_multi_value_headers_default",
        SOURCE,
    )]),
];

const OPTIONS: &[Attr] = &[
    Attr::new(
        "port",
        Type::Whole,
        "The port on which the target listens; that of its only container if left out.",
    )
    .between(1, 65_535)
    .replaces()
    .simulated()
    .cfn("AWS::ElasticLoadBalancingV2::TargetGroup.Port")
    .facts(&[Fact::new("elb.toml", "target_group.port", SOURCE)]),
    Attr::new("health", Type::String, "The path that says with its answer whether a target is well.")
        .at_most(1_024)
        .default_to(Default::Text("/"))
        .simulated()
        .cfn("AWS::ElasticLoadBalancingV2::TargetGroup.HealthCheckPath")
        .facts(&[
            Fact::new("elb.toml", "target_group.health_check.path_default", SOURCE),
            Fact::new("elb.toml", "target_group.health_check.path_max_length", SOURCE),
        ]),
    Attr::new(
        "interval",
        Type::Quantity(Dimension::Duration),
        "The time between two checks; 30 s if left out.",
    )
    .in_steps(5 * SECOND, 300 * SECOND, SECOND)
    .simulated()
    .cfn("AWS::ElasticLoadBalancingV2::TargetGroup.HealthCheckIntervalSeconds")
    .facts(&[Fact::new("elb.toml", "target_group.health_check.interval_s", SOURCE)]),
    Attr::new(
        "patience",
        Type::Quantity(Dimension::Duration),
        "How long one check may take, less than `interval`; 6 s if left out.",
    )
    .in_steps(2 * SECOND, 120 * SECOND, SECOND)
    .simulated()
    .cfn("AWS::ElasticLoadBalancingV2::TargetGroup.HealthCheckTimeoutSeconds")
    .facts(&[Fact::new("elb.toml", "target_group.health_check.timeout_s", SOURCE)]),
    Attr::new(
        "healthy",
        Type::Whole,
        "How many checks in a row must succeed until a target gets requests; 5 if left out.",
    )
    .between(2, 10)
    .simulated()
    .cfn("AWS::ElasticLoadBalancingV2::TargetGroup.HealthyThresholdCount")
    .facts(&[Fact::new("elb.toml", "target_group.health_check.healthy_threshold", SOURCE)]),
    Attr::new(
        "unhealthy",
        Type::Whole,
        "How many checks in a row must fail until it gets none; 2 if left out.",
    )
    .between(2, 10)
    .simulated()
    .cfn("AWS::ElasticLoadBalancingV2::TargetGroup.UnhealthyThresholdCount")
    .facts(&[Fact::new("elb.toml", "target_group.health_check.unhealthy_threshold", SOURCE)]),
    Attr::new(
        "drain",
        Type::Quantity(Dimension::Duration),
        "How long a target that goes may finish what it has begun.",
    )
    .in_steps(0, 3_600 * SECOND, SECOND)
    .default_to(Default::Amount(Dimension::Duration, 300 * SECOND))
    .simulated()
    .cfn("AWS::ElasticLoadBalancingV2::TargetGroup.TargetGroupAttributes")
    .facts(&[Fact::new("elb.toml", "target_group.attributes.deregistration_delay_s", SOURCE)]),
];
