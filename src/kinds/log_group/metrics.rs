//! What CloudWatch measures a log group by.

use crate::base::Fact;
use crate::catalog::{MetricRow, MetricTable};

/// Where the metrics were read.
const SOURCE: &str = "AWS CDK service specification 0.1.216 and the service's guide";

pub(super) const METRICS: &[MetricTable] = &[MetricTable {
    namespace: "AWS/Logs",
    dimensions: &[("LogGroupName", "{name}")],
    rows: ROWS,
    fact: Fact::new("metrics.toml", "logs", SOURCE),
    ..MetricTable::BASE
}];

const ROWS: &[MetricRow] = &[
    MetricRow::new("AnomalyCount", "Count", "sum"),
    MetricRow::new("DeliveryErrors", "Count", "sum"),
    MetricRow::new("DeliveryThrottling", "Count", "sum"),
    MetricRow::new("EMFParsingErrors", "Count", "sum"),
    MetricRow::new("EMFValidationErrors", "Count", "sum"),
    MetricRow::new("ForwardedLogEvents", "Count", "sum"),
    MetricRow::new("IncomingBytes", "Bytes", "sum"),
    MetricRow::new("IncomingLogEvents", "Count", "sum"),
    MetricRow::new("LogEventsWithFindings", "Count", "sum"),
    MetricRow::new("TransformationErrors", "Count", "sum"),
    MetricRow::new("TransformedBytes", "Bytes", "sum"),
    MetricRow::new("TransformedLogEvents", "Count", "sum"),
];
