//! `topic`: what is published goes to everybody who subscribes (SNS).

mod metrics;
mod operations;
mod subscriptions;

use super::grants::resource_policy;
use super::{DAY, MB};
use crate::base::{Dimension, Fact};
use crate::catalog::{
    Attr, Default, Grant, Implied, ImpliedValue, KeyUse, Kind, Latency, Naming, OnChange, Output, Presence,
    Shape, Statement, Suffix, Type, Uniqueness, Verb,
};

/// Where the limits were read.
const SOURCE: &str = "SNS API model 2010-03-31 and CloudFormation resource schema";

pub(super) static KIND: Kind = Kind {
    name: "topic",
    title: "SNS topic",
    doc: include_str!("doc.md"),
    service: "sns",
    cfn: "AWS::SNS::Topic",
    naming: Some(&NAMING),
    shape: &Shape { attrs: ATTRS, statements: &POLICY, ..Shape::EMPTY },
    outputs: &[
        Output::new("name", "{name}", "Its name."),
        Output::new("arn", "arn:{partition}:sns:{region}:{account}:{name}", "Its ARN."),
    ],
    links: &[subscriptions::TO_ALL],
    key: Some(&KEY),
    verbs: &[Verb {
        name: "publish",
        doc: "Tell everybody who subscribes.",
        grants: &[Grant { actions: &["sns:Publish"], resource: "{arn}" }],
    }],
    implied: IMPLIED,
    operations: operations::OPERATIONS,
    metrics: metrics::METRICS,
    // Estimates.
    latency: Latency { create: 500, update: 500, delete: 500, visible: 500 },
    facts: &[Fact::new("update_behavior.toml", "AWS::SNS::Topic", "CloudFormation resource schema")],
    elsewhere: ELSEWHERE,
    ..Kind::BASE
};

/// What other languages say otherwise.
static ELSEWHERE: &[(&[&str], &str)] = &[
    (
        &["email", "emails", "sms", "subscription", "subscriptions", "subscribe", "subscriber", "endpoint"],
        "who is told is an arrow: `topic.news -> function.tell`, `topic.news -> queue.news`; people subscribe outside of the stack",
    ),
    (&["policy", "topic_policy"], "write `allow \"sns:Publish\" to \"444455556666\"`"),
];

/// What a subscription says besides what its arrow does.
static IMPLIED: &[Implied] = &[
    Implied::any("AWS::SNS::Subscription.TopicArn"),
    Implied::any("AWS::SNS::Subscription.Endpoint"),
    Implied::one_of(
        "AWS::SNS::Subscription.Protocol",
        &[ImpliedValue::plain("lambda"), ImpliedValue::plain("sqs")],
        &[Fact::new("sns.toml", "subscription.protocols", SOURCE)],
    )
    .beyond(&["http", "https", "email", "email-json", "sms", "application", "firehose"])
    .no_others(),
];

static KEY: KeyUse = KeyUse {
    attr: "kms_key",
    asks: &[(&["sns:Publish"], &["kms:Decrypt", "kms:GenerateDataKey"])],
    facts: &[Fact::unconfirmed("sns.toml", "permissions.encrypted_topic_publishers_need")],
};

static NAMING: Naming = Naming {
    min: 1,
    max: 256,
    characters: "A-Za-z0-9_-",
    ends: "",
    forbidden: &[],
    unique: Uniqueness::Region,
    account_suffix: Suffix::Flagged("fifo", ".fifo"),
    from_reference: &[],
    on_change: OnChange::Replace,
    facts: &[
        Fact::new("sns.toml", "topic.name_pattern", SOURCE),
        Fact::new("sns.toml", "topic.fifo_name_suffix", SOURCE),
    ],
};

static POLICY: [Statement; 2] = resource_policy(
    30_720,
    "AWS::SNS::TopicPolicy",
    &[Fact::new("sns.toml", "topic.policy.max_bytes", SOURCE)],
);

const ATTRS: &[Attr] = &[
    Attr::new("display", Type::String, "From whom messages to people come.")
        .carried()
        .cfn("DisplayName")
        .facts(&[Fact::new("sns.toml", "topic.display_name_used_by", SOURCE)]),
    Attr::new(
        "fifo",
        Type::Bool,
        "Whether messages keep their order and come once; its name then ends in `.fifo`.",
    )
    .default_to(Default::Flag(false))
    .replaces()
    .simulated()
    .cfn("FifoTopic")
    .facts(&[Fact::new("sns.toml", "topic.fifo_name_suffix", SOURCE)]),
    Attr::new("content_deduplication", Type::Bool, "Whether messages of the same content count as one.")
        .presence(Presence::With("fifo"))
        .default_to(Default::Flag(false))
        .simulated()
        .cfn("ContentBasedDeduplication")
        .facts(&[Fact::new("sns.toml", "fifo.content_based_deduplication_default", SOURCE)]),
    Attr::new(
        "throughput_scope",
        Type::OneOf(&["topic", "message_group"]),
        "What the limit of messages per second is counted for.",
    )
    .spelled(&[("topic", "Topic"), ("message_group", "MessageGroup")])
    .presence(Presence::With("fifo"))
    .default_to(Default::Text("topic"))
    .cfn("FifoThroughputScope")
    .facts(&[
        Fact::new("sns.toml", "fifo.throughput_scopes", SOURCE),
        Fact::new("sns.toml", "fifo.throughput_scope_default", SOURCE),
    ]),
    Attr::new("archive", Type::Quantity(Dimension::Duration), "How long messages are kept to be sent again.")
        .presence(Presence::With("fifo"))
        .in_steps(DAY, 365 * DAY, DAY)
        .carried()
        .cfn("ArchivePolicy")
        .facts(&[
            Fact::new("sns.toml", "topic.archive_policy_fifo_only", SOURCE),
            Fact::unconfirmed("sns.toml", "topic.archive_retention_days"),
        ]),
    Attr::new(
        "tracing",
        Type::OneOf(&["active", "pass_through"]),
        "Whether X-Ray samples its messages, or only follows who publishes.",
    )
    .spelled(&[("active", "Active"), ("pass_through", "PassThrough")])
    .default_to(Default::Text("pass_through"))
    .carried()
    .cfn("TracingConfig")
    .facts(&[
        Fact::new("sns.toml", "topic.tracing_modes", SOURCE),
        Fact::new("sns.toml", "topic.tracing_default", SOURCE),
    ]),
    Attr::new("signature", Type::OneOf(&["1", "2"]), "By which hash messages are signed: SHA-1 or SHA-256.")
        .default_to(Default::Text("1"))
        .carried()
        .cfn("SignatureVersion")
        .facts(&[
            Fact::unconfirmed("sns.toml", "topic.signature_versions"),
            Fact::new("sns.toml", "topic.signature_version_default", SOURCE),
        ]),
    Attr::new(
        "max_message",
        Type::Quantity(Dimension::Size),
        "The largest message it takes, with its attributes.",
    )
    .between(1_024, MB)
    .default_to(Default::Amount(Dimension::Size, 256 * 1_024))
    .facts(&[Fact::new("sns.toml", "message.maximum_message_size_bytes", SOURCE)]),
    Attr::new(
        "data_protection",
        Type::Map(&Type::Any),
        "What is found in messages and hidden; for those who have it.",
    )
    .at_most(30_720)
    .carried()
    .cfn("DataProtectionPolicy")
    .facts(&[Fact::new("sns.toml", "topic.data_protection_policy_max_chars", SOURCE)]),
    Attr::new("kms_key", Type::String, "ARN or alias of the key that messages are kept with.")
        .carried()
        .cfn("KmsMasterKeyId"),
];
