//! `pipeline`: jobs in their order; what is not ordered runs side by side (Batch).

use super::outcomes::outcomes;
use crate::base::Fact;
use crate::catalog::{
    Attr, Default, Grant, Kind, Latency, Many, Naming, Needed, OnChange, Output, Position, Shape, Slot,
    Statement, Suffix, Type, Uniqueness, Verb,
};

/// Where the limits were read.
const SOURCE: &str = "Batch API model 2016-08-10";

pub(super) static KIND: Kind = Kind {
    name: "pipeline",
    title: "pipeline of Batch jobs",
    doc: include_str!("doc.md"),
    service: "batch",
    cfn: "",
    naming: Some(&NAMING),
    shape: &Shape { statements: &[STEP], ..Shape::EMPTY },
    outputs: &[
        Output::new("name", "{name}", "Its name, with which those of the jobs that it submits begin."),
        Output::new(
            "arn",
            "arn:{partition}:batch:{region}:{account}:pipeline/{name}",
            "A text of stackc's own that names it; AWS has no ARN for an order of jobs.",
        ),
    ],
    links: &[outcomes("pipeline")],
    verbs: &[Verb {
        name: "submit",
        doc: "Put all its jobs in their queues, each to wait for those before it.",
        grants: &[
            Grant { actions: &["batch:SubmitJob"], resource: "{job.job.arn}" },
            Grant { actions: &["batch:SubmitJob"], resource: "{job.job.queue.arn}" },
        ],
    }],
    // Nothing is made at AWS before it is submitted.
    latency: Latency { create: 500, update: 500, delete: 500, visible: 500 },
    ..Kind::BASE
};

/// The limits are those of the names of jobs, which begin with it.
static NAMING: Naming = Naming {
    min: 1,
    max: 128,
    characters: "A-Za-z0-9_-",
    ends: "",
    forbidden: &[],
    unique: Uniqueness::Region,
    account_suffix: Suffix::None,
    from_reference: &[],
    on_change: OnChange::Replace,
    facts: &[Fact::new("batch.toml", "job_definition.name_pattern", SOURCE)],
};

const STEP: Statement = Statement {
    word: "job",
    known_as: &["step", "steps", "jobs", "stage", "task", "stages"],
    doc: "One job of it, by its name, and the jobs that must have succeeded before.",
    slots: &[
        Slot { field: "job", ty: Type::Reference(&["job"]), bare: "job", ..Slot::BASE },
        Slot {
            at: Position::After("after"),
            field: "after",
            ty: Type::Reference(&["job"]),
            many: Many::Several,
            needed: Needed::No,
            bare: "job",
            limit: None,
            ..Slot::BASE
        },
    ],
    options: &[
        Attr::new("array", Type::Whole, "How many children it has that run side by side.")
            .between(2, 10_000)
            .simulated()
            .cfn("ArrayProperties.Size")
            .facts(&[Fact::new("batch.toml", "array.size", SOURCE)]),
        Attr::new(
            "pairwise",
            Type::Bool,
            "Whether child i waits for child i of the arrays before it, and not for all of them.",
        )
        .default_to(Default::Flag(false))
        .simulated()
        .cfn("DependsOn.Type")
        .facts(&[
            Fact::new("batch.toml", "dependencies.types", SOURCE),
            Fact::new("batch.toml", "dependencies.n_to_n", SOURCE),
        ]),
        Attr::new("sequential", Type::Bool, "Whether its children run one after the other.")
            .default_to(Default::Flag(false))
            .simulated()
            .cfn("DependsOn.Type")
            .facts(&[
                Fact::new("batch.toml", "dependencies.types", SOURCE),
                Fact::new("batch.toml", "dependencies.sequential", SOURCE),
            ]),
    ],
    facts: &[Fact::new("batch.toml", "dependencies.plain", SOURCE)],
    ..Statement::BASE
};
