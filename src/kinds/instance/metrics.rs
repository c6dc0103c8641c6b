//! What CloudWatch measures an instance by.

use crate::base::Fact;
use crate::catalog::{MetricRow, MetricTable};

/// Where the metrics were read.
const SOURCE: &str = "AWS CDK service specification 0.1.216 and the service's guide";

pub(super) const METRICS: &[MetricTable] = &[MetricTable {
    namespace: "AWS/EC2",
    dimensions: &[("InstanceId", "i-{hex}")],
    seconds: 300,
    rows: ROWS,
    fact: Fact::new("metrics.toml", "ec2", SOURCE),
    ..MetricTable::BASE
}];

const ROWS: &[MetricRow] = &[
    MetricRow::new("CPUCreditBalance", "Count", "avg"),
    MetricRow::new("CPUCreditUsage", "Count", "avg"),
    MetricRow::new("CPUSurplusCreditBalance", "Count", "avg"),
    MetricRow::new("CPUSurplusCreditsCharged", "Count", "avg"),
    MetricRow::new("CPUUtilization", "Percent", "avg"),
    MetricRow::new("DiskReadBytes", "Bytes", "avg"),
    MetricRow::new("DiskReadOps", "Count", "avg"),
    MetricRow::new("DiskWriteBytes", "Bytes", "avg"),
    MetricRow::new("DiskWriteOps", "Count", "avg"),
    MetricRow::new("EBSReadBytes", "Bytes", "avg"),
    MetricRow::new("EBSReadOps", "Count", "avg"),
    MetricRow::new("EBSWriteBytes", "Bytes", "avg"),
    MetricRow::new("EBSWriteOps", "Count", "avg"),
    MetricRow::new("MetadataNoToken", "Count", "sum"),
    MetricRow::new("NetworkIn", "Bytes", "avg"),
    MetricRow::new("NetworkOut", "Bytes", "avg"),
    MetricRow::new("NetworkPacketsIn", "Count", "avg"),
    MetricRow::new("NetworkPacketsOut", "Count", "avg"),
    MetricRow::new("StatusCheckFailed", "Count", "max"),
    MetricRow::new("StatusCheckFailed_Instance", "Count", "max"),
    MetricRow::new("StatusCheckFailed_System", "Count", "max"),
    MetricRow::unconfirmed("StatusCheckFailed_AttachedEBS", "Count", "max"),
];
