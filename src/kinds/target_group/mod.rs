//! `target_group`: those among whom requests are shared (ELB).

mod attrs;
mod metrics;
mod operations;

use crate::base::Fact;
use crate::catalog::{
    Declarable, Deletion, Implied, ImpliedValue, Kind, Latency, Naming, OnChange, Output, Shape, Suffix,
    Uniqueness,
};

/// Where the limits were read.
const SOURCE: &str = "ELB v2 API model 2015-12-01 and CloudFormation resource schema";

pub(super) static KIND: Kind = Kind {
    name: "target_group",
    title: "target group",
    doc: include_str!("doc.md"),
    service: "elasticloadbalancing",
    cfn: "AWS::ElasticLoadBalancingV2::TargetGroup",
    declared: Declarable::InTemplates,
    naming: Some(&NAMING),
    shape: &Shape { attrs: attrs::ATTRS, ..Shape::EMPTY },
    outputs: &[
        Output::new("name", "{name}", "Its name."),
        Output::new(
            "arn",
            "arn:{partition}:elasticloadbalancing:{region}:{account}:targetgroup/{name}/{id}",
            "Its ARN.",
        ),
        Output::new("full_name", "targetgroup/{name}/{id}", "Its name in metrics."),
    ],
    metrics: metrics::METRICS,
    implied: IMPLIED,
    operations: operations::OPERATIONS,
    deletion: Deletion::RefusedWhileUsed(&["listener", "listener_rule"]),
    // Estimates.
    latency: Latency { create: 1_000, update: 1_000, delete: 1_000, visible: 500 },
    facts: &[
        Fact::new(
            "update_behavior.toml",
            "AWS::ElasticLoadBalancingV2::TargetGroup",
            "CloudFormation resource schema",
        ),
        Fact::new("elb.toml", "target_group.immutable", SOURCE),
        Fact::new("elb.toml", "quotas.application.load_balancers_per_target_group", SOURCE),
    ],
    ..Kind::BASE
};

static NAMING: Naming = Naming {
    min: 1,
    max: 32,
    characters: "A-Za-z0-9-",
    ends: "A-Za-z0-9",
    forbidden: &[],
    unique: Uniqueness::Region,
    account_suffix: Suffix::None,
    from_reference: &[],
    on_change: OnChange::Replace,
    facts: &[
        Fact::new("elb.toml", "target_group.name_pattern", SOURCE),
        Fact::new("elb.toml", "target_group.name_max_length", SOURCE),
    ],
};

/// What goes with what, by where requests go.
static IMPLIED: &[Implied] = &[
    Implied::one_of(
        "TargetType",
        &[
            ImpliedValue { with: REACHED, without: &[], ..ImpliedValue::plain("instance") },
            ImpliedValue { with: REACHED, without: &[], ..ImpliedValue::plain("ip") },
            ImpliedValue { with: &[], without: CALLED, ..ImpliedValue::plain("lambda") },
            ImpliedValue { with: REACHED, without: &[], ..ImpliedValue::plain("alb") },
        ],
        &[
            Fact::new("elb.toml", "target_group.target_types", SOURCE),
            Fact::new("elb.toml", "target_group.target_type_default", SOURCE),
            Fact::new("elb.toml", "target_group.required_unless_lambda", SOURCE),
            Fact::new("elb.toml", "target_group.forbidden_for_lambda", SOURCE),
        ],
    )
    .default_to("instance")
    .no_others(),
    Implied::one_of(
        "HealthCheckProtocol",
        &[
            ImpliedValue::plain("HTTP"),
            ImpliedValue::plain("HTTPS"),
            ImpliedValue { with: &[], without: &["Matcher"], ..ImpliedValue::plain("TCP") },
        ],
        &[
            Fact::new("elb.toml", "target_group.health_check.protocols", SOURCE),
            Fact::new("elb.toml", "target_group.health_check.matcher_only_for", SOURCE),
        ],
    )
    .no_others(),
    // Who they are, arrows say.
    Implied::any("Targets"),
    Implied::any("IpAddressType"),
];

/// What must be said of those who listen on a port.
const REACHED: &[&str] = &["Protocol", "Port", "VpcId"];

/// What cannot be said of a function, which is called, besides what its attributes say.
const CALLED: &[&str] = &["Port", "VpcId", "HealthCheckProtocol"];
