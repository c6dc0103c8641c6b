//! `bucket`: objects by key, and a word to others when one comes or goes (S3).

mod attrs;
mod blocks;
mod events;
mod metrics;
mod operations;
mod statements;

use crate::base::Fact;
use crate::catalog::{
    Deletion, Forbidden, Grant, KeyUse, Kind, Latency, Naming, OnChange, Output, Part, PartInput, PartWhen,
    Shape, Suffix, Uniqueness, Verb,
};

/// Where the limits were read.
const SOURCE: &str = "S3 API model 2006-03-01 and CloudFormation resource schema";

pub(super) static KIND: Kind = Kind {
    name: "bucket",
    title: "S3 bucket",
    doc: include_str!("doc.md"),
    service: "s3",
    cfn: "AWS::S3::Bucket",
    naming: Some(&NAMING),
    shape: &Shape { attrs: attrs::ATTRS, blocks: blocks::BLOCKS, statements: statements::STATEMENTS },
    outputs: &[
        Output::new("name", "{name}", "Its name."),
        Output::new("arn", "arn:{partition}:s3:::{name}", "Its ARN."),
        Output::new("url", "https://{name}.s3.{region}.amazonaws.com", "Where its objects are reached."),
    ],
    parts: &[Part {
        name: "replication",
        kind: "bucket_replication",
        when: PartWhen::Behind("replicate"),
        inputs: &[PartInput { name: "of", template: "{arn}" }],
        takes: &["replicate", "replication_role"],
        doc: "Copies new objects to other buckets, which may copy theirs back.",
    }],
    links: &[events::TO_FUNCTION, events::TO_QUEUE],
    implied: events::IMPLIED,
    opened_by: Some("public_access"),
    key: Some(&KEY),
    verbs: VERBS,
    operations: operations::OPERATIONS,
    metrics: metrics::METRICS,
    // Estimates.
    latency: Latency { create: 2_000, update: 1_000, delete: 1_000, visible: 500 },
    deletion: Deletion::RefusedWhileFull("objects"),
    facts: &[Fact::new("update_behavior.toml", "AWS::S3::Bucket", "CloudFormation resource schema")],
    elsewhere: ELSEWHERE,
    ..Kind::BASE
};

/// What other languages say otherwise.
static ELSEWHERE: &[(&[&str], &str)] = &[
    (
        &["acl", "access_control", "canned_acl", "access", "private"],
        "it is closed to others; `public_access = true` and an `allow … to \"*\"` line open it, and `ownership` says whose objects are",
    ),
    (
        &["lifecycle_rule", "lifecycle_rules", "lifecycle_configuration", "expiration"],
        "write `expire after 30 days under \"tmp/\"` or `move to \"GLACIER\" after 90 days`",
    ),
    (
        &["notification", "notifications", "notification_configuration", "events"],
        "who is told is an arrow: `bucket.photos created under \"raw/\" -> function.resize`",
    ),
    (&["policy", "bucket_policy"], "write `allow \"s3:GetObject\" to \"444455556666\"`"),
    (
        &[
            "block_public",
            "block_public_access",
            "block_public_acls",
            "block_public_policy",
            "ignore_public_acls",
            "public_access_block",
            "restrict_public_buckets",
        ],
        "leave it out: it is closed unless `public_access = true` stands in it",
    ),
    (&["bucket"], "what AWS calls it is `name = \"…\"`"),
    (
        &["force_destroy"],
        "leave it out: a bucket that still holds objects is not deleted, and the plan says so before",
    ),
];

static NAMING: Naming = Naming {
    min: 3,
    max: 63,
    characters: "a-z0-9.-",
    ends: "a-z0-9",
    forbidden: &[
        Forbidden::Within(".."),
        Forbidden::Ipv4,
        Forbidden::Prefix("xn--"),
        Forbidden::Prefix("sthree-"),
        Forbidden::Prefix("amzn-s3-demo-"),
        Forbidden::Suffix("-s3alias"),
        Forbidden::Suffix("--ol-s3"),
        Forbidden::Suffix(".mrap"),
        Forbidden::Suffix("--x-s3"),
        Forbidden::Suffix("--table-s3"),
    ],
    unique: Uniqueness::Global,
    account_suffix: Suffix::Account,
    from_reference: &[],
    on_change: OnChange::Replace,
    facts: &[
        Fact::new("s3.toml", "bucket_name.min_length", SOURCE),
        Fact::new("s3.toml", "bucket_name.max_length", SOURCE),
        Fact::new("s3.toml", "bucket_name.pattern", SOURCE),
        Fact::unconfirmed("s3.toml", "bucket_name.no_adjacent_periods"),
        Fact::unconfirmed("s3.toml", "bucket_name.not_ipv4_formatted"),
        Fact::unconfirmed("s3.toml", "bucket_name.reserved_prefixes"),
        Fact::unconfirmed("s3.toml", "bucket_name.reserved_suffixes"),
    ],
};

/// What an object takes of its key. A large one is put in parts, and read again to put them together.
static KEY: KeyUse = KeyUse {
    attr: "kms_key",
    asks: &[
        (&["s3:GetObject"], &["kms:Decrypt"]),
        (&["s3:PutObject"], &["kms:Decrypt", "kms:GenerateDataKey"]),
    ],
    facts: &[],
};

static VERBS: &[Verb] = &[
    Verb {
        name: "read",
        doc: "Read objects.",
        grants: &[Grant { actions: &["s3:GetObject"], resource: "{arn}/{under}*" }],
    },
    Verb {
        name: "write",
        doc: "Put objects, in one piece or in parts.",
        grants: &[Grant {
            actions: &["s3:PutObject", "s3:AbortMultipartUpload"],
            resource: "{arn}/{under}*",
        }],
    },
    Verb {
        name: "delete",
        doc: "Delete objects.",
        grants: &[Grant { actions: &["s3:DeleteObject"], resource: "{arn}/{under}*" }],
    },
    Verb {
        name: "list",
        doc: "List keys.",
        grants: &[Grant { actions: &["s3:ListBucket"], resource: "{arn}" }],
    },
];
