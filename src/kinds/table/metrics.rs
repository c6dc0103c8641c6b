//! What CloudWatch measures a table by.

use crate::base::Fact;
use crate::catalog::{MetricRow, MetricTable};

/// Where the metrics were read.
const SOURCE: &str = "AWS CDK service specification 0.1.216 and the service's guide";

pub(super) const METRICS: &[MetricTable] = &[
    MetricTable {
        namespace: "AWS/DynamoDB",
        dimensions: &[("TableName", "{name}")],
        rows: WHOLE,
        fact: Fact::new("metrics.toml", "dynamodb", SOURCE),
        ..MetricTable::BASE
    },
    MetricTable {
        namespace: "AWS/DynamoDB",
        dimensions: &[("TableName", "{name}")],
        over: &["Operation"],
        rows: OPERATIONS,
        fact: Fact::new("metrics.toml", "dynamodb", SOURCE),
        ..MetricTable::BASE
    },
];

const WHOLE: &[MetricRow] = &[
    MetricRow::new("ConditionalCheckFailedRequests", "Count", "sum"),
    MetricRow::new("ConsumedReadCapacityUnits", "Count", "sum"),
    MetricRow::new("ConsumedWriteCapacityUnits", "Count", "sum"),
    MetricRow::new("ProvisionedReadCapacityUnits", "Count", "avg"),
    MetricRow::new("ProvisionedWriteCapacityUnits", "Count", "avg"),
    MetricRow::new("ReadAccountLimitThrottleEvents", "Count", "sum"),
    MetricRow::new("ReadKeyRangeThroughputThrottleEvents", "Count", "sum"),
    MetricRow::new("ReadMaxOnDemandThroughputThrottleEvents", "Count", "sum"),
    MetricRow::new("ReadProvisionedThroughputThrottleEvents", "Count", "sum"),
    MetricRow::new("ReadThrottleEvents", "Count", "sum"),
    MetricRow::new("TimeToLiveDeletedItemCount", "Count", "sum"),
    MetricRow::new("TransactionConflict", "Count", "sum"),
    MetricRow::new("WriteAccountLimitThrottleEvents", "Count", "sum"),
    MetricRow::new("WriteKeyRangeThroughputThrottleEvents", "Count", "sum"),
    MetricRow::new("WriteMaxOnDemandThroughputThrottleEvents", "Count", "sum"),
    MetricRow::new("WriteProvisionedThroughputThrottleEvents", "Count", "sum"),
    MetricRow::new("WriteThrottleEvents", "Count", "sum"),
    MetricRow::unconfirmed("OnDemandMaxReadRequestUnits", "Count", "avg"),
    MetricRow::unconfirmed("OnDemandMaxWriteRequestUnits", "Count", "avg"),
];

const OPERATIONS: &[MetricRow] = &[
    MetricRow::new("FaultInjectionServiceInducedErrors", "Count", "sum"),
    MetricRow::new("ReturnedItemCount", "Count", "sum"),
    MetricRow::new("SuccessfulRequestLatency", "Milliseconds", "avg"),
    MetricRow::new("SystemErrors", "Count", "sum"),
    MetricRow::new("ThrottledRequests", "Count", "sum"),
];
