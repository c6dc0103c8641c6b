//! How Lambda takes messages out of a queue.

use super::super::SECOND;
use super::super::loads::WAITED_FOR;
use crate::base::{Dimension, Fact};
use crate::catalog::{Attr, Between, Block, BlockBody, Default, Field, Link, Side, Type};

/// Where the limits were read.
const SOURCE: &str = "Lambda API model 2015-03-31 and Lambda guide, Using Lambda with Amazon SQS";

pub(super) const TO_FUNCTION: Link = Link {
    source: "queue",
    targets: &["function"],
    doc: "Lambda takes messages, calls the function with a batch, and deletes them when it has succeeded.",
    options: &[
        Attr::new("batch", Type::Whole, "The most messages of one call; at most 10 of a FIFO queue.")
            .known_as(&["batch_size"])
            .between(1, 10_000)
            .default_to(Default::Whole(10))
            .simulated()
            .cfn("BatchSize")
            .facts(&[Fact::new("sqs.toml", "lambda_event_source.batch_size", SOURCE)]),
        Attr::new(
            "window",
            Type::Quantity(Dimension::Duration),
            "How long messages are gathered for one call.",
        )
        .in_steps(0, 300 * SECOND, SECOND)
        .default_to(Default::Amount(Dimension::Duration, 0))
        .simulated()
        .cfn("MaximumBatchingWindowInSeconds")
        .facts(&[Fact::new("sqs.toml", "lambda_event_source.batching_window_s", SOURCE)]),
        Attr::new(
            "concurrency",
            Type::Whole,
            "The most calls at once; as many as there is work if left out.",
        )
        .between(2, 1_000)
        .simulated()
        .cfn("ScalingConfig.MaximumConcurrency")
        .facts(&[Fact::new("sqs.toml", "lambda_event_source.maximum_concurrency", SOURCE)]),
        Attr::new(
            "report_failures",
            Type::Bool,
            "Whether the function says which messages of a batch failed, so that only these come back.",
        )
        .default_to(Default::Flag(false))
        .simulated()
        .spelled(&[("true", "ReportBatchItemFailures")])
        .cfn("FunctionResponseTypes")
        .facts(&[Fact::new("sqs.toml", "lambda_event_source.function_response_types", SOURCE)]),
        Attr::new("enabled", Type::Bool, "Whether messages are taken at all.")
            .default_to(Default::Flag(true))
            .simulated()
            .cfn("Enabled")
            .facts(&[Fact::new("sqs.toml", "lambda_event_source.enabled_default", SOURCE)]),
    ],
    blocks: &[Block {
        word: "filter",
        doc: "Only what matches it is handed over, as a pattern of events says it; the rest counts as done.",
        body: BlockBody::Table(Type::Any),
        fields: RECORD,
        cfn: "FilterCriteria.Filters.Pattern",
        facts: &[Fact::new("sqs.toml", "lambda_event_source.filter_pattern_max_bytes", SOURCE)],
        ..Block::BASE
    }],
    between: &[(
        "function",
        Between::Need {
            of: Side::Target,
            actions: &["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
            resource: "{source.arn}",
        },
    )],
    carries: &[WAITED_FOR],
    title: "Lambda event source mapping",
    cfn: "AWS::Lambda::EventSourceMapping",
    facts: &[
        Fact::new("sqs.toml", "lambda_event_source.queue_types", SOURCE),
        Fact::new("sqs.toml", "permissions.lambda_consumer_actions", SOURCE),
    ],
    operations: super::super::mappings::MAPPING,
    ..Link::BASE
};

/// The fields of a record that Lambda takes from it.
const RECORD: &[Field] = &[
    Field::new("messageId", "What tells the message from others."),
    Field::new("receiptHandle", "By what it is deleted."),
    Field::new("body", "What was sent."),
    Field::new("attributes", "What SQS says of it."),
    Field::new("messageAttributes", "What the sender says of it besides."),
    Field::new("md5OfBody", "The hash of what was sent."),
    Field::new("eventSource", "Which service."),
    Field::new("eventSourceARN", "The ARN of where it was taken from."),
    Field::new("awsRegion", "The Region."),
];
