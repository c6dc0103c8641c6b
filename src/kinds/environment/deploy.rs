//! How a new version comes onto the machines.

use super::super::{MINUTE, SECOND};
use super::SOURCE;
use crate::base::{Dimension, Fact};
use crate::catalog::{Attr, Block, BlockBody, Default, Presence, Shape, Type};

/// Policies that go batch by batch.
const ROLLING: Presence = Presence::OnlyIf("policy", &["rolling", "rolling_with_additional_batch"]);
/// Policies that send a part of the requests to the new version first.
const SPLITTING: Presence = Presence::OnlyIf("policy", &["traffic_splitting"]);

pub(super) const DEPLOY: Block = Block {
    word: "deploy",
    known_as: &["deployment", "deployment_policy", "rolling"],
    doc: "How a new version takes the place of the old one.",
    body: BlockBody::Shape(&Shape { attrs: ATTRS, ..Shape::EMPTY }),
    cfn: "OptionSettings",
    ..Block::BASE
};

const ATTRS: &[Attr] = &[
    Attr::new(
        "policy",
        Type::OneOf(&[
            "all_at_once",
            "rolling",
            "rolling_with_additional_batch",
            "immutable",
            "traffic_splitting",
        ]),
        "All machines at once, batch by batch, the same with machines besides, on new machines, or with a part of the requests first.",
    ).known_as(&["deployment_policy", "type", "strategy"])
    .spelled(&[
        ("all_at_once", "AllAtOnce"),
        ("rolling", "Rolling"),
        ("rolling_with_additional_batch", "RollingWithAdditionalBatch"),
        ("immutable", "Immutable"),
        ("traffic_splitting", "TrafficSplitting"),
    ])
    .default_to(Default::Text("all_at_once"))
    .simulated()
    .cfn("aws:elasticbeanstalk:command.DeploymentPolicy")
    .facts(&[
        Fact::new("beanstalk.toml", "deployment_policy[id=AllAtOnce].default_api", SOURCE),
        Fact::new("beanstalk.toml", "deployment_policy", SOURCE),
    ]),
    Attr::new(
        "batch",
        Type::Quantity(Dimension::Percent),
        "How many of the machines get the new version at once; all of them if left out.",
    )
    .presence(ROLLING)
    .in_steps(1, 100, 1)
    .simulated()
    .cfn("aws:elasticbeanstalk:command.BatchSize")
    .facts(&[
        Fact::unconfirmed("beanstalk.toml", "option.deployment.batch_size_percent"),
        Fact::unconfirmed("beanstalk.toml", "option.deployment.batch_size_default_percent"),
    ]),
    Attr::new("batch_size", Type::Whole, "The same as a number of machines.")
        .presence(ROLLING)
        .at_least(1)
        .simulated()
        .facts(&[Fact::unconfirmed("beanstalk.toml", "option.deployment.batch_size_types")]),
    Attr::new("timeout", Type::Quantity(Dimension::Duration), "How long one machine may take.")
        .in_steps(SECOND, i64::MAX, SECOND)
        .default_to(Default::Amount(Dimension::Duration, 600 * SECOND))
        .simulated()
        .cfn("aws:elasticbeanstalk:command.Timeout")
        .facts(&[Fact::unconfirmed("beanstalk.toml", "option.deployment.timeout_s_default")]),
    Attr::new("ignore_health", Type::Bool, "Whether it goes on although machines are not well.")
        .default_to(Default::Flag(false))
        .simulated()
        .cfn("aws:elasticbeanstalk:command.IgnoreHealthCheck")
        .facts(&[Fact::unconfirmed("beanstalk.toml", "option.deployment.ignore_health_check_default")]),
    Attr::new(
        "new_version",
        Type::Quantity(Dimension::Percent),
        "The share of requests that goes to the new version first.",
    )
    .presence(SPLITTING)
    .in_steps(1, 100, 1)
    .default_to(Default::Amount(Dimension::Percent, 10))
    .simulated()
    .cfn("aws:elasticbeanstalk:trafficsplitting.NewVersionPercent")
    .facts(&[Fact::unconfirmed("beanstalk.toml", "option.traffic_splitting.new_version_percent")]),
    Attr::new("evaluation", Type::Quantity(Dimension::Duration), "How long that is looked at.")
        .presence(SPLITTING)
        .in_steps(3 * MINUTE, 600 * MINUTE, MINUTE)
        .default_to(Default::Amount(Dimension::Duration, 5 * MINUTE))
        .simulated()
        .cfn("aws:elasticbeanstalk:trafficsplitting.EvaluationTime")
        .facts(&[Fact::unconfirmed("beanstalk.toml", "option.traffic_splitting.evaluation_time_min")]),
];
