//! Where the pods of a workload run, how many there are, and how they come and go.

use crate::base::Dimension;
use crate::catalog::{Attr, Block, BlockBody, Default, OnChange, Presence, Shape, Type};

pub(super) const ATTRS: &[Attr] = &[
    Attr::new("cluster", Type::Reference(&["kubernetes"]), "Where it runs.")
        .required()
        .replaces()
        .simulated(),
    Attr::new("namespace", Type::String, "The part of the cluster that it belongs to.")
        .at_most(63)
        .default_to(Default::Text("default"))
        .replaces()
        .simulated(),
    Attr::new(
        "count",
        Type::RangeOf(&Type::Whole),
        "How many pods run; a range is what `scale` moves within, and begins at its lower end.",
    )
    .known_as(&["replicas", "instances", "min_replicas", "max_replicas"])
    .required()
    .at_least(0)
    .simulated(),
    Attr::new(
        "architecture",
        Type::OneOf(&["x86_64", "arm64"]),
        "The processor it runs on; any if left out.",
    )
    .simulated(),
    Attr::new("role", Type::Reference(&["role"]), "What its code may do at AWS; without it, nothing.")
        .known_as(&["service_account", "service_account_name"])
        .simulated(),
    Attr::new(
        "stop_timeout",
        Type::Quantity(Dimension::Duration),
        "How long a pod may take to end by itself before it is killed.",
    )
    .known_as(&["termination_grace_period_seconds", "termination_grace_period"])
    .in_steps(0, i64::MAX, 1_000)
    .default_to(Default::Amount(Dimension::Duration, 30_000))
    .simulated(),
];

pub(super) const LABELS: Block = Block {
    word: "labels",
    doc: "By what its pods are chosen, by a `fargate_profile` among others.",
    body: BlockBody::Table(Type::String),
    ..Block::BASE
};

pub(super) const NODES: Block = Block {
    word: "nodes",
    known_as: &["node_selector"],
    doc: "What the nodes must be labelled with that its pods run on, all of it.",
    body: BlockBody::Table(Type::String),
    ..Block::BASE
};

pub(super) const SCALE: Block = Block {
    word: "scale",
    known_as: &["autoscaling", "hpa", "horizontal_pod_autoscaler", "autoscale"],
    doc: "What moves the number of pods within `count`.",
    body: BlockBody::Shape(&Shape { attrs: TARGETS, ..Shape::EMPTY }),
    ..Block::BASE
};

const TARGETS: &[Attr] = &[
    Attr::new(
        "cpu",
        Type::Quantity(Dimension::Percent),
        "The CPU use, of what is asked for, that it keeps to on average.",
    )
    .at_least(1)
    .simulated(),
    Attr::new(
        "memory",
        Type::Quantity(Dimension::Percent),
        "The memory use, of what is asked for, that it keeps to on average.",
    )
    .at_least(1)
    .simulated(),
];

pub(super) const DISRUPTION: Block = Block {
    word: "disruption",
    known_as: &["pdb", "pod_disruption_budget"],
    doc: "How many pods may be missing while nodes are renewed or drained.",
    body: BlockBody::Shape(&Shape { attrs: BUDGET, ..Shape::EMPTY }),
    ..Block::BASE
};

const BUDGET: &[Attr] = &[
    Attr::new("max_unavailable", Type::Whole, "Most pods that may be missing.")
        .presence(Presence::NotWith("min_available"))
        .at_least(0)
        .simulated(),
    Attr::new("min_available", Type::Whole, "Fewest pods that must run.").at_least(0).simulated(),
];

pub(super) const ROLLOUT: Block = Block {
    word: "rollout",
    known_as: &["strategy", "rolling_update", "deploy"],
    doc: "How a new version takes the place of the old one.",
    body: BlockBody::Shape(&Shape { attrs: ROLLING, ..Shape::EMPTY }),
    on_change: OnChange::Update,
    ..Block::BASE
};

const ROLLING: &[Attr] = &[
    Attr::new(
        "max_unavailable",
        Type::Quantity(Dimension::Percent),
        "How much of `count` may be missing meanwhile.",
    )
    .between(0, 100)
    .default_to(Default::Amount(Dimension::Percent, 25))
    .simulated(),
    Attr::new(
        "max_surge",
        Type::Quantity(Dimension::Percent),
        "How much there may be beyond `count` meanwhile.",
    )
    .at_least(0)
    .default_to(Default::Amount(Dimension::Percent, 25))
    .simulated(),
];
