//! What CloudWatch measures a volume by.

use crate::base::Fact;
use crate::catalog::{MetricRow, MetricTable};

/// Where the metrics were read.
const SOURCE: &str = "AWS CDK service specification 0.1.216 and the service's guide";

pub(super) const METRICS: &[MetricTable] = &[MetricTable {
    namespace: "AWS/EBS",
    dimensions: &[("VolumeId", "vol-{hex}")],
    rows: ROWS,
    fact: Fact::new("metrics.toml", "ebs", SOURCE),
    ..MetricTable::BASE
}];

const ROWS: &[MetricRow] = &[
    MetricRow::new("BurstBalance", "Percent", "avg"),
    MetricRow::new("VolumeIdleTime", "Seconds", "sum"),
    MetricRow::new("VolumeQueueLength", "Count", "avg"),
    MetricRow::new("VolumeReadBytes", "Bytes", "sum"),
    MetricRow::new("VolumeReadOps", "Count", "sum"),
    MetricRow::new("VolumeTotalReadTime", "Seconds", "sum"),
    MetricRow::new("VolumeTotalWriteTime", "Seconds", "sum"),
    MetricRow::new("VolumeWriteBytes", "Bytes", "sum"),
    MetricRow::new("VolumeWriteOps", "Count", "sum"),
    MetricRow::unconfirmed("VolumeAvgReadLatency", "Milliseconds", "avg"),
    MetricRow::unconfirmed("VolumeAvgWriteLatency", "Milliseconds", "avg"),
    MetricRow::unconfirmed("VolumeConsumedReadWriteOps", "Count", "sum"),
    MetricRow::unconfirmed("VolumeIOPSExceededCheck", "None", "max"),
    MetricRow::unconfirmed("VolumeStalledIOCheck", "None", "max"),
    MetricRow::unconfirmed("VolumeThroughputExceededCheck", "None", "max"),
    MetricRow::unconfirmed("VolumeThroughputPercentage", "Percent", "avg"),
];
