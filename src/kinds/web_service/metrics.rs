//! What CloudWatch measures a web service by.

use crate::base::Fact;
use crate::catalog::{MetricRow, MetricTable};

pub(super) const METRICS: &[MetricTable] = &[MetricTable {
    namespace: "AWS/AppRunner",
    dimensions: &[("ServiceName", "{name}"), ("ServiceID", "{id}")],
    rows: ROWS,
    fact: Fact::unconfirmed("metrics.toml", "app_runner"),
    ..MetricTable::BASE
}];

const ROWS: &[MetricRow] = &[
    MetricRow::new("2xxStatusResponses", "Count", "sum"),
    MetricRow::new("4xxStatusResponses", "Count", "sum"),
    MetricRow::new("5xxStatusResponses", "Count", "sum"),
    MetricRow::new("ActiveInstances", "Count", "avg"),
    MetricRow::new("CPUUtilization", "Percent", "avg"),
    MetricRow::new("Concurrency", "Count", "avg"),
    MetricRow::new("MemoryUtilization", "Percent", "avg"),
    MetricRow::new("RequestLatency", "Milliseconds", "avg"),
    MetricRow::new("Requests", "Count", "sum"),
];
