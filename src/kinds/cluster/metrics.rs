//! What CloudWatch measures a cluster by.

use crate::base::Fact;
use crate::catalog::{MetricRow, MetricTable};

/// Where the metrics were read.
const SOURCE: &str = "AWS CDK service specification 0.1.216 and the service's guide";

pub(super) const METRICS: &[MetricTable] = &[
    MetricTable {
        namespace: "AWS/ECS",
        dimensions: &[("ClusterName", "{name}")],
        rows: ROWS,
        fact: Fact::new("metrics.toml", "ecs", SOURCE),
        ..MetricTable::BASE
    },
    MetricTable {
        namespace: "ECS/ContainerInsights",
        dimensions: &[("ClusterName", "{name}")],
        when: Some(("insights", "true")),
        rows: INSIGHTS,
        fact: Fact::unconfirmed("metrics.toml", "ecs_container_insights"),
        ..MetricTable::BASE
    },
];

const ROWS: &[MetricRow] = &[
    MetricRow::new("CPUReservation", "Percent", "avg"),
    MetricRow::new("CPUUtilization", "Percent", "avg"),
    MetricRow::new("EBSFilesystemUtilization", "Percent", "avg"),
    MetricRow::new("GPUReservation", "Percent", "avg"),
    MetricRow::new("MemoryReservation", "Percent", "avg"),
    MetricRow::new("MemoryUtilization", "Percent", "avg"),
];

const INSIGHTS: &[MetricRow] = &[
    MetricRow::new("ContainerInstanceCount", "Count", "avg"),
    MetricRow::new("CpuReserved", "None", "avg"),
    MetricRow::new("CpuUtilized", "None", "avg"),
    MetricRow::new("MemoryReserved", "Megabytes", "avg"),
    MetricRow::new("MemoryUtilized", "Megabytes", "avg"),
    MetricRow::new("NetworkRxBytes", "Bytes/Second", "avg"),
    MetricRow::new("NetworkTxBytes", "Bytes/Second", "avg"),
    MetricRow::new("ServiceCount", "Count", "avg"),
    MetricRow::new("StorageReadBytes", "Bytes", "avg"),
    MetricRow::new("StorageWriteBytes", "Bytes", "avg"),
    MetricRow::new("TaskCount", "Count", "avg"),
    MetricRow::new("instance_cpu_limit", "None", "avg"),
    MetricRow::new("instance_cpu_reserved_capacity", "Percent", "avg"),
    MetricRow::new("instance_cpu_usage_total", "None", "avg"),
    MetricRow::new("instance_cpu_utilization", "Percent", "avg"),
    MetricRow::new("instance_filesystem_utilization", "Percent", "avg"),
    MetricRow::new("instance_memory_limit", "Bytes", "avg"),
    MetricRow::new("instance_memory_reserved_capacity", "Percent", "avg"),
    MetricRow::new("instance_memory_utilization", "Percent", "avg"),
    MetricRow::new("instance_memory_working_set", "Bytes", "avg"),
    MetricRow::new("instance_network_total_bytes", "Bytes/Second", "avg"),
    MetricRow::new("instance_number_of_running_tasks", "Count", "avg"),
    MetricRow::unconfirmed("EphemeralStorageReserved", "Gigabytes", "avg"),
    MetricRow::unconfirmed("EphemeralStorageUtilized", "Gigabytes", "avg"),
];
