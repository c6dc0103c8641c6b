//! What CloudWatch measures a target group by, beside the load balancer that leads to it.

use crate::base::Fact;
use crate::catalog::{MetricRow, MetricTable};

/// Where the metrics were read.
const SOURCE: &str = "AWS CDK service specification 0.1.216 and the service's guide";

/// Both are needed: no metric is kept for a target group by itself.
const DIMENSIONS: &[(&str, &str)] = &[("LoadBalancer", "{source.full_name}"), ("TargetGroup", "{full_name}")];

pub(super) const METRICS: &[MetricTable] = &[
    MetricTable {
        namespace: "AWS/ApplicationELB",
        dimensions: DIMENSIONS,
        when: Some(("source.type", "application")),
        rows: APPLICATION,
        fact: Fact::new("metrics.toml", "application_load_balancer", SOURCE),
        ..MetricTable::BASE
    },
    MetricTable {
        namespace: "AWS/NetworkELB",
        dimensions: DIMENSIONS,
        when: Some(("source.type", "network")),
        rows: NETWORK,
        fact: Fact::new("metrics.toml", "network_load_balancer", SOURCE),
        ..MetricTable::BASE
    },
];

const APPLICATION: &[MetricRow] = &[
    MetricRow::new("HTTPCode_Target_2XX_Count", "Count", "sum"),
    MetricRow::new("HTTPCode_Target_3XX_Count", "Count", "sum"),
    MetricRow::new("HTTPCode_Target_4XX_Count", "Count", "sum"),
    MetricRow::new("HTTPCode_Target_5XX_Count", "Count", "sum"),
    MetricRow::new("HealthyHostCount", "Count", "min"),
    MetricRow::new("LambdaInternalError", "Count", "sum"),
    MetricRow::new("LambdaUserError", "Count", "sum"),
    MetricRow::new("RequestCount", "Count", "sum"),
    MetricRow::new("RequestCountPerTarget", "Count", "sum"),
    MetricRow::new("TargetConnectionErrorCount", "Count", "sum"),
    MetricRow::new("TargetResponseTime", "Seconds", "avg"),
    MetricRow::new("TargetTLSNegotiationErrorCount", "Count", "sum"),
    MetricRow::new("UnHealthyHostCount", "Count", "max"),
    MetricRow::unconfirmed("AnomalousHostCount", "Count", "max"),
    MetricRow::unconfirmed("HealthyStateDNS", "Count", "min"),
    MetricRow::unconfirmed("HealthyStateRouting", "Count", "min"),
    MetricRow::unconfirmed("MitigatedHostCount", "Count", "max"),
    MetricRow::unconfirmed("UnhealthyStateDNS", "Count", "min"),
    MetricRow::unconfirmed("UnhealthyStateRouting", "Count", "min"),
];

const NETWORK: &[MetricRow] = &[
    MetricRow::new("HealthyHostCount", "Count", "min"),
    MetricRow::new("UnHealthyHostCount", "Count", "max"),
];
