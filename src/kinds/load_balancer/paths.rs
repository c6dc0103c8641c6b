//! Where a load balancer sends its requests.

use super::super::SECOND;
use super::SOURCE;
use crate::base::{Dimension, Fact};
use crate::catalog::{
    Attr, Between, Default, Events, Link, Load, Part, PartInput, Presence, PutPart, Side, Type,
};

pub(super) const PATHS: Link = Link {
    source: "load_balancer",
    targets: &["service", "workload", "instance"],
    doc: "Requests on the path are shared among what is well of the target; of several paths that fit, the most exact counts.",
    events: Events::Paths,
    options: OPTIONS,
    title: "route of a load balancer",
    cfn: "AWS::ElasticLoadBalancingV2::TargetGroup.Targets",
    between: &[
        ("service", Between::Part(&PutPart { only: &[AT_AWS, TLS], ..group(ADDRESSES_BEHIND_TLS) })),
        ("service", Between::Part(&PutPart { only: &[AT_AWS], ..group(ADDRESSES) })),
        ("service", Between::Part(&PutPart { only: &[ITSELF, TLS], ..group(ADDRESSES_BEHIND_TLS) })),
        ("service", Between::Part(&PutPart { only: &[ITSELF], ..group(ADDRESSES) })),
        // On ports of their hosts.
        ("service", Between::Part(&PutPart { only: &[TLS], ..group(INSTANCES_BEHIND_TLS) })),
        ("service", Between::Part(&group(INSTANCES))),
        ("service", Between::Part(&PutPart { first_for: Some(Side::Target), ..RULE })),
        ("service", Between::Part(&PutPart { first_for: Some(Side::Target), ..LISTENER })),
        ("workload", Between::Part(&PutPart { only: &[TLS], ..group(ADDRESSES_BEHIND_TLS) })),
        ("workload", Between::Part(&group(ADDRESSES))),
        ("workload", Between::Part(&RULE)),
        ("workload", Between::Part(&LISTENER)),
        ("instance", Between::Part(&PutPart { only: &[TLS], ..group(INSTANCES_BEHIND_TLS) })),
        ("instance", Between::Part(&group(INSTANCES))),
        ("instance", Between::Part(&RULE)),
        ("instance", Between::Part(&LISTENER)),
    ],
    operations: super::operations::PATH,
    facts: &[
        Fact::new("elb.toml", "target_group.fargate_requires_target_type", SOURCE),
        Fact::new("elb.toml", "target_group.awsvpc_requires_target_type", SOURCE),
    ],
    ..Link::BASE
};

/// Where one end has one of these values in that attribute.
type Only = (Side, &'static str, &'static [&'static str]);

/// Tasks that have addresses of their own.
const AT_AWS: Only = (Side::Target, "launch", &["fargate", "fargate_spot"]);
const ITSELF: Only = (Side::Target, "network_mode", &["awsvpc"]);
/// What is spoken with those who call is plain for the targets.
const TLS: Only = (Side::Source, "protocol", &["tls"]);
const INSTANCES: &[PartInput] = &[INSTANCE, PORT, SAME, NETWORK];
const INSTANCES_BEHIND_TLS: &[PartInput] = &[INSTANCE, PORT, PLAIN, NETWORK];
const ADDRESSES: &[PartInput] = &[ADDRESS, PORT, SAME, NETWORK];
const ADDRESSES_BEHIND_TLS: &[PartInput] = &[ADDRESS, PORT, PLAIN, NETWORK];
const FUNCTION: &[PartInput] = &[PartInput { name: "targets", template: "lambda" }];
const INSTANCE: PartInput = PartInput { name: "targets", template: "instance" };
const ADDRESS: PartInput = PartInput { name: "targets", template: "ip" };
const PORT: PartInput = PartInput { name: "port", template: "{port}" };
const SAME: PartInput = PartInput { name: "protocol", template: "{source.protocol?}" };
const PLAIN: PartInput = PartInput { name: "protocol", template: "tcp" };
const NETWORK: PartInput = PartInput { name: "network", template: "{source.network?}" };

/// The group of those to whom an arrow leads.
const fn group(with: &'static [PartInput]) -> PutPart {
    PutPart { part: &GROUP, with, only: &[], first_for: None }
}

static GROUP: Part = Part {
    name: "target_group",
    kind: "target_group",
    inputs: &[
        PartInput { name: "name", template: "{source.name}-{id}" },
        PartInput { name: "health", template: "{health?}" },
        PartInput { name: "interval", template: "{interval?}" },
        PartInput { name: "patience", template: "{patience?}" },
        PartInput { name: "healthy", template: "{healthy?}" },
        PartInput { name: "unhealthy", template: "{unhealthy?}" },
        PartInput { name: "drain", template: "{drain?}" },
        PartInput { name: "multi_value", template: "{multi_value?}" },
    ],
    doc: "Those among whom its requests are shared.",
    ..Part::BASE
};

/// What leads requests of an application load balancer to them.
const RULE: PutPart = PutPart {
    part: &Part {
        name: "rule",
        kind: "listener_rule",
        inputs: &[
            PartInput { name: "within", template: "{source.listener.full_name}" },
            PartInput { name: "listener", template: "{source.listener.arn}" },
            PartInput { name: "priority", template: "{rank}" },
            PartInput { name: "host", template: "{host?}" },
            PartInput { name: "path", template: "{pattern}" },
            PartInput { name: "action", template: "forward" },
            PartInput { name: "target_group", template: "{target_group.arn}" },
        ],
        doc: "Leads the requests of its path to them.",
        ..Part::BASE
    },
    with: &[],
    only: &[(Side::Source, "type", &["application"])],
    first_for: None,
};

/// What leads connections of a network load balancer to them.
const LISTENER: PutPart = PutPart {
    part: &Part {
        name: "listener",
        kind: "listener",
        inputs: &[
            PartInput { name: "within", template: "{source.full_name}" },
            PartInput { name: "load_balancer", template: "{source?}" },
            PartInput { name: "port", template: "{source.port?}" },
            PartInput { name: "protocol", template: "{source.protocol?}" },
            PartInput { name: "certificate", template: "{source.certificate?}" },
            PartInput { name: "tls_policy", template: "{source.tls_policy?}" },
            PartInput { name: "action", template: "forward" },
            PartInput { name: "target_group", template: "{target_group.arn}" },
        ],
        doc: "Where the load balancer listens, and leads to them.",
        ..Part::BASE
    },
    with: &[],
    only: &[(Side::Source, "type", &["network"])],
    first_for: None,
};

/// A function is called, and has no port: a target group of its own leads to it.
pub(super) const TO_FUNCTION: Link = Link {
    targets: &["function"],
    doc: "Requests on the path call the function, and its answer is theirs.",
    options: FUNCTION_OPTIONS,
    between: &[
        ("function", Between::Part(&group(FUNCTION))),
        (
            "function",
            Between::Permission {
                kind: "permission",
                principal: "elasticloadbalancing.amazonaws.com",
                action: "lambda:InvokeFunction",
                source_arn: "{target_group.arn}",
            },
        ),
        ("function", Between::Part(&RULE)),
    ],
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
    .known_as(&["health_check", "health_path", "health_check_path"])
    .at_most(1_024)
    .simulated()
    .facts(&[Fact::new("elb.toml", "target_group.health_check.path_max_length", SOURCE)]),
    Attr::new(
        "interval",
        Type::Quantity(Dimension::Duration),
        "The time between two checks; 35 s if left out.",
    )
    .presence(Presence::With("health"))
    .in_steps(5 * SECOND, 300 * SECOND, SECOND)
    .simulated()
    .facts(&[Fact::new("elb.toml", "target_group.health_check.interval_s", SOURCE)]),
    Attr::new(
        "patience",
        Type::Quantity(Dimension::Duration),
        "How long one check may take, less than `interval`; 30 s if left out.",
    )
    .known_as(&["timeout"])
    .presence(Presence::With("health"))
    .in_steps(2 * SECOND, 120 * SECOND, SECOND)
    .simulated()
    .facts(&[Fact::new("elb.toml", "target_group.health_check.timeout_s", SOURCE)]),
    Attr::new(
        "multi_value",
        Type::Bool,
        "Whether headers and parameters that stand more than once come as lists.",
    )
    .default_to(Default::Flag(false))
    .carried()
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
    .facts(&[Fact::new("elb.toml", "target_group.port", SOURCE)]),
    Attr::new(
        "health",
        Type::String,
        "The path that says with its answer whether a target is well; `/` if left out. A `network` load balancer only looks whether there is a connection if it is left out.",
    ).known_as(&["health_check", "health_path", "health_check_path"])
        .at_most(1_024)
        .simulated()
        .facts(&[
            Fact::new("elb.toml", "target_group.health_check.path_max_length", SOURCE),
        ]),
    Attr::new(
        "interval",
        Type::Quantity(Dimension::Duration),
        "The time between two checks; 30 s if left out.",
    )
    .in_steps(5 * SECOND, 300 * SECOND, SECOND)
    .simulated()
    .facts(&[Fact::new("elb.toml", "target_group.health_check.interval_s", SOURCE)]),
    Attr::new(
        "patience",
        Type::Quantity(Dimension::Duration),
        "How long one check may take, less than `interval`; 6 s if left out.",
    ).known_as(&["timeout"])
    .in_steps(2 * SECOND, 120 * SECOND, SECOND)
    .simulated()
    .facts(&[Fact::new("elb.toml", "target_group.health_check.timeout_s", SOURCE)]),
    Attr::new(
        "healthy",
        Type::Whole,
        "How many checks in a row must succeed until a target gets requests; 5 if left out.",
    ).known_as(&["healthy_threshold"])
    .between(2, 10)
    .simulated()
    .facts(&[Fact::new("elb.toml", "target_group.health_check.healthy_threshold", SOURCE)]),
    Attr::new(
        "unhealthy",
        Type::Whole,
        "How many checks in a row must fail until it gets none; 2 if left out.",
    ).known_as(&["unhealthy_threshold"])
    .between(2, 10)
    .simulated()
    .facts(&[Fact::new("elb.toml", "target_group.health_check.unhealthy_threshold", SOURCE)]),
    Attr::new(
        "drain",
        Type::Quantity(Dimension::Duration),
        "How long a target that goes may finish what it has begun.",
    ).known_as(&["deregistration_delay", "draining"])
    .in_steps(0, 3_600 * SECOND, SECOND)
    .default_to(Default::Amount(Dimension::Duration, 300 * SECOND))
    .simulated()
    .facts(&[Fact::new("elb.toml", "target_group.attributes.deregistration_delay_s", SOURCE)]),
];
