//! One container of a pod.

use super::super::{MB, SECOND};
use crate::base::Dimension;
use crate::catalog::{
    Attr, Block, BlockBody, Default, Label, Meaning, Position, Shape, Slot, Statement, Type,
};

pub(super) const CONTAINER: Block = Block {
    word: "container",
    known_as: &["containers"],
    doc: "One of the containers that each pod runs.",
    label: Label::Named { required: true },
    body: BlockBody::Shape(&Shape {
        attrs: ATTRS,
        blocks: &[LIMITS, HEALTH, ENV],
        statements: &[MOUNT, WRITES],
    }),
    ..Block::BASE
};

const ATTRS: &[Attr] = &[
    Attr::new("image", Type::String, "The image that it runs, with its tag.").required().simulated(),
    Attr::new("port", Type::Whole, "The port on which it listens.")
        .known_as(&["ports", "container_port"])
        .between(1, 65_535)
        .simulated(),
    Attr::new("cpu", Type::Quantity(Dimension::Cpu), "CPU that a node must have free for it.")
        .known_as(&["requests"])
        .at_least(0)
        .simulated(),
    Attr::new("memory", Type::Quantity(Dimension::Size), "Memory that a node must have free for it.")
        .known_as(&["requests"])
        .in_steps(0, i64::MAX, MB)
        .simulated(),
    Attr::new("command", Type::List(&Type::String), "What it runs in place of the image's own command.")
        .known_as(&["args", "cmd"])
        .carried(),
    Attr::new("user", Type::String, "The user that it runs as.").carried(),
    Attr::new("read_only", Type::Bool, "Whether its own files cannot be written.")
        .default_to(Default::Flag(false))
        .carried(),
];

const LIMITS: Block = Block {
    word: "limits",
    known_as: &["resources"],
    doc: "What it may take at most: more CPU is not given, and with more memory it is ended.",
    body: BlockBody::Shape(&Shape { attrs: MOST, ..Shape::EMPTY }),
    ..Block::BASE
};

const MOST: &[Attr] = &[
    Attr::new("cpu", Type::Quantity(Dimension::Cpu), "The most CPU that it is given.")
        .at_least(0)
        .simulated(),
    Attr::new("memory", Type::Quantity(Dimension::Size), "It is ended when it takes more.")
        .in_steps(0, i64::MAX, MB)
        .simulated(),
];

const HEALTH: Block = Block {
    word: "health",
    known_as: &["readiness_probe", "liveness_probe", "healthcheck"],
    doc: "What tells whether the container is well: it is sent requests only while it is.",
    body: BlockBody::Shape(&Shape { attrs: CHECK, ..Shape::EMPTY }),
    ..Block::BASE
};

const CHECK: &[Attr] = &[
    Attr::new("path", Type::String, "What is requested on its port; below 400 is well.")
        .required()
        .simulated(),
    Attr::new("interval", Type::Quantity(Dimension::Duration), "The time between two checks.")
        .in_steps(SECOND, i64::MAX, SECOND)
        .default_to(Default::Amount(Dimension::Duration, 10 * SECOND))
        .simulated(),
    Attr::new("timeout", Type::Quantity(Dimension::Duration), "How long one check may take.")
        .in_steps(SECOND, i64::MAX, SECOND)
        .default_to(Default::Amount(Dimension::Duration, SECOND))
        .simulated(),
    Attr::new("retries", Type::Whole, "How many checks in a row must fail.")
        .at_least(1)
        .default_to(Default::Whole(3))
        .simulated(),
    Attr::new(
        "start_period",
        Type::Quantity(Dimension::Duration),
        "How long after its start it is not checked.",
    )
    .in_steps(0, i64::MAX, SECOND)
    .default_to(Default::Amount(Dimension::Duration, 0))
    .simulated(),
];

const ENV: Block = Block {
    word: "env",
    known_as: &["environment"],
    doc: "Environment variables of the container.",
    body: BlockBody::Table(Type::String),
    ..Block::BASE
};

const MOUNT: Statement = Statement {
    word: "mount",
    known_as: &["volumes", "volume", "volume_mounts"],
    doc: "Files that outlive the pod, seen under a path.",
    meaning: Meaning::Mount,
    slots: &[
        PATH,
        Slot {
            at: Position::After("from"),
            field: "from",
            ty: Type::Reference(&["file_system", "volume"]),
            ..Slot::BASE
        },
    ],
    options: &[Attr::new("read_only", Type::Bool, "Whether the container may only read there.")
        .default_to(Default::Flag(false))],
    ..Statement::BASE
};

const WRITES: Statement = Statement {
    word: "writes",
    doc: "A path whose files must outlive the pod, and so must be mounted.",
    meaning: Meaning::Writes,
    slots: &[PATH],
    ..Statement::BASE
};

/// An absolute path inside the container.
const PATH: Slot = Slot { field: "path", ..Slot::BASE };
