//! What CloudWatch measures a service by.

use crate::base::Fact;
use crate::catalog::{MetricRow, MetricTable};

/// Where the metrics were read.
const SOURCE: &str = "AWS CDK service specification 0.1.216 and the service's guide";

pub(super) const METRICS: &[MetricTable] = &[
    MetricTable {
        namespace: "AWS/ECS",
        dimensions: &[("ClusterName", "{cluster.name}"), ("ServiceName", "{name}")],
        rows: ROWS,
        fact: Fact::new("metrics.toml", "ecs", SOURCE),
        ..MetricTable::BASE
    },
    MetricTable {
        namespace: "ECS/ContainerInsights",
        dimensions: &[("ClusterName", "{cluster.name}"), ("ServiceName", "{name}")],
        when: Some(("cluster.insights", "true")),
        rows: INSIGHTS,
        fact: Fact::unconfirmed("metrics.toml", "ecs_container_insights"),
        ..MetricTable::BASE
    },
];

const ROWS: &[MetricRow] = &[
    MetricRow::new("CPUUtilization", "Percent", "avg"),
    MetricRow::new("EBSFilesystemUtilization", "Percent", "avg"),
    MetricRow::new("MemoryUtilization", "Percent", "avg"),
    MetricRow::unconfirmed("ActiveConnectionCount", "Count", "sum"),
    MetricRow::unconfirmed("HTTPCode_Target_2XX_Count", "Count", "sum"),
    MetricRow::unconfirmed("HTTPCode_Target_5XX_Count", "Count", "sum"),
    MetricRow::unconfirmed("NewConnectionCount", "Count", "sum"),
    MetricRow::unconfirmed("ProcessedBytes", "Count", "sum"),
    MetricRow::unconfirmed("RequestCount", "Count", "sum"),
    MetricRow::unconfirmed("TargetResponseTime", "Milliseconds", "avg"),
];

const INSIGHTS: &[MetricRow] = &[
    MetricRow::new("CpuReserved", "None", "avg"),
    MetricRow::new("CpuUtilized", "None", "avg"),
    MetricRow::new("DeploymentCount", "Count", "avg"),
    MetricRow::new("DesiredTaskCount", "Count", "avg"),
    MetricRow::new("MemoryReserved", "Megabytes", "avg"),
    MetricRow::new("MemoryUtilized", "Megabytes", "avg"),
    MetricRow::new("NetworkRxBytes", "Bytes/Second", "avg"),
    MetricRow::new("NetworkTxBytes", "Bytes/Second", "avg"),
    MetricRow::new("PendingTaskCount", "Count", "avg"),
    MetricRow::new("RunningTaskCount", "Count", "avg"),
    MetricRow::new("StorageReadBytes", "Bytes", "avg"),
    MetricRow::new("StorageWriteBytes", "Bytes", "avg"),
    MetricRow::new("TaskSetCount", "Count", "avg"),
    MetricRow::unconfirmed("EphemeralStorageReserved", "Gigabytes", "avg"),
    MetricRow::unconfirmed("EphemeralStorageUtilized", "Gigabytes", "avg"),
    MetricRow::unconfirmed("RestartCount", "Count", "sum"),
];
