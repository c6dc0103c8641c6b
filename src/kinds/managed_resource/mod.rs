//! `managed_resource`: what a service of AWS makes by itself, and keeps as it wants it.

use crate::base::Fact;
use crate::catalog::{Attr, Declarable, Kind, Latency, Output, Shape, Type};

pub(super) static KIND: Kind = Kind {
    name: "managed_resource",
    title: "resource that its service keeps",
    doc: include_str!("doc.md"),
    service: "",
    cfn: "",
    declared: Declarable::No,
    shape: &Shape { attrs: ATTRS, ..Shape::EMPTY },
    outputs: &[
        Output::new(
            "arn",
            "{of}/{id}",
            "A text of stackc's own that names it; the service calls it as it likes.",
        ),
        Output::new("id", "{id}", "Its id."),
    ],
    // Told of what it belongs to.
    latency: Latency { create: 1_000, update: 1_000, delete: 1_000, visible: 500 },
    facts: &[
        Fact::unconfirmed("beanstalk.toml", "created_resources.single_instance"),
        Fact::unconfirmed("beanstalk.toml", "created_resources.load_balanced"),
        Fact::unconfirmed("beanstalk.toml", "created_resources.worker"),
    ],
    ..Kind::BASE
};

const ATTRS: &[Attr] = &[
    Attr::new("of", Type::Reference(&["environment"]), "For what it is made.")
        .required()
        .replaces()
        .simulated(),
    Attr::new("what", Type::String, "What it is at AWS.").required().replaces().simulated(),
    Attr::new("sort", Type::String, "Which sort of that.").replaces().simulated(),
    Attr::new("machine", Type::String, "The type of the machines that it starts.").simulated(),
    Attr::new("count", Type::RangeOf(&Type::Whole), "Fewest and most machines.").simulated(),
    Attr::new("health", Type::String, "The path by which it sees whether a machine is well.").simulated(),
    Attr::new("zones", Type::List(&Type::Zone), "The availability zones in which it starts machines.")
        .simulated(),
];
