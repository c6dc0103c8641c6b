//! How many tasks there are, and how new ones take the place of old ones.

use super::super::{MINUTE, SECOND};
use super::SOURCE;
use crate::base::{Dimension, Fact};
use crate::catalog::{Attr, Block, BlockBody, Default, Presence, Shape, Type};

pub(super) const SCALE: Block = Block {
    word: "scale",
    known_as: &["autoscale", "autoscaling", "scaling"],
    doc: "What moves the number of tasks within `count`.",
    body: BlockBody::Shape(&Shape { attrs: TARGETS, ..Shape::EMPTY }),
    cfn: "AWS::ApplicationAutoScaling::ScalingPolicy.TargetTrackingScalingPolicyConfiguration",
    ..Block::BASE
};

const TARGETS: &[Attr] = &[
    Attr::new("cpu", Type::Quantity(Dimension::Percent), "The CPU use that it keeps to on average.")
        .between(1, 100)
        .simulated()
        .cfn("TargetValue"),
    Attr::new("memory", Type::Quantity(Dimension::Percent), "The memory use that it keeps to on average.")
        .between(1, 100)
        .simulated()
        .cfn("TargetValue"),
    Attr::new("requests", Type::Whole, "The requests of a load balancer that each task has in a minute.")
        .at_least(1)
        .simulated()
        .cfn("TargetValue"),
    Attr::new(
        "cooldown",
        Type::Quantity(Dimension::Duration),
        "How long it waits after one change before the next.",
    )
    .in_steps(0, i64::MAX, SECOND)
    .simulated()
    .cfn("ScaleOutCooldown"),
    Attr::new(
        "cooldown_in",
        Type::Quantity(Dimension::Duration),
        "How long it waits before it takes tasks away; `cooldown` if left out.",
    )
    .in_steps(0, i64::MAX, SECOND)
    .simulated()
    .cfn("ScaleInCooldown"),
    Attr::new("shrink", Type::Bool, "Whether it takes tasks away again, too.")
        .default_to(Default::Flag(true))
        .simulated()
        .cfn("DisableScaleIn"),
];

pub(super) const DEPLOY: Block = Block {
    word: "deploy",
    known_as: &["deployment", "rollout", "update_config"],
    doc: "How a new version takes the place of the old one.",
    body: BlockBody::Shape(&Shape { attrs: ROLLOUT, ..Shape::EMPTY }),
    cfn: "DeploymentConfiguration",
    ..Block::BASE
};

const ROLLOUT: &[Attr] = &[
    Attr::new(
        "strategy",
        Type::OneOf(&["rolling", "blue_green", "linear", "canary"]),
        "Task by task, all at once beside the old ones, in equal steps, or a few first.",
    )
    .spelled(&[
        ("rolling", "ROLLING"),
        ("blue_green", "BLUE_GREEN"),
        ("linear", "LINEAR"),
        ("canary", "CANARY"),
    ])
    .default_to(Default::Text("rolling"))
    .simulated()
    .cfn("Strategy")
    .facts(&[Fact::new("ecs.toml", "service.deployment_strategies", SOURCE)]),
    Attr::new(
        "minimum_healthy",
        Type::Quantity(Dimension::Percent),
        "How many of the tasks must be well during a deployment, rounded up; 100% if left out, 0% of daemons.",
    ).known_as(&["deployment_minimum_healthy_percent"])
    .at_least(0)
    .simulated()
    .cfn("MinimumHealthyPercent")
    .facts(&[
        Fact::new("ecs.toml", "service.minimum_healthy_percent_default.replica", SOURCE),
        Fact::new("ecs.toml", "service.minimum_healthy_percent_default.daemon_api", SOURCE),
    ]),
    Attr::new(
        "maximum",
        Type::Quantity(Dimension::Percent),
        "How many tasks, old and new, there may be during a deployment, rounded down; 200% if left out, 100% of daemons.",
    ).known_as(&["deployment_maximum_percent"])
    .at_least(0)
    .simulated()
    .cfn("MaximumPercent")
    .facts(&[
        Fact::new("ecs.toml", "service.maximum_percent_default.replica", SOURCE),
        Fact::unconfirmed("ecs.toml", "service.maximum_percent_default.daemon"),
    ]),
    Attr::new("circuit_breaker", Type::Bool, "Whether a deployment whose tasks keep failing is given up.")
        .default_to(Default::Flag(false))
        .simulated()
        .cfn("DeploymentCircuitBreaker.Enable"),
    Attr::new("rollback", Type::Bool, "Whether the old version comes back when it was given up.")
        .default_to(Default::Flag(false))
        .simulated()
        .cfn("DeploymentCircuitBreaker.Rollback"),
    Attr::new(
        "step",
        Type::Quantity(Dimension::Percent),
        "How much of the load goes over in one step, or first.",
    )
    .presence(Presence::OnlyIf("strategy", &["linear", "canary"]))
    .between(1, 100)
    .simulated()
    .cfn("LinearConfiguration.StepPercent|CanaryConfiguration.CanaryPercent"),
    Attr::new("wait", Type::Quantity(Dimension::Duration), "How long a step is watched before the next.")
        .presence(Presence::OnlyIf("strategy", &["linear", "canary"]))
        .in_steps(0, i64::MAX, MINUTE)
        .simulated()
        .cfn("LinearConfiguration.StepBakeTimeInMinutes|CanaryConfiguration.CanaryBakeTimeInMinutes"),
    Attr::new(
        "bake",
        Type::Quantity(Dimension::Duration),
        "How long the old tasks stay when the new ones have all of the load.",
    )
    .presence(Presence::OnlyIf("strategy", &["blue_green", "linear", "canary"]))
    .in_steps(0, i64::MAX, MINUTE)
    .simulated()
    .cfn("BakeTimeInMinutes"),
];
