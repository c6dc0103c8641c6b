//! What CloudWatch measures an API by.

use crate::base::Fact;
use crate::catalog::{MetricRow, MetricTable};

/// Where the metrics were read.
const SOURCE: &str = "AWS CDK service specification 0.1.216 and the service's guide";

pub(super) const METRICS: &[MetricTable] = &[
    MetricTable {
        namespace: "AWS/ApiGateway",
        dimensions: &[("ApiName", "{name}")],
        when: Some(("protocol", "rest")),
        rows: REST,
        fact: Fact::new("metrics.toml", "api_gateway_rest", SOURCE),
        ..MetricTable::BASE
    },
    MetricTable {
        namespace: "AWS/ApiGateway",
        dimensions: &[("ApiId", "{id}")],
        when: Some(("protocol", "http")),
        rows: HTTP,
        fact: Fact::unconfirmed("metrics.toml", "api_gateway_http"),
        ..MetricTable::BASE
    },
];

const REST: &[MetricRow] = &[
    MetricRow::new("4XXError", "Count", "sum"),
    MetricRow::new("5XXError", "Count", "sum"),
    MetricRow::new("CacheHitCount", "Count", "sum"),
    MetricRow::new("CacheMissCount", "Count", "sum"),
    MetricRow::new("Count", "Count", "sum"),
    MetricRow::new("IntegrationLatency", "Milliseconds", "avg"),
    MetricRow::new("Latency", "Milliseconds", "avg"),
];

const HTTP: &[MetricRow] = &[
    MetricRow::new("4xx", "Count", "sum"),
    MetricRow::new("5xx", "Count", "sum"),
    MetricRow::new("Count", "Count", "sum"),
    MetricRow::new("DataProcessed", "Bytes", "sum"),
    MetricRow::new("IntegrationLatency", "Milliseconds", "avg"),
    MetricRow::new("Latency", "Milliseconds", "avg"),
];
