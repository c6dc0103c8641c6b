//! What CloudWatch measures a cluster by.

use crate::base::Fact;
use crate::catalog::{MetricRow, MetricTable};

/// Where the metrics were read.
const SOURCE: &str = "AWS CDK service specification 0.1.216 and the service's guide";

pub(super) const METRICS: &[MetricTable] = &[
    MetricTable {
        namespace: "AWS/EKS",
        dimensions: &[("ClusterName", "{name}")],
        rows: CONTROL_PLANE,
        fact: Fact::new("metrics.toml", "eks_control_plane", SOURCE),
        ..MetricTable::BASE
    },
    // Kept where the CloudWatch agent runs in the cluster.
    MetricTable {
        namespace: "ContainerInsights",
        dimensions: &[("ClusterName", "{name}")],
        rows: INSIGHTS,
        fact: Fact::new("metrics.toml", "eks_container_insights", SOURCE),
        ..MetricTable::BASE
    },
];

const CONTROL_PLANE: &[MetricRow] = &[
    MetricRow::new("apiserver_admission_webhook_request_total", "Count", "sum"),
    MetricRow::new("apiserver_admission_webhook_request_total_ADMIT", "Count", "sum"),
    MetricRow::new("apiserver_admission_webhook_request_total_VALIDATING", "Count", "sum"),
    MetricRow::new("apiserver_current_inflight_requests_MUTATING", "Count", "avg"),
    MetricRow::new("apiserver_current_inflight_requests_READONLY", "Count", "avg"),
    MetricRow::new("apiserver_request_duration_seconds_DELETE_P99", "Seconds", "avg"),
    MetricRow::new("apiserver_request_duration_seconds_GET_P99", "Seconds", "avg"),
    MetricRow::new("apiserver_request_duration_seconds_LIST_P99", "Seconds", "avg"),
    MetricRow::new("apiserver_request_duration_seconds_PATCH_P99", "Seconds", "avg"),
    MetricRow::new("apiserver_request_duration_seconds_POST_P99", "Seconds", "avg"),
    MetricRow::new("apiserver_request_duration_seconds_PUT_P99", "Seconds", "avg"),
    MetricRow::new("apiserver_request_total", "Count", "sum"),
    MetricRow::new("apiserver_request_total_429", "Count", "sum"),
    MetricRow::new("apiserver_request_total_4XX", "Count", "sum"),
    MetricRow::new("apiserver_request_total_5XX", "Count", "sum"),
    MetricRow::new("scheduler_pending_pods", "Count", "sum"),
    MetricRow::new("scheduler_pending_pods_ACTIVEQ", "Count", "sum"),
    MetricRow::new("scheduler_pending_pods_UNSCHEDULABLE", "Count", "sum"),
];

const INSIGHTS: &[MetricRow] = &[
    MetricRow::new("cluster_failed_node_count", "Count", "avg"),
    MetricRow::new("cluster_node_count", "Count", "avg"),
    MetricRow::new("namespace_number_of_running_pods", "Count", "avg"),
    MetricRow::new("node_cpu_limit", "None", "avg"),
    MetricRow::new("node_cpu_reserved_capacity", "Percent", "avg"),
    MetricRow::new("node_cpu_usage_total", "None", "avg"),
    MetricRow::new("node_cpu_utilization", "Percent", "avg"),
    MetricRow::new("node_filesystem_utilization", "Percent", "avg"),
    MetricRow::new("node_memory_limit", "Bytes", "avg"),
    MetricRow::new("node_memory_reserved_capacity", "Percent", "avg"),
    MetricRow::new("node_memory_utilization", "Percent", "avg"),
    MetricRow::new("node_memory_working_set", "Bytes", "avg"),
    MetricRow::new("node_network_total_bytes", "Bytes/Second", "avg"),
    MetricRow::new("node_number_of_running_containers", "Count", "avg"),
    MetricRow::new("node_number_of_running_pods", "Count", "avg"),
    MetricRow::new("pod_cpu_reserved_capacity", "Percent", "avg"),
    MetricRow::new("pod_cpu_utilization", "Percent", "avg"),
    MetricRow::new("pod_cpu_utilization_over_pod_limit", "Percent", "avg"),
    MetricRow::new("pod_memory_reserved_capacity", "Percent", "avg"),
    MetricRow::new("pod_memory_utilization", "Percent", "avg"),
    MetricRow::new("pod_memory_utilization_over_pod_limit", "Percent", "avg"),
    MetricRow::new("pod_network_rx_bytes", "Bytes/Second", "avg"),
    MetricRow::new("pod_network_tx_bytes", "Bytes/Second", "avg"),
    MetricRow::new("service_number_of_running_pods", "Count", "avg"),
];
