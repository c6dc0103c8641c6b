//! What CloudWatch measures a NAT gateway by.

use crate::base::Fact;
use crate::catalog::{MetricRow, MetricTable};

/// Where the metrics were read.
const SOURCE: &str = "AWS CDK service specification 0.1.216";

pub(super) const METRICS: &[MetricTable] = &[MetricTable {
    namespace: "AWS/NATGateway",
    dimensions: &[("NatGatewayId", "{id}")],
    rows: ROWS,
    fact: Fact::new("metrics.toml", "nat_gateway", SOURCE),
    ..MetricTable::BASE
}];

const ROWS: &[MetricRow] = &[
    MetricRow::new("ActiveConnectionCount", "Count", "max"),
    MetricRow::new("BytesInFromDestination", "Bytes", "sum"),
    MetricRow::new("BytesInFromSource", "Bytes", "sum"),
    MetricRow::new("BytesOutToDestination", "Bytes", "sum"),
    MetricRow::new("BytesOutToSource", "Bytes", "sum"),
    MetricRow::new("ConnectionAttemptCount", "Count", "sum"),
    MetricRow::new("ConnectionEstablishedCount", "Count", "sum"),
    MetricRow::new("ErrorPortAllocation", "Count", "sum"),
    MetricRow::new("IdleTimeoutCount", "Count", "sum"),
    MetricRow::new("PacketsDropCount", "Count", "sum"),
    MetricRow::new("PacketsInFromDestination", "Count", "sum"),
    MetricRow::new("PacketsInFromSource", "Count", "sum"),
    MetricRow::new("PacketsOutToDestination", "Count", "sum"),
    MetricRow::new("PacketsOutToSource", "Count", "sum"),
    MetricRow::new("PeakBytesPerSecond", "Bytes", "max"),
    MetricRow::new("PeakPacketsPerSecond", "Count", "max"),
];
