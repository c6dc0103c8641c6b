//! `service`: containers that are kept running (ECS).

mod attrs;
mod metrics;
mod operations;
mod placement;
mod rollout;

use super::fargate;
use super::grants::USES;
use super::networks::{IN_NETWORK, firewall};
use super::tasks::{self, SOURCE};
use crate::base::Fact;
use crate::catalog::{
    Carrier, Implied, Kind, Latency, Naming, OnChange, Output, Part, PartInput, Shape, Suffix, Uniqueness,
    Verb,
};

pub(super) static KIND: Kind = Kind {
    name: "service",
    title: "ECS service",
    doc: include_str!("doc.md"),
    service: "ecs",
    cfn: "AWS::ECS::Service",
    // Made from its containers.
    implied: &[Implied::any("TaskDefinition")],
    naming: Some(&NAMING),
    shape: &Shape {
        attrs: attrs::ATTRS,
        blocks: &[tasks::CONTAINER, rollout::SCALE, rollout::DEPLOY],
        statements: &[USES, placement::SPREAD, placement::PACK],
    },
    outputs: &[
        Output::new("name", "{name}", "Its name."),
        Output::new(
            "arn",
            "arn:{partition}:ecs:{region}:{account}:service/{cluster.name}/{name}",
            "Its ARN.",
        ),
    ],
    parts: PARTS,
    verbs: &[Verb { name: "call", doc: "Send it requests; a connection, no IAM action.", grants: &[] }],
    doors: Some(&tasks::DOORS),
    // Its containers' output is written under the execution role, not under the role of its code.
    carrier: Some(&Carrier { principal: "ecs-tasks", ..Carrier::BASE }),
    operations: operations::OPERATIONS,
    metrics: metrics::METRICS,
    // Estimates: until its tasks are steady, and until the old ones are drained.
    latency: Latency { create: 90_000, update: 180_000, delete: 60_000, visible: 1_000 },
    dated: fargate::PLATFORMS,
    sizes: fargate::SIZES,
    facts: &[
        Fact::new("ecs.toml", "roles.task_execution.managed_policy", SOURCE),
        Fact::new("update_behavior.toml", "AWS::ECS::Service", "CloudFormation resource schema"),
        Fact::new("update_behavior.toml", "AWS::ECS::TaskDefinition", "CloudFormation resource schema"),
        Fact::new("ecs.toml", "port_mappings.bridge", SOURCE),
        Fact::new("ecs.toml", "port_mappings.dynamic_range_default_linux", SOURCE),
    ],
    elsewhere: ELSEWHERE,
    ..Kind::BASE
};

/// What other languages say otherwise.
static ELSEWHERE: &[(&[&str], &str)] = &[
    (&["restart", "restart_policy"], "leave it out: a service starts its tasks again by itself"),
    (
        &["task_definition"],
        "what a task is stands in the service itself: `cpu`, `memory`, `container app { … }`",
    ),
    (
        &["load_balancers", "target_group", "target_groups", "target_group_arn"],
        "what reaches it is an arrow: `load_balancer.public \"/*\" -> service.web`",
    ),
];

/// The family of its task definitions has the same name.
static NAMING: Naming = Naming {
    min: 1,
    max: 255,
    characters: "a-zA-Z0-9_-",
    ends: "",
    forbidden: &[],
    unique: Uniqueness::Within("cluster"),
    account_suffix: Suffix::None,
    from_reference: &[],
    on_change: OnChange::Replace,
    facts: &[Fact::new("ecs.toml", "task_definition.family_pattern", SOURCE)],
};

static PARTS: &[Part] = &[
    tasks::EXECUTION_ROLE_PART,
    tasks::LOG_GROUP_PART,
    firewall(&[PartInput { name: "name", template: "{name}-service" }, IN_NETWORK]),
];
