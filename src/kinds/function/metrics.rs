//! What CloudWatch measures a function by.

use crate::base::Fact;
use crate::catalog::{MetricRow, MetricTable};

/// Where the metrics were read.
const SOURCE: &str = "AWS CDK service specification 0.1.216 and the service's guide";

pub(super) const METRICS: &[MetricTable] = &[MetricTable {
    namespace: "AWS/Lambda",
    dimensions: &[("FunctionName", "{name}")],
    rows: ROWS,
    fact: Fact::new("metrics.toml", "lambda", SOURCE),
    ..MetricTable::BASE
}];

const ROWS: &[MetricRow] = &[
    MetricRow::new("ConcurrentExecutions", "Count", "max"),
    MetricRow::new("DeadLetterErrors", "Count", "sum"),
    MetricRow::new("DestinationDeliveryFailures", "Count", "sum"),
    MetricRow::new("Duration", "Milliseconds", "avg"),
    MetricRow::new("Errors", "Count", "sum"),
    MetricRow::new("Invocations", "Count", "sum"),
    MetricRow::new("IteratorAge", "Milliseconds", "max"),
    MetricRow::new("PostRuntimeExtensionsDuration", "Milliseconds", "avg"),
    MetricRow::new("ProvisionedConcurrencyInvocations", "Count", "sum"),
    MetricRow::new("ProvisionedConcurrencySpilloverInvocations", "Count", "sum"),
    MetricRow::new("ProvisionedConcurrentExecutions", "Count", "max"),
    MetricRow::new("Throttles", "Count", "sum"),
    MetricRow::unconfirmed("AsyncEventAge", "Milliseconds", "max"),
    MetricRow::unconfirmed("AsyncEventsDropped", "Count", "sum"),
    MetricRow::unconfirmed("AsyncEventsReceived", "Count", "sum"),
    MetricRow::unconfirmed("OffsetLag", "Count", "max"),
    MetricRow::unconfirmed("RecursiveInvocationsDropped", "Count", "sum"),
];
