//! How Lambda hears of changes in a table.

use super::super::SECOND;
use super::super::loads::WAITED_FOR;
use crate::base::{Dimension, Fact};
use crate::catalog::{Attr, Between, Block, BlockBody, Default, EventWord, Events, Field, Link, Side, Type};

/// Where the limits were read.
const SOURCE: &str = "Lambda API model 2015-03-31 and DynamoDB developer guide";

pub(super) const TO_FUNCTION: Link = Link {
    source: "table",
    targets: &["function"],
    doc: "Lambda reads the stream of the table and calls the function with a batch of changes, those of one item in \
          their order.",
    events: Events::Words(&[EventWord { word: "changed", aws: "INSERT, MODIFY, REMOVE" }]),
    options: OPTIONS,
    blocks: &[Block {
        word: "filter",
        doc: "Only what matches it is handed over, as a pattern of events says it; the rest counts as done.",
        body: BlockBody::Table(Type::Any),
        fields: RECORD,
        cfn: "FilterCriteria.Filters.Pattern",
        facts: &[Fact::new("sqs.toml", "lambda_event_source.filter_pattern_max_bytes", SOURCE)],
        ..Block::BASE
    }],
    between: &[
        ("function", Between::Setting { of: Side::Source, attr: "stream", value: "new_and_old_images" }),
        (
            "function",
            Between::Need {
                of: Side::Target,
                actions: &["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
                resource: "{source.arn}/stream/*",
            },
        ),
        ("function", Between::Need { of: Side::Target, actions: &["dynamodb:ListStreams"], resource: "*" }),
    ],
    dead_letters: Some(&Between::Need {
        of: Side::Target,
        actions: &["sqs:SendMessage"],
        resource: "{target.arn}",
    }),
    carries: &[WAITED_FOR],
    title: "Lambda event source mapping",
    cfn: "AWS::Lambda::EventSourceMapping",
    facts: &[
        Fact::new("dynamodb.toml", "lambda_event_source.role_actions", SOURCE),
        Fact::new("dynamodb.toml", "streams.view_type_required_when_enabled", SOURCE),
    ],
    operations: super::super::mappings::MAPPING,
    ..Link::BASE
};

const OPTIONS: &[Attr] = &[
    Attr::new("batch", Type::Whole, "The most changes of one call.")
        .known_as(&["batch_size"])
        .between(1, 10_000)
        .default_to(Default::Whole(100))
        .simulated()
        .cfn("BatchSize")
        .facts(&[Fact::new("dynamodb.toml", "lambda_event_source.batch_size", SOURCE)]),
    Attr::new("window", Type::Quantity(Dimension::Duration), "How long changes are gathered for one call.")
        .in_steps(0, 300 * SECOND, SECOND)
        .default_to(Default::Amount(Dimension::Duration, 0))
        .simulated()
        .cfn("MaximumBatchingWindowInSeconds")
        .facts(&[Fact::new("dynamodb.toml", "lambda_event_source.batching_window_s", SOURCE)]),
    Attr::new(
        "start",
        Type::OneOf(&["trim_horizon", "latest"]),
        "Which changes it hears first: the oldest that the stream still has, or those from now on.",
    )
    .spelled(&[("trim_horizon", "TRIM_HORIZON"), ("latest", "LATEST")])
    .default_to(Default::Text("trim_horizon"))
    .replaces()
    .simulated()
    .cfn("StartingPosition")
    .facts(&[Fact::new("dynamodb.toml", "lambda_event_source.starting_positions", SOURCE)]),
    Attr::new("parallel", Type::Whole, "How many calls at once there are for each part of the stream.")
        .between(1, 10)
        .default_to(Default::Whole(1))
        .simulated()
        .cfn("ParallelizationFactor")
        .facts(&[Fact::new("dynamodb.toml", "lambda_event_source.parallelization_factor", SOURCE)]),
    Attr::new(
        "retries",
        Type::Whole,
        "How often a batch that failed is tried again; as long as it is kept if left out.",
    )
    .between(0, 10_000)
    .simulated()
    .cfn("MaximumRetryAttempts")
    .facts(&[
        Fact::new("dynamodb.toml", "lambda_event_source.maximum_retry_attempts.min", SOURCE),
        Fact::new("dynamodb.toml", "lambda_event_source.maximum_retry_attempts.max", SOURCE),
    ]),
    Attr::new(
        "max_age",
        Type::Quantity(Dimension::Duration),
        "How old a change may be that is still told; as old as it is kept if left out.",
    )
    .in_steps(60 * SECOND, 604_800 * SECOND, SECOND)
    .simulated()
    .cfn("MaximumRecordAgeInSeconds")
    .facts(&[
        Fact::new("dynamodb.toml", "lambda_event_source.maximum_record_age_s.min", SOURCE),
        Fact::new("dynamodb.toml", "lambda_event_source.maximum_record_age_s.max", SOURCE),
    ]),
    Attr::new("bisect", Type::Bool, "Whether a batch that failed is tried again in halves.")
        .default_to(Default::Flag(false))
        .simulated()
        .cfn("BisectBatchOnFunctionError")
        .facts(&[Fact::new("dynamodb.toml", "lambda_event_source.bisect_on_error_default", SOURCE)]),
    Attr::new(
        "report_failures",
        Type::Bool,
        "Whether the function says which change of a batch failed, so that it goes on from there.",
    )
    .default_to(Default::Flag(false))
    .simulated()
    .spelled(&[("true", "ReportBatchItemFailures")])
    .cfn("FunctionResponseTypes")
    .facts(&[Fact::new("dynamodb.toml", "lambda_event_source.function_response_types", SOURCE)]),
    Attr::new(
        "dead_letter",
        Type::Reference(&["queue"]),
        "The queue that is told which changes were given up.",
    )
    .known_as(&["dlq", "dead_letter_queue", "dead_letter_config"])
    .simulated()
    .cfn("DestinationConfig.OnFailure.Destination")
    .facts(&[Fact::new("dynamodb.toml", "lambda_event_source.on_failure_destination_supported", SOURCE)]),
    Attr::new("enabled", Type::Bool, "Whether changes are told at all.")
        .default_to(Default::Flag(true))
        .simulated()
        .cfn("Enabled"),
];

/// The fields of a record that Lambda takes from it.
const RECORD: &[Field] = &[
    Field::new("eventID", "What tells the change from others."),
    Field::new("eventName", "What was done to the item.").values(&[
        ("INSERT", ""),
        ("MODIFY", ""),
        ("REMOVE", ""),
    ]),
    Field::new("eventVersion", "Of the form of the record."),
    Field::new("eventSource", "Which service."),
    Field::new("awsRegion", "The Region."),
    Field::new("dynamodb", "The item.").fields(&[
        Field::new("Keys", "Its key."),
        Field::new("NewImage", "As it is now."),
        Field::new("OldImage", "As it was."),
    ]),
    Field::new("eventSourceARN", "The ARN of where it was taken from."),
    Field::new("userIdentity", "Who deleted it, if nobody did but its time was up."),
];
