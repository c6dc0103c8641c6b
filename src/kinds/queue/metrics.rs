//! What CloudWatch measures a queue by.

use crate::base::Fact;
use crate::catalog::{MetricRow, MetricTable};

/// Where the metrics were read.
const SOURCE: &str = "AWS CDK service specification 0.1.216 and the service's guide";

pub(super) const METRICS: &[MetricTable] = &[MetricTable {
    namespace: "AWS/SQS",
    dimensions: &[("QueueName", "{name}")],
    rows: ROWS,
    fact: Fact::new("metrics.toml", "sqs", SOURCE),
    ..MetricTable::BASE
}];

const ROWS: &[MetricRow] = &[
    MetricRow::new("ApproximateAgeOfOldestMessage", "Seconds", "max"),
    MetricRow::new("ApproximateNumberOfGroupsWithInflightMessages", "Count", "max"),
    MetricRow::new("ApproximateNumberOfMessagesDelayed", "Count", "max"),
    MetricRow::new("ApproximateNumberOfMessagesNotVisible", "Count", "max"),
    MetricRow::new("ApproximateNumberOfMessagesVisible", "Count", "max"),
    MetricRow::new("NumberOfEmptyReceives", "Count", "sum"),
    MetricRow::new("NumberOfMessagesDeleted", "Count", "sum"),
    MetricRow::new("NumberOfMessagesReceived", "Count", "sum"),
    MetricRow::new("NumberOfMessagesSent", "Count", "sum"),
    MetricRow::new("SentMessageSize", "Bytes", "avg"),
    MetricRow::unconfirmed("ApproximateAgeOfOldestMessageInQuietGroups", "Seconds", "max"),
    MetricRow::unconfirmed("ApproximateNumberOfMessagesDelayedInQuietGroups", "Count", "max"),
    MetricRow::unconfirmed("ApproximateNumberOfMessagesNotVisibleInQuietGroups", "Count", "max"),
    MetricRow::unconfirmed("ApproximateNumberOfMessagesVisibleInQuietGroups", "Count", "max"),
    MetricRow::unconfirmed("ApproximateNumberOfNoisyGroups", "Count", "max"),
    MetricRow::unconfirmed("NumberOfDeduplicatedSentMessages", "Count", "sum"),
];
