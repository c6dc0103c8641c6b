//! `flow`: a line with an arrow, as it is recorded. What it becomes at AWS, its link says.

use crate::catalog::{Attr, Declarable, Kind, Latency, Output, Shape, Type};

pub(super) static KIND: Kind = Kind {
    name: "flow",
    title: "flow",
    doc: include_str!("doc.md"),
    service: "",
    cfn: "",
    declared: Declarable::No,
    shape: &Shape { attrs: ATTRS, ..Shape::EMPTY },
    outputs: &[
        Output::new("arn", "{source}/flow/{id}", "A text of stackc's own that names it; AWS has no ARN."),
        Output::new("id", "{id}", "Its id."),
    ],
    // Estimates.
    latency: Latency { create: 1_000, update: 1_000, delete: 1_000, visible: 1_000 },
    ..Kind::BASE
};

const ATTRS: &[Attr] = &[
    Attr::new("source", Type::String, "ARN of where it begins.").required().replaces().simulated(),
    Attr::new("target", Type::String, "ARN of where it ends.").required().replaces().simulated(),
    Attr::new(
        "role",
        Type::Reference(&["role"]),
        "The role that AWS takes on to reach the target, if it must.",
    )
    .simulated(),
    Attr::new(
        "target_group",
        Type::Reference(&["target_group"]),
        "Where the target is registered, if a load balancer leads to it.",
    )
    .simulated(),
    Attr::new("event", Type::String, "What must have happened at the source.").replaces().simulated(),
    Attr::new("under", Type::String, "What the key must begin with.").simulated(),
    Attr::new("ending", Type::String, "What the key must end with.").simulated(),
];
