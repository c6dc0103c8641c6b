//! What CloudWatch measures an environment by.

use crate::base::Fact;
use crate::catalog::{MetricRow, MetricTable};

/// Where the metrics were read.
const SOURCE: &str = "AWS CDK service specification 0.1.216 and the service's guide";

pub(super) const METRICS: &[MetricTable] = &[MetricTable {
    namespace: "AWS/ElasticBeanstalk",
    dimensions: &[("EnvironmentName", "{name}")],
    rows: ROWS,
    fact: Fact::new("metrics.toml", "elastic_beanstalk", SOURCE),
    ..MetricTable::BASE
}];

const ROWS: &[MetricRow] = &[
    MetricRow::new("ApplicationRequests2xx", "Count", "sum"),
    MetricRow::new("ApplicationRequests3xx", "Count", "sum"),
    MetricRow::new("ApplicationRequests4xx", "Count", "sum"),
    MetricRow::new("ApplicationRequests5xx", "Count", "sum"),
    MetricRow::new("EnvironmentHealth", "None", "avg"),
    MetricRow::unconfirmed("ApplicationLatencyP10", "Seconds", "avg"),
    MetricRow::unconfirmed("ApplicationLatencyP50", "Seconds", "avg"),
    MetricRow::unconfirmed("ApplicationLatencyP75", "Seconds", "avg"),
    MetricRow::unconfirmed("ApplicationLatencyP85", "Seconds", "avg"),
    MetricRow::unconfirmed("ApplicationLatencyP90", "Seconds", "avg"),
    MetricRow::unconfirmed("ApplicationLatencyP95", "Seconds", "avg"),
    MetricRow::unconfirmed("ApplicationLatencyP99", "Seconds", "avg"),
    MetricRow::unconfirmed("ApplicationRequestsTotal", "Count", "sum"),
    MetricRow::unconfirmed("InstancesDegraded", "Count", "avg"),
    MetricRow::unconfirmed("InstancesInfo", "Count", "avg"),
    MetricRow::unconfirmed("InstancesNoData", "Count", "avg"),
    MetricRow::unconfirmed("InstancesOk", "Count", "avg"),
    MetricRow::unconfirmed("InstancesPending", "Count", "avg"),
    MetricRow::unconfirmed("InstancesSevere", "Count", "avg"),
    MetricRow::unconfirmed("InstancesUnknown", "Count", "avg"),
    MetricRow::unconfirmed("InstancesWarning", "Count", "avg"),
];
