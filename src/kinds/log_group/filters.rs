//! What is made of single lines: numbers, and calls.

use super::{SOURCE, operations};
use crate::base::Fact;
use crate::catalog::{Attr, Between, Block, BlockBody, Label, Link, Shape, Type};

pub(super) const BLOCKS: &[Block] = &[Block {
    word: "filter",
    known_as: &["metric_filter", "metric_filters"],
    doc: "Lines that match are counted by a metric of one's own.",
    label: Label::Named { required: false },
    body: BlockBody::Shape(&Shape { attrs: FILTER, ..Shape::EMPTY }),
    cfn: "AWS::Logs::MetricFilter",
    facts: &[Fact::new("update_behavior.toml", "AWS::Logs::MetricFilter", SOURCE)],
    ..Block::BASE
}];

const FILTER: &[Attr] = &[
    Attr::new("pattern", Type::String, "Which lines, in CloudWatch's own syntax; all if it is empty.")
        .required()
        .carried()
        .cfn("FilterPattern"),
    Attr::new("namespace", Type::String, "The namespace of the metric.")
        .required()
        .carried()
        .cfn("MetricTransformations.MetricNamespace"),
    Attr::new("metric", Type::String, "The name of the metric.")
        .required()
        .carried()
        .cfn("MetricTransformations.MetricName"),
    Attr::new("value", Type::String, "What each line adds: a number, or a field of it such as `$.bytes`.")
        .required()
        .carried()
        .cfn("MetricTransformations.MetricValue"),
    Attr::new("otherwise", Type::Number, "What is told while no line matches; nothing if left out.")
        .carried()
        .cfn("MetricTransformations.DefaultValue"),
];

pub(super) const TO_FUNCTION: Link = Link {
    source: "log_group",
    targets: &["function"],
    doc: "Lines that match call the function, asynchronously, several at once.",
    options: &[Attr::new(
        "matching",
        Type::String,
        "Which lines, in CloudWatch's own syntax; all if left out.",
    )
    .cfn("AWS::Logs::SubscriptionFilter.FilterPattern")],
    between: &[(
        "function",
        Between::Permission {
            kind: "permission",
            principal: "logs.amazonaws.com",
            action: "lambda:InvokeFunction",
            source_arn: "{source.arn}:*",
        },
    )],
    operations: operations::SUBSCRIPTION,
    title: "log subscription",
    cfn: "AWS::Logs::SubscriptionFilter",
    facts: &[Fact::unconfirmed("lambda.toml", "permissions.invoke_permission_principals")],
    ..Link::BASE
};
