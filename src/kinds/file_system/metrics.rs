//! What CloudWatch measures a file system by.

use crate::base::Fact;
use crate::catalog::{MetricRow, MetricTable};

/// Where the metrics were read.
const SOURCE: &str = "AWS CDK service specification 0.1.216 and the service's guide";

pub(super) const METRICS: &[MetricTable] = &[
    MetricTable {
        namespace: "AWS/EFS",
        dimensions: &[("FileSystemId", "fs-{hex}")],
        rows: WHOLE,
        fact: Fact::new("metrics.toml", "efs", SOURCE),
        ..MetricTable::BASE
    },
    MetricTable {
        namespace: "AWS/EFS",
        dimensions: &[("FileSystemId", "fs-{hex}")],
        over: &["StorageClass"],
        rows: BY_STORAGE_CLASS,
        fact: Fact::new("metrics.toml", "efs", SOURCE),
        ..MetricTable::BASE
    },
];

const WHOLE: &[MetricRow] = &[
    MetricRow::new("BurstCreditBalance", "Bytes", "min"),
    MetricRow::new("ClientConnections", "Count", "sum"),
    MetricRow::new("DataReadIOBytes", "Bytes", "sum"),
    MetricRow::new("DataWriteIOBytes", "Bytes", "sum"),
    MetricRow::new("MetadataIOBytes", "Bytes", "sum"),
    MetricRow::new("MeteredIOBytes", "Bytes", "sum"),
    MetricRow::new("PercentIOLimit", "Percent", "max"),
    MetricRow::new("PermittedThroughput", "Bytes/Second", "avg"),
    MetricRow::new("TimeSinceLastSync", "Seconds", "max"),
    MetricRow::new("TotalIOBytes", "Bytes", "sum"),
    MetricRow::unconfirmed("MetadataReadIOBytes", "Bytes", "sum"),
    MetricRow::unconfirmed("MetadataWriteIOBytes", "Bytes", "sum"),
];

const BY_STORAGE_CLASS: &[MetricRow] = &[MetricRow::new("StorageBytes", "Bytes", "avg")];
