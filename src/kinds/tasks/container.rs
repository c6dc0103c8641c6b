//! One container of a task.

use super::super::fargate;
use super::super::{MB, SECOND};
use super::SOURCE;
use crate::base::{Dimension, Fact};
use crate::catalog::{
    Attr, Block, BlockBody, Default, Label, Labels, Meaning, Position, Presence, Shape, Slot, Statement, Type,
};

pub(super) const CONTAINER: Block = Block {
    word: "container",
    known_as: &["containers", "container_definitions", "task_definition"],
    doc: "One of the containers that each task runs.",
    label: Label::Named { required: true },
    body: BlockBody::Shape(&Shape {
        attrs: ATTRS,
        blocks: &[ENV, HEALTH],
        statements: &[START, MOUNT, BIND, WRITES],
    }),
    labels: Some(&NAMES),
    cfn: "AWS::ECS::TaskDefinition.ContainerDefinitions",
    facts: &[
        Fact::new("ecs.toml", "task_definition.at_least_one_essential", SOURCE),
        Fact::new("ecs.toml", "port_mappings.bridge", SOURCE),
    ],
    ..Block::BASE
};

static NAMES: Labels = Labels {
    min_length: 1,
    max_length: 255,
    characters: "a-zA-Z0-9_-",
    max_count: 10,
    facts: &[
        Fact::new("ecs.toml", "task_definition.container_name_pattern", SOURCE),
        Fact::unconfirmed("ecs.toml", "task_definition.containers_max"),
    ],
};

const ATTRS: &[Attr] = &[
    Attr::new("image", Type::String, "The image that it runs, with its tag.")
        .required()
        .simulated()
        .cfn("Image"),
    Attr::new("port", Type::Whole, "The port on which it listens.")
        .known_as(&["ports", "expose", "port_mappings", "container_port"])
        .between(1, 65_535)
        .simulated()
        .cfn("PortMappings.ContainerPort"),
    Attr::new("protocol", Type::OneOf(&["tcp", "udp"]), "What its port speaks.")
        .presence(Presence::With("port"))
        .default_to(Default::Text("tcp"))
        .carried()
        .cfn("PortMappings.Protocol"),
    Attr::new(
        "host_port",
        Type::Whole,
        "The port of its host that stands for its own; in network mode `bridge` ECS chooses one if it is 0 or left out.",
    )
    .presence(Presence::With("port"))
    .between(0, 65_535)
    .simulated()
    .cfn("PortMappings.HostPort"),
    Attr::new("cpu", Type::Quantity(Dimension::Cpu), "Its share of the task's CPU.")
        .known_as(&["cpus", "vcpu"])
        .at_least(0)
        .cfn("Cpu"),
    Attr::new("memory", Type::Quantity(Dimension::Size), "It is ended when it takes more.")
        .known_as(&["mem_limit", "memory_limit", "ram"])
        .in_steps(6 * MB, i64::MAX, MB)
        .cfn("Memory")
        .facts(&[Fact::new("ecs.toml", "task_definition.container_memory_min_mib", SOURCE)]),
    Attr::new(
        "memory_reservation",
        Type::Quantity(Dimension::Size),
        "What is kept for it on its host; it may take more while there is some, up to `memory`.",
    )
    .known_as(&["mem_reservation"])
    .in_steps(6 * MB, i64::MAX, MB)
    .simulated()
    .cfn("MemoryReservation")
    .facts(&[Fact::new("ecs.toml", "task_definition.container_memory_min_mib", SOURCE)]),
    Attr::new("command", Type::List(&Type::String), "What it runs in place of the image's own command.")
        .known_as(&["cmd", "args"])
        .carried()
        .cfn("Command"),
    Attr::new(
        "entry_point",
        Type::List(&Type::String),
        "What runs its command, in place of the image's own.",
    )
    .known_as(&["entrypoint"])
    .carried()
    .cfn("EntryPoint"),
    Attr::new("essential", Type::Bool, "Whether the task ends when it ends.")
        .default_to(Default::Flag(true))
        .simulated()
        .cfn("Essential")
        .facts(&[Fact::new("ecs.toml", "task_definition.essential_default", SOURCE)]),
    Attr::new("user", Type::String, "The user that it runs as.").known_as(&["run_as"]).carried().cfn("User"),
    Attr::new("working_directory", Type::String, "Where its command begins.")
        .known_as(&["workdir", "working_dir"])
        .carried()
        .cfn("WorkingDirectory"),
    Attr::new("read_only", Type::Bool, "Whether its own files cannot be written.")
        .default_to(Default::Flag(false))
        .carried()
        .cfn("ReadonlyRootFilesystem"),
    Attr::new(
        "stop_timeout",
        Type::Quantity(Dimension::Duration),
        "How long it may take to end by itself before it is killed.",
    )
    .in_steps(0, 120 * SECOND, SECOND)
    .default_to(Default::Amount(Dimension::Duration, 30 * SECOND))
    .simulated()
    .cfn("StopTimeout")
    .facts(&[Fact::new("fargate.toml", "rules.stop_timeout_s", fargate::SOURCE)]),
];

const ENV: Block = Block {
    word: "env",
    known_as: &["environment_variables", "variables", "vars"],
    doc: "Environment variables of the container.",
    body: BlockBody::Table(Type::String),
    cfn: "Environment",
    ..Block::BASE
};

const HEALTH: Block = Block {
    word: "health",
    known_as: &["healthcheck", "livenessprobe"],
    doc: "A command that tells whether the container is well.",
    body: BlockBody::Shape(&Shape { attrs: CHECK, ..Shape::EMPTY }),
    cfn: "HealthCheck",
    ..Block::BASE
};

const CHECK: &[Attr] = &[
    Attr::new("command", Type::List(&Type::String), "What is run; it ends with 0 if the container is well.")
        .required()
        .cfn("Command"),
    Attr::new("interval", Type::Quantity(Dimension::Duration), "The time between two checks.")
        .in_steps(5 * SECOND, 300 * SECOND, SECOND)
        .default_to(Default::Amount(Dimension::Duration, 30 * SECOND))
        .simulated()
        .cfn("Interval")
        .facts(&[Fact::new("ecs.toml", "task_definition.health_check.interval_s", SOURCE)]),
    Attr::new("timeout", Type::Quantity(Dimension::Duration), "How long one check may take.")
        .in_steps(2 * SECOND, 60 * SECOND, SECOND)
        .default_to(Default::Amount(Dimension::Duration, 5 * SECOND))
        .simulated()
        .cfn("Timeout")
        .facts(&[Fact::new("ecs.toml", "task_definition.health_check.timeout_s", SOURCE)]),
    Attr::new("retries", Type::Whole, "How many checks in a row must fail.")
        .between(1, 10)
        .default_to(Default::Whole(3))
        .simulated()
        .cfn("Retries")
        .facts(&[Fact::new("ecs.toml", "task_definition.health_check.retries", SOURCE)]),
    Attr::new(
        "start_period",
        Type::Quantity(Dimension::Duration),
        "How long after its start failed checks do not count.",
    )
    .in_steps(0, 300 * SECOND, SECOND)
    .default_to(Default::Amount(Dimension::Duration, 0))
    .simulated()
    .cfn("StartPeriod")
    .facts(&[Fact::new("ecs.toml", "task_definition.health_check.start_period_s", SOURCE)]),
];

const START: Statement = Statement {
    word: "start",
    known_as: &["depends_on", "dependencies", "wait_for", "links"],
    doc: "It is started once another container of the task has come so far: `start`, that was started; `complete`, it has \
          ended; `success`, it has ended with 0; `healthy`, its `health` command says so.",
    slots: &[
        Slot { at: Position::After("after"), field: "container", cfn: "ContainerName", ..Slot::BASE },
        Slot {
            at: Position::After("on"),
            field: "condition",
            ty: Type::OneOf(&["start", "complete", "success", "healthy"]),
            spelled: &[
                ("start", "START"),
                ("complete", "COMPLETE"),
                ("success", "SUCCESS"),
                ("healthy", "HEALTHY"),
            ],
            cfn: "Condition",
            ..Slot::BASE
        },
    ],
    cfn: "DependsOn",
    facts: &[
        Fact::new("ecs.toml", "task_definition.dependency_conditions", SOURCE),
        Fact::unconfirmed("ecs.toml", "task_definition.dependency_graph_must_be_acyclic"),
    ],
    ..Statement::BASE
};

const MOUNT: Statement = Statement {
    word: "mount",
    known_as: &["volumes", "volume", "mount_points", "volume_mounts", "efs"],
    doc: "Files that outlive the task, seen under a path.",
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
        .default_to(Default::Flag(false))
        .cfn("ReadOnly")],
    cfn: "MountPoints",
    facts: &[Fact::unconfirmed("ecs.toml", "volumes.efs.fargate_linux_min_platform")],
    ..Statement::BASE
};

const BIND: Statement = Statement {
    word: "bind",
    doc: "A folder that containers of the task share under a name; it is gone with the task, or, with `host_path`, with \
          its host.",
    slots: &[PATH, Slot { at: Position::After("from"), field: "from", cfn: "SourceVolume", ..Slot::BASE }],
    options: &[
        Attr::new("host_path", Type::String, "The folder of the host that it is."),
        Attr::new("read_only", Type::Bool, "Whether the container may only read there.")
            .default_to(Default::Flag(false))
            .cfn("ReadOnly"),
    ],
    cfn: "MountPoints",
    facts: &[Fact::unconfirmed("ecs.toml", "volumes.bind")],
    ..Statement::BASE
};

const WRITES: Statement = Statement {
    word: "writes",
    doc: "A path whose files must outlive the task, and so must be mounted.",
    meaning: Meaning::Writes,
    slots: &[PATH],
    ..Statement::BASE
};

/// An absolute path inside the container.
const PATH: Slot = Slot { field: "path", cfn: "ContainerPath", ..Slot::BASE };
