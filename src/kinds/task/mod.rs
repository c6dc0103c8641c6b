//! `task`: containers that run to their end when something calls them (an ECS task definition).

mod operations;

use super::fargate;
use super::grants::USES;
use super::networks::{FIREWALLS, IN_NETWORK, NETWORK, SUBNETS, firewall};
use super::place::PLACE;
use super::tasks::{self, SOURCE};
use crate::base::Fact;
use crate::catalog::{
    Attr, Carrier, Doors, Grant, Kind, Latency, Naming, OnChange, Output, Part, PartInput, Shape, Suffix,
    Type, Uniqueness, Verb,
};

pub(super) static KIND: Kind = Kind {
    name: "task",
    title: "ECS task",
    doc: include_str!("doc.md"),
    service: "ecs",
    cfn: "AWS::ECS::TaskDefinition",
    naming: Some(&NAMING),
    shape: &Shape { attrs: ATTRS, blocks: &[tasks::CONTAINER], statements: &[USES] },
    outputs: &[
        Output::new("name", "{name}", "The family of its definitions."),
        Output::new(
            "arn",
            "arn:{partition}:ecs:{region}:{account}:task-definition/{name}",
            "The ARN of its newest definition.",
        ),
    ],
    parts: PARTS,
    verbs: VERBS,
    // It calls, and is not called.
    doors: Some(&Doors { ports: &[], ..tasks::DOORS }),
    carrier: Some(&Carrier { principal: "ecs-tasks", ..Carrier::BASE }),
    operations: operations::OPERATIONS,
    // Estimates: a definition is registered at once.
    latency: Latency { create: 1_000, update: 1_000, delete: 1_000, visible: 500 },
    dated: fargate::PLATFORMS,
    sizes: fargate::SIZES,
    facts: &[
        Fact::new("ecs.toml", "roles.task_execution.managed_policy", SOURCE),
        Fact::new("update_behavior.toml", "AWS::ECS::TaskDefinition", "CloudFormation resource schema"),
        Fact::new("ecs.toml", "task_definition.revisions_immutable", SOURCE),
    ],
    ..Kind::BASE
};

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
    facts: &[Fact::new("ecs.toml", "task_definition.family_pattern", SOURCE)],
};

const ATTRS: &[Attr] = &[
    tasks::CLUSTER,
    tasks::LAUNCH.cfn("RequiresCompatibilities"),
    tasks::PLATFORM,
    Attr::new(
        "capacity",
        Type::Reference(&["capacity"]),
        "The hosts that it stands on; any of the cluster if left out.",
    )
    .simulated(),
    PLACE,
    tasks::ZONES,
    tasks::PUBLIC_IP,
    tasks::NETWORK_MODE,
    tasks::CPU,
    tasks::MEMORY,
    tasks::DISK,
    tasks::ARCHITECTURE,
    tasks::ROLE,
    tasks::EXECUTION_ROLE,
    NETWORK,
    SUBNETS,
    FIREWALLS,
];

static PARTS: &[Part] = &[
    tasks::EXECUTION_ROLE_PART,
    tasks::LOG_GROUP_PART,
    firewall(&[PartInput { name: "name", template: "{name}-task" }, IN_NETWORK]),
];

static VERBS: &[Verb] = &[Verb {
    name: "run",
    doc: "Start it, in its cluster, and hand it its roles.",
    grants: &[
        Grant { actions: &["ecs:RunTask"], resource: "{arn}:*" },
        Grant { actions: &["iam:PassRole"], resource: "{execution_role.arn}" },
        Grant { actions: &["iam:PassRole"], resource: "{role.arn}" },
    ],
}];
