//! `job`: a container that runs once and ends, when its turn has come (Batch).

mod attrs;
mod operations;
mod statements;

use super::fargate;
use super::grants::USES;
use super::outcomes::outcomes;
use crate::base::Fact;
use crate::catalog::{
    Block, BlockBody, Carrier, Doors, Grant, Implied, ImpliedValue, Itself, Kind, Latency, Naming, OnChange,
    Output, Part, PartInput, PartWhen, Shape, Suffix, Through, Type, Uniqueness, Verb,
};

/// Where the limits were read.
const SOURCE: &str = "Batch API model 2016-08-10";

pub(super) static KIND: Kind = Kind {
    name: "job",
    title: "Batch job",
    doc: include_str!("doc.md"),
    service: "batch",
    cfn: "AWS::Batch::JobDefinition",
    naming: Some(&NAMING),
    shape: &Shape {
        attrs: attrs::ATTRS,
        blocks: &[ENV],
        statements: &[statements::ON_EXIT, statements::MOUNT, statements::WRITES, USES],
    },
    outputs: &[
        Output::new("name", "{name}", "The name of its definition, whose latest revision is run."),
        Output::new(
            "arn",
            "arn:{partition}:batch:{region}:{account}:job-definition/{name}",
            "The ARN of its definition, without a revision.",
        ),
    ],
    parts: PARTS,
    implied: &[
        Implied::one_of(
            "Type",
            &[ImpliedValue::plain("container")],
            &[Fact::new("batch.toml", "job_definition.types", SOURCE)],
        ),
        Implied::one_of(
            "PlatformCapabilities",
            &[
                ImpliedValue::plain("EC2").of_other("job_queue", "launch = \"ec2\""),
                ImpliedValue::plain("FARGATE").of_other("job_queue", "launch = \"fargate\""),
            ],
            &[
                Fact::new("batch.toml", "job_definition.platform_capabilities", SOURCE),
                Fact::new("batch.toml", "job_definition.platform_capability_default", SOURCE),
            ],
        )
        .default_to("EC2"),
    ],
    // It runs on the machines of its queue.
    doors: Some(&Doors { itself: Itself::Never, through: Through::Named("queue"), ..Doors::BASE }),
    links: &[outcomes("job")],
    verbs: &[Verb {
        name: "submit",
        doc: "Put it in its queue.",
        grants: &[
            Grant { actions: &["batch:SubmitJob"], resource: "{arn}" },
            Grant { actions: &["batch:SubmitJob"], resource: "{queue.arn}" },
        ],
    }],
    // Its output is written under the execution role, not under the role of its code.
    carrier: Some(&Carrier { principal: "ecs-tasks", ..Carrier::BASE }),
    operations: operations::OPERATIONS,
    // Estimates.
    latency: Latency { create: 1_000, update: 1_000, delete: 1_000, visible: 500 },
    dated: fargate::PLATFORMS,
    sizes: fargate::SIZES,
    facts: &[
        Fact::new("update_behavior.toml", "AWS::Batch::JobDefinition", "CloudFormation resource schema"),
        Fact::new("batch.toml", "job_definition.fargate_sizes", SOURCE),
        Fact::new("batch.toml", "job_definition.fargate_ephemeral_gib", SOURCE),
        Fact::new("batch.toml", "job_definition.revisioned", SOURCE),
    ],
    ..Kind::BASE
};

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

static PARTS: &[Part] = &[Part {
    name: "execution_role",
    kind: "role",
    when: PartWhen::Without("execution_role"),
    inputs: &[
        PartInput { name: "name", template: "{name}-execution" },
        PartInput { name: "trust", template: "ecs-tasks" },
        PartInput {
            name: "managed",
            template: "arn:{partition}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
        },
    ],
    doc: "The role under which its image is fetched and its output written; the code never has it.",
    ..Part::BASE
}];

const ENV: Block = Block {
    word: "env",
    doc: "Environment variables of its code; Batch adds which child of an array it is.",
    body: BlockBody::Table(Type::String),
    cfn: "ContainerProperties.Environment",
    facts: &[Fact::unconfirmed("batch.toml", "array.index_env")],
    ..Block::BASE
};
