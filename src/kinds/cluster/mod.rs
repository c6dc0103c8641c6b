//! `cluster`: the place in which services and tasks run (ECS).

mod metrics;
mod operations;

use crate::base::Fact;
use crate::catalog::{
    Attr, Default, Deletion, Kind, Latency, Naming, OnChange, Output, Shape, Suffix, Type, Uniqueness,
};

/// Where the limits were read.
const SOURCE: &str = "ECS API model 2014-11-13";

pub(super) static KIND: Kind = Kind {
    name: "cluster",
    title: "ECS cluster",
    doc: include_str!("doc.md"),
    service: "ecs",
    cfn: "AWS::ECS::Cluster",
    naming: Some(&NAMING),
    shape: &Shape { attrs: ATTRS, ..Shape::EMPTY },
    outputs: &[
        Output::new("name", "{name}", "Its name."),
        Output::new("arn", "arn:{partition}:ecs:{region}:{account}:cluster/{name}", "Its ARN."),
    ],
    operations: operations::OPERATIONS,
    metrics: metrics::METRICS,
    // Estimates.
    latency: Latency { create: 5_000, update: 2_000, delete: 5_000, visible: 500 },
    deletion: Deletion::RefusedWhileUsed(&["service"]),
    facts: &[Fact::new("update_behavior.toml", "AWS::ECS::Cluster", "CloudFormation resource schema")],
    elsewhere: ELSEWHERE,
    ..Kind::BASE
};

/// What other languages say otherwise.
static ELSEWHERE: &[(&[&str], &str)] = &[(
    &["default_capacity_provider_strategy", "capacity_providers", "capacity_provider"],
    "each service says it with its own `launch`",
)];

/// What can be in a name is from general knowledge; families of tasks are named by the same rule.
static NAMING: Naming = Naming {
    min: 1,
    max: 255,
    characters: "a-zA-Z0-9_-",
    ends: "",
    forbidden: &[],
    unique: Uniqueness::Region,
    account_suffix: Suffix::None,
    from_reference: &[],
    on_change: OnChange::Replace,
    facts: &[],
};

const ATTRS: &[Attr] = &[
    Attr::new("insights", Type::Bool, "Whether Container Insights measures what runs in it.")
        .known_as(&["container_insights", "settings", "setting", "monitoring"])
        .default_to(Default::Flag(false))
        .spelled(&[("true", "enabled"), ("true", "enhanced"), ("false", "disabled")])
        .cfn("ClusterSettings[Name=containerInsights].Value"),
    Attr::new(
        "capacity",
        Type::List(&Type::OneOf(&["fargate", "fargate_spot"])),
        "The capacity of AWS's own that its services may run on; what they ask for if left out.",
    )
    .spelled(&[("fargate", "FARGATE"), ("fargate_spot", "FARGATE_SPOT")])
    .cfn("CapacityProviders")
    .facts(&[Fact::new("ecs.toml", "capacity_provider_strategy.predefined", SOURCE)]),
];
