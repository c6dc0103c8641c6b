//! What CloudWatch measures a bucket by.

use crate::base::Fact;
use crate::catalog::{MetricRow, MetricTable};

/// Where the metrics were read.
const SOURCE: &str = "AWS CDK service specification 0.1.216 and the service's guide";

pub(super) const METRICS: &[MetricTable] = &[
    MetricTable {
        namespace: "AWS/S3",
        dimensions: &[("BucketName", "{name}"), ("StorageType", "StandardStorage")],
        seconds: 86400,
        rows: SIZE,
        fact: Fact::new("metrics.toml", "s3_storage", SOURCE),
        ..MetricTable::BASE
    },
    MetricTable {
        namespace: "AWS/S3",
        dimensions: &[("BucketName", "{name}"), ("StorageType", "AllStorageTypes")],
        seconds: 86400,
        rows: OBJECTS,
        fact: Fact::new("metrics.toml", "s3_storage", SOURCE),
        ..MetricTable::BASE
    },
];

const SIZE: &[MetricRow] = &[MetricRow::new("BucketSizeBytes", "Bytes", "avg")];

const OBJECTS: &[MetricRow] = &[MetricRow::new("NumberOfObjects", "Count", "avg")];
