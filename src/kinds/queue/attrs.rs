//! The attributes of a queue.

use super::super::{MB, SECOND};
use super::SOURCE;
use crate::base::{Dimension, Fact};
use crate::catalog::{Attr, Default, Presence, Type};

pub(super) const ATTRS: &[Attr] = &[
    Attr::new(
        "visibility",
        Type::Quantity(Dimension::Duration),
        "How long a message that was taken is hidden from others; after that it comes back.",
    )
    .known_as(&["timeout"])
    .in_steps(0, 43_200 * SECOND, SECOND)
    .default_to(Default::Amount(Dimension::Duration, 30 * SECOND))
    .simulated()
    .cfn("VisibilityTimeout")
    .facts(&[Fact::new("sqs.toml", "queue.attributes.visibility_timeout_s", SOURCE)]),
    Attr::new("dead_letter", Type::Reference(&["queue"]), "The queue for messages that are taken in vain.")
        .known_as(&["dead_letter_queue", "deadletter", "dead_letter_target"])
        .simulated()
        .cfn("RedrivePolicy.deadLetterTargetArn"),
    Attr::new("receives", Type::Whole, "How often a message is taken before it goes to `dead_letter`.")
        .known_as(&["max_receive_count", "max_receives", "tries", "retries", "attempts", "max_retries"])
        .presence(Presence::With("dead_letter"))
        .between(1, 1_000)
        .default_to(Default::Whole(10))
        .simulated()
        .cfn("RedrivePolicy.maxReceiveCount")
        .facts(&[
            Fact::unconfirmed("sqs.toml", "queue.redrive.max_receive_count.min"),
            Fact::unconfirmed("sqs.toml", "queue.redrive.max_receive_count.max"),
            Fact::new("sqs.toml", "queue.redrive.max_receive_count.default", SOURCE),
        ]),
    Attr::new(
        "retention",
        Type::Quantity(Dimension::Duration),
        "How long a message is kept that nobody deletes.",
    )
    .known_as(&["message_retention", "keep"])
    .in_steps(60 * SECOND, 1_209_600 * SECOND, SECOND)
    .default_to(Default::Amount(Dimension::Duration, 345_600 * SECOND))
    .simulated()
    .cfn("MessageRetentionPeriod")
    .facts(&[Fact::new("sqs.toml", "queue.attributes.message_retention_s", SOURCE)]),
    Attr::new(
        "delay",
        Type::Quantity(Dimension::Duration),
        "How long a new message waits before it can be taken.",
    )
    .in_steps(0, 900 * SECOND, SECOND)
    .default_to(Default::Amount(Dimension::Duration, 0))
    .simulated()
    .cfn("DelaySeconds")
    .facts(&[Fact::new("sqs.toml", "queue.attributes.delay_s", SOURCE)]),
    Attr::new(
        "receive_wait",
        Type::Quantity(Dimension::Duration),
        "How long a request waits for a message if there is none.",
    )
    .known_as(&["wait_time", "long_polling", "polling"])
    .in_steps(0, 20 * SECOND, SECOND)
    .default_to(Default::Amount(Dimension::Duration, 0))
    .simulated()
    .cfn("ReceiveMessageWaitTimeSeconds")
    .facts(&[Fact::new("sqs.toml", "queue.attributes.receive_wait_s", SOURCE)]),
    Attr::new("max_message", Type::Quantity(Dimension::Size), "The largest message it takes.")
        .between(1_024, MB)
        .default_to(Default::Amount(Dimension::Size, MB))
        .simulated()
        .cfn("MaximumMessageSize")
        .facts(&[Fact::new("sqs.toml", "queue.attributes.maximum_message_size_bytes", SOURCE)]),
    Attr::new(
        "fifo",
        Type::Bool,
        "Whether messages keep their order and come once; its name then ends in `.fifo`.",
    )
    .default_to(Default::Flag(false))
    .replaces()
    .simulated()
    .cfn("FifoQueue")
    .facts(&[Fact::new("sqs.toml", "queue.type_change_after_creation", SOURCE)]),
    Attr::new(
        "content_deduplication",
        Type::Bool,
        "Whether messages of the same content count as one within five minutes.",
    )
    .known_as(&["deduplication"])
    .presence(Presence::With("fifo"))
    .simulated()
    .cfn("ContentBasedDeduplication")
    .facts(&[Fact::new("sqs.toml", "queue.attributes.fifo_only", SOURCE)]),
    Attr::new(
        "deduplication_scope",
        Type::OneOf(&["queue", "message_group"]),
        "Within what messages that are alike count as one.",
    )
    .spelled(&[("message_group", "messageGroup")])
    .presence(Presence::With("fifo"))
    .cfn("DeduplicationScope")
    .facts(&[
        Fact::new("sqs.toml", "queue.attributes.deduplication_scope", SOURCE),
        Fact::new("sqs.toml", "queue.attributes.fifo_only", SOURCE),
    ]),
    Attr::new(
        "throughput_limit",
        Type::OneOf(&["queue", "message_group"]),
        "What the limit of messages per second is counted for.",
    )
    .spelled(&[("queue", "perQueue"), ("message_group", "perMessageGroupId")])
    .presence(Presence::With("fifo"))
    .cfn("FifoThroughputLimit")
    .facts(&[
        Fact::new("sqs.toml", "queue.attributes.fifo_throughput_limit", SOURCE),
        Fact::new("sqs.toml", "queue.attributes.fifo_only", SOURCE),
    ]),
    Attr::new(
        "redrive_from",
        Type::OneOf(&["all", "none", "listed"]),
        "Which queues may name it as their `dead_letter`.",
    )
    .spelled(&[("all", "allowAll"), ("none", "denyAll"), ("listed", "byQueue")])
    .default_to(Default::Text("all"))
    .cfn("RedriveAllowPolicy.redrivePermission")
    .facts(&[
        Fact::new("sqs.toml", "queue.redrive.allow_policy", SOURCE),
        Fact::new("sqs.toml", "queue.redrive.allow_policy_default", SOURCE),
    ]),
    Attr::new("sources", Type::List(&Type::String), "ARNs of the queues that may.")
        .presence(Presence::ByValue("redrive_from", &["listed"], &[]))
        .at_most_items(10)
        .cfn("RedriveAllowPolicy.sourceQueueArns")
        .facts(&[
            Fact::new("sqs.toml", "queue.redrive.allow_policy_source_arns_max", SOURCE),
            Fact::new("sqs.toml", "queue.redrive.source_arns_only_with", SOURCE),
        ]),
    Attr::new("encrypted", Type::Bool, "Whether messages are kept with keys of SQS's own.")
        .known_as(&["sse", "encryption"])
        .presence(Presence::NotWith("kms_key"))
        .default_to(Default::Flag(true))
        .carried()
        .cfn("SqsManagedSseEnabled")
        .facts(&[
            Fact::new("sqs.toml", "queue.encryption.one_option_per_queue", SOURCE),
            Fact::unconfirmed("sqs.toml", "queue.encryption.sse_sqs_default_for_new_queues"),
        ]),
    Attr::new("kms_key", Type::String, "ARN or alias of the key of KMS that messages are kept with instead.")
        .carried()
        .cfn("KmsMasterKeyId"),
    Attr::new("kms_reuse", Type::Quantity(Dimension::Duration), "How long one data key is used.")
        .presence(Presence::With("kms_key"))
        .in_steps(60 * SECOND, 86_400 * SECOND, SECOND)
        .default_to(Default::Amount(Dimension::Duration, 300 * SECOND))
        .carried()
        .cfn("KmsDataKeyReusePeriodSeconds")
        .facts(&[Fact::new("sqs.toml", "queue.attributes.kms_data_key_reuse_s", SOURCE)]),
];
