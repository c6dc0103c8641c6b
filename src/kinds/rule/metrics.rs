//! What CloudWatch measures a rule by.

use crate::base::Fact;
use crate::catalog::{MetricRow, MetricTable};

pub(super) const METRICS: &[MetricTable] = &[MetricTable {
    namespace: "AWS/Events",
    dimensions: &[("RuleName", "{name}")],
    when: Some(("bus", "default")),
    rows: ROWS,
    fact: Fact::unconfirmed("metrics.toml", "eventbridge_rule"),
    ..MetricTable::BASE
}];

const ROWS: &[MetricRow] = &[
    MetricRow::new("DeadLetterInvocations", "Count", "sum"),
    MetricRow::new("FailedInvocations", "Count", "sum"),
    MetricRow::new("Invocations", "Count", "sum"),
    MetricRow::new("InvocationsFailedToBeSentToDlq", "Count", "sum"),
    MetricRow::new("InvocationsSentToDlq", "Count", "sum"),
    MetricRow::new("ThrottledRules", "Count", "sum"),
    MetricRow::new("TriggeredRules", "Count", "sum"),
    MetricRow::unconfirmed("IngestionToInvocationCompleteLatency", "Milliseconds", "avg"),
    MetricRow::unconfirmed("IngestionToInvocationStartLatency", "Milliseconds", "avg"),
    MetricRow::unconfirmed("MatchedEvents", "Count", "sum"),
    MetricRow::unconfirmed("RetryInvocationAttempts", "Count", "sum"),
    MetricRow::unconfirmed("SuccessfulInvocationAttempts", "Count", "sum"),
];
