//! How App Runner sees that an instance is well.

use super::super::SECOND;
use super::SOURCE;
use crate::base::{Dimension, Fact};
use crate::catalog::{Attr, Block, BlockBody, Default, Shape, Type};

pub(super) const HEALTH: Block = Block {
    word: "health",
    known_as: &["health_check"],
    doc: "What tells whether an instance is well.",
    body: BlockBody::Shape(&Shape { attrs: CHECK, ..Shape::EMPTY }),
    cfn: "HealthCheckConfiguration",
    ..Block::BASE
};

const CHECK: &[Attr] = &[
    Attr::new(
        "path",
        Type::String,
        "The path that is asked for by HTTP; its port alone is tried if left out.",
    )
    .simulated()
    .cfn("Path")
    .facts(&[Fact::unconfirmed("apprunner.toml", "health_check.protocol_default")]),
    Attr::new("interval", Type::Quantity(Dimension::Duration), "The time between two checks.")
        .in_steps(SECOND, 20 * SECOND, SECOND)
        .default_to(Default::Amount(Dimension::Duration, 5 * SECOND))
        .simulated()
        .cfn("Interval")
        .facts(&[Fact::new("apprunner.toml", "health_check.interval_s", SOURCE)]),
    Attr::new("timeout", Type::Quantity(Dimension::Duration), "How long one check may take.")
        .in_steps(SECOND, 20 * SECOND, SECOND)
        .default_to(Default::Amount(Dimension::Duration, 2 * SECOND))
        .simulated()
        .cfn("Timeout")
        .facts(&[Fact::new("apprunner.toml", "health_check.timeout_s", SOURCE)]),
    Attr::new("healthy_after", Type::Whole, "How many checks in a row must succeed.")
        .between(1, 20)
        .default_to(Default::Whole(1))
        .simulated()
        .cfn("HealthyThreshold")
        .facts(&[Fact::new("apprunner.toml", "health_check.healthy_threshold", SOURCE)]),
    Attr::new("unhealthy_after", Type::Whole, "How many checks in a row must fail.")
        .between(1, 20)
        .default_to(Default::Whole(5))
        .simulated()
        .cfn("UnhealthyThreshold")
        .facts(&[Fact::new("apprunner.toml", "health_check.unhealthy_threshold", SOURCE)]),
];
