//! How many tasks there are, and how new ones take the place of old ones.

use super::super::SECOND;
use super::SOURCE;
use crate::base::{Dimension, Fact};
use crate::catalog::{Attr, Block, BlockBody, Default, Shape, Type};

pub(super) const SCALE: Block = Block {
    word: "scale",
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
    Attr::new(
        "cooldown",
        Type::Quantity(Dimension::Duration),
        "How long it waits after one change before the next.",
    )
    .in_steps(0, i64::MAX, SECOND)
    .simulated()
    .cfn("ScaleOutCooldown"),
];

pub(super) const DEPLOY: Block = Block {
    word: "deploy",
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
        "How many of the tasks must be well during a deployment, rounded up.",
    )
    .at_least(0)
    .default_to(Default::Amount(Dimension::Percent, 100))
    .simulated()
    .cfn("MinimumHealthyPercent")
    .facts(&[Fact::new("ecs.toml", "service.minimum_healthy_percent_default.replica", SOURCE)]),
    Attr::new(
        "maximum",
        Type::Quantity(Dimension::Percent),
        "How many tasks, old and new, there may be during a deployment, rounded down.",
    )
    .at_least(0)
    .default_to(Default::Amount(Dimension::Percent, 200))
    .simulated()
    .cfn("MaximumPercent")
    .facts(&[Fact::new("ecs.toml", "service.maximum_percent_default.replica", SOURCE)]),
    Attr::new("circuit_breaker", Type::Bool, "Whether a deployment whose tasks keep failing is given up.")
        .default_to(Default::Flag(false))
        .simulated()
        .cfn("DeploymentCircuitBreaker.Enable"),
    Attr::new("rollback", Type::Bool, "Whether the old version comes back when it was given up.")
        .default_to(Default::Flag(false))
        .simulated()
        .cfn("DeploymentCircuitBreaker.Rollback"),
];
