//! `queue`: messages wait here until somebody takes them (SQS).

mod attrs;
mod mapping;
mod metrics;
mod operations;

use super::grants::resource_policy;
use crate::base::Fact;
use crate::catalog::{
    Deletion, Grant, KeyUse, Kind, Latency, Naming, OnChange, Output, Shape, Statement, Suffix, Uniqueness,
    Verb,
};

/// Where the limits were read.
const SOURCE: &str = "SQS API model 2012-11-05 and CloudFormation resource schema";

pub(super) static KIND: Kind = Kind {
    name: "queue",
    title: "SQS queue",
    doc: include_str!("doc.md"),
    service: "sqs",
    cfn: "AWS::SQS::Queue",
    naming: Some(&NAMING),
    shape: &Shape { attrs: attrs::ATTRS, statements: &POLICY, ..Shape::EMPTY },
    outputs: &[
        Output::new("name", "{name}", "Its name."),
        Output::new("arn", "arn:{partition}:sqs:{region}:{account}:{name}", "Its ARN."),
        Output::new(
            "url",
            "https://sqs.{region}.amazonaws.com/{account}/{name}",
            "Where messages are sent and received.",
        ),
    ],
    links: &[mapping::TO_FUNCTION],
    key: Some(&KEY),
    verbs: VERBS,
    operations: operations::OPERATIONS,
    metrics: metrics::METRICS,
    // A new queue can be used after a second, and one that goes takes up to a minute.
    latency: Latency { create: 1_000, update: 1_000, delete: 1_000, visible: 1_000 },
    deletion: Deletion::LosesData("messages"),
    facts: &[
        Fact::new("update_behavior.toml", "AWS::SQS::Queue", "CloudFormation resource schema"),
        Fact::new("sqs.toml", "queue.usable_after_creation_s", SOURCE),
    ],
    elsewhere: ELSEWHERE,
    ..Kind::BASE
};

/// What other languages say otherwise.
static ELSEWHERE: &[(&[&str], &str)] = &[
    (&["policy", "queue_policy"], "write `allow \"sqs:SendMessage\" to \"444455556666\"`"),
    (&["redrive", "dlq"], "write `dead_letter = queue.lost` and `receives = 5`"),
    (
        &["consumer", "consumers", "trigger"],
        "who takes its messages is an arrow: `queue.orders -> function.charge`",
    ),
    (&["type"], "a FIFO queue says `fifo = true`"),
];

static NAMING: Naming = Naming {
    min: 1,
    max: 80,
    characters: "A-Za-z0-9_-",
    ends: "",
    forbidden: &[],
    unique: Uniqueness::Region,
    account_suffix: Suffix::Flagged("fifo", ".fifo"),
    from_reference: &[],
    on_change: OnChange::Replace,
    facts: &[
        Fact::new("sqs.toml", "queue.name_pattern", SOURCE),
        Fact::new("sqs.toml", "queue.fifo_name_suffix", SOURCE),
    ],
};

static POLICY: [Statement; 2] = resource_policy(
    8_192,
    "AWS::SQS::QueuePolicy",
    &[Fact::unconfirmed("sqs.toml", "queue.policy.max_bytes")],
);

/// Data keys are kept for a while, so that who sends has to read them, too.
static KEY: KeyUse = KeyUse {
    attr: "kms_key",
    asks: &[
        (&["sqs:SendMessage"], &["kms:Decrypt", "kms:GenerateDataKey"]),
        (&["sqs:ReceiveMessage"], &["kms:Decrypt"]),
    ],
    facts: &[Fact::unconfirmed("sqs.toml", "permissions.lambda_consumer_with_kms")],
};

static VERBS: &[Verb] = &[
    Verb {
        name: "send",
        doc: "Put messages in.",
        grants: &[Grant { actions: &["sqs:SendMessage"], resource: "{arn}" }],
    },
    Verb {
        name: "receive",
        doc: "Take messages, and delete those that are done.",
        grants: &[Grant { actions: &["sqs:ReceiveMessage", "sqs:DeleteMessage"], resource: "{arn}" }],
    },
];
