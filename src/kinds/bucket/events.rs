//! What a bucket tells others of.

use super::super::loads::LEFT_ALONE;
use super::super::{MINUTE, SECOND};
use super::SOURCE;
use crate::base::{Dimension, Fact};
use crate::catalog::{Attr, Between, Default, EventWord, Events, Implied, ImpliedValue, Link, Type};

pub(super) const TO_FUNCTION: Link = Link {
    source: "bucket",
    targets: &["function"],
    doc: "Each event calls the function, asynchronously, at least once and in no order.",
    events: Events::Words(WORDS),
    filters: &["under", "ending"],
    max_filter: Some(1024),
    event_cfn: "Event",
    filters_cfn: &[
        ("under", "Filter.S3Key.Rules[Name=prefix].Value"),
        ("ending", "Filter.S3Key.Rules[Name=suffix].Value"),
    ],
    options: &[
        Attr::new("retries", Type::Whole, "How often a failed call is tried again.")
            .known_as(&["retry", "retry_attempts", "max_retries", "maximum_retry_attempts", "retry_policy"])
            .between(0, 2)
            .default_to(Default::Whole(2))
            .simulated()
            .cfn("AWS::Lambda::EventInvokeConfig.MaximumRetryAttempts")
            .facts(&[
                Fact::new("lambda.toml", "async.function_error_retries_default", ASYNC),
                Fact::new("lambda.toml", "async.function_error_retries_min", ASYNC),
                Fact::new("lambda.toml", "async.function_error_retries_max", ASYNC),
            ]),
        Attr::new(
            "max_age",
            Type::Quantity(Dimension::Duration),
            "How old an event may become before it is given up.",
        )
        .in_steps(MINUTE, 21_600 * SECOND, SECOND)
        .default_to(Default::Amount(Dimension::Duration, 21_600 * SECOND))
        .simulated()
        .cfn("AWS::Lambda::EventInvokeConfig.MaximumEventAgeInSeconds")
        .facts(&[
            Fact::new("lambda.toml", "async.max_event_age_s", ASYNC),
            Fact::unconfirmed("lambda.toml", "async.max_event_age_s.default"),
        ]),
    ],
    between: &[(
        "function",
        Between::Permission {
            kind: "permission",
            principal: "s3.amazonaws.com",
            action: "lambda:InvokeFunction",
            source_arn: "{source.arn}",
        },
    )],
    carries: &[LEFT_ALONE],
    title: "S3 event notification",
    cfn: "NotificationConfiguration.LambdaConfigurations",
    facts: &[
        Fact::new("s3.toml", "notification.events", SOURCE),
        Fact::new("s3.toml", "notification.filter_rule_names", SOURCE),
        Fact::new("s3.toml", "notification.filter_value_max_length", SOURCE),
        Fact::unconfirmed("s3.toml", "lambda_permission.principal"),
    ],
    operations: super::operations::NOTIFICATION,
    ..Link::BASE
};

pub(super) const TO_QUEUE: Link = Link {
    targets: &["queue"],
    doc: "Each event is a message, sent at least once and in no order; the queue is no FIFO queue.",
    options: &[],
    between: &[(
        "queue",
        Between::Permission {
            kind: "queue_permission",
            principal: "s3.amazonaws.com",
            action: "sqs:SendMessage",
            source_arn: "{source.arn}",
        },
    )],
    cfn: "NotificationConfiguration.QueueConfigurations",
    facts: &[
        Fact::new("s3.toml", "notification.events", SOURCE),
        Fact::new("s3.toml", "notification.filter_rule_names", SOURCE),
        Fact::new("s3.toml", "notification.filter_value_max_length", SOURCE),
        Fact::unconfirmed("sqs.toml", "permissions.queue_policy_for_s3"),
    ],
    ..TO_FUNCTION
};

/// Where the limits of asynchronous calls were read.
const ASYNC: &str = "Lambda API model 2015-03-31";

const fn word(word: &'static str, aws: &'static str) -> EventWord {
    EventWord { word, aws }
}

/// A word alone stands for all its sorts, but `restored` for what people mean by it: the object is there again.
const WORDS: &[EventWord] = &[
    word("created", "s3:ObjectCreated:*"),
    word("created.put", "s3:ObjectCreated:Put"),
    word("created.post", "s3:ObjectCreated:Post"),
    word("created.copy", "s3:ObjectCreated:Copy"),
    word("created.multipart", "s3:ObjectCreated:CompleteMultipartUpload"),
    word("removed", "s3:ObjectRemoved:*"),
    word("removed.delete", "s3:ObjectRemoved:Delete"),
    word("removed.marker", "s3:ObjectRemoved:DeleteMarkerCreated"),
    word("restored", "s3:ObjectRestore:Completed"),
    word("restored.started", "s3:ObjectRestore:Post"),
    word("restored.ended", "s3:ObjectRestore:Delete"),
    word("expired", "s3:LifecycleExpiration:*"),
    word("expired.delete", "s3:LifecycleExpiration:Delete"),
    word("expired.marker", "s3:LifecycleExpiration:DeleteMarkerCreated"),
    word("moved", "s3:LifecycleTransition"),
    word("tagged", "s3:ObjectTagging:*"),
    word("tagged.put", "s3:ObjectTagging:Put"),
    word("tagged.delete", "s3:ObjectTagging:Delete"),
];

/// What is written of an event beside where it leads; AWS has events that the language has no word for.
pub(super) const IMPLIED: &[Implied] = &[
    Implied::any("AWS::S3::BucketPolicy.Bucket"),
    Implied::any(
        "NotificationConfiguration.LambdaConfigurations.Function|NotificationConfiguration.QueueConfigurations.Queue",
    ),
    Implied::one_of(
        "NotificationConfiguration.LambdaConfigurations.Event|NotificationConfiguration.QueueConfigurations.Event|NotificationConfiguration.TopicConfigurations.Event",
        EVENTS,
        &[Fact::new("s3.toml", "notification.events", SOURCE)],
    )
    .beyond(&[
        "s3:ObjectRestore:*",
        "s3:ReducedRedundancyLostObject",
        "s3:Replication:*",
        "s3:Replication:OperationFailedReplication",
        "s3:Replication:OperationNotTracked",
        "s3:Replication:OperationMissedThreshold",
        "s3:Replication:OperationReplicatedAfterThreshold",
        "s3:IntelligentTiering",
        "s3:ObjectAcl:Put",
        "s3:ObjectAnnotation:*",
        "s3:ObjectAnnotation:Put",
        "s3:ObjectAnnotation:Delete",
        "s3:ObjectRetention:Put",
    ])
    .no_others(),
    Implied::one_of(
        "LifecycleConfiguration.Rules.Status",
        &[ImpliedValue::plain("Enabled"), ImpliedValue::plain("Disabled")],
        &[],
    ),
    Implied::any("LifecycleConfiguration.Rules.Id"),
];

/// The events that have words.
const EVENTS: &[ImpliedValue] = &[
    ImpliedValue::plain("s3:ObjectCreated:*"),
    ImpliedValue::plain("s3:ObjectCreated:Put"),
    ImpliedValue::plain("s3:ObjectCreated:Post"),
    ImpliedValue::plain("s3:ObjectCreated:Copy"),
    ImpliedValue::plain("s3:ObjectCreated:CompleteMultipartUpload"),
    ImpliedValue::plain("s3:ObjectRemoved:*"),
    ImpliedValue::plain("s3:ObjectRemoved:Delete"),
    ImpliedValue::plain("s3:ObjectRemoved:DeleteMarkerCreated"),
    ImpliedValue::plain("s3:ObjectRestore:Completed"),
    ImpliedValue::plain("s3:ObjectRestore:Post"),
    ImpliedValue::plain("s3:ObjectRestore:Delete"),
    ImpliedValue::plain("s3:LifecycleExpiration:*"),
    ImpliedValue::plain("s3:LifecycleExpiration:Delete"),
    ImpliedValue::plain("s3:LifecycleExpiration:DeleteMarkerCreated"),
    ImpliedValue::plain("s3:LifecycleTransition"),
    ImpliedValue::plain("s3:ObjectTagging:*"),
    ImpliedValue::plain("s3:ObjectTagging:Put"),
    ImpliedValue::plain("s3:ObjectTagging:Delete"),
];
