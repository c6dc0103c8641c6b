//! What CloudWatch measures a load balancer by.

use crate::base::Fact;
use crate::catalog::{MetricRow, MetricTable};

/// Where the metrics were read.
const SOURCE: &str = "AWS CDK service specification 0.1.216 and the service's guide";

pub(super) const METRICS: &[MetricTable] = &[
    MetricTable {
        namespace: "AWS/ApplicationELB",
        dimensions: &[("LoadBalancer", "app/{name}/{id}")],
        when: Some(("type", "application")),
        rows: APPLICATION_WHOLE,
        fact: Fact::new("metrics.toml", "application_load_balancer", SOURCE),
        ..MetricTable::BASE
    },
    MetricTable {
        namespace: "AWS/ApplicationELB",
        dimensions: &[("LoadBalancer", "app/{name}/{id}")],
        over: &["TargetGroup"],
        when: Some(("type", "application")),
        rows: APPLICATION_BY_TARGET_GROUP,
        fact: Fact::new("metrics.toml", "application_load_balancer", SOURCE),
        ..MetricTable::BASE
    },
    MetricTable {
        namespace: "AWS/NetworkELB",
        dimensions: &[("LoadBalancer", "net/{name}/{id}")],
        when: Some(("type", "network")),
        rows: NETWORK_WHOLE,
        fact: Fact::new("metrics.toml", "network_load_balancer", SOURCE),
        ..MetricTable::BASE
    },
    MetricTable {
        namespace: "AWS/NetworkELB",
        dimensions: &[("LoadBalancer", "net/{name}/{id}")],
        over: &["TargetGroup"],
        when: Some(("type", "network")),
        rows: NETWORK_BY_TARGET_GROUP,
        fact: Fact::new("metrics.toml", "network_load_balancer", SOURCE),
        ..MetricTable::BASE
    },
];

const APPLICATION_WHOLE: &[MetricRow] = &[
    MetricRow::new("ActiveConnectionCount", "Count", "sum"),
    MetricRow::new("ClientTLSNegotiationErrorCount", "Count", "sum"),
    MetricRow::new("ConsumedLCUs", "Count", "avg"),
    MetricRow::new("DesyncMitigationMode_NonCompliant_Request_Count", "Count", "sum"),
    MetricRow::new("ELBAuthError", "Count", "sum"),
    MetricRow::new("ELBAuthFailure", "Count", "sum"),
    MetricRow::new("ELBAuthLatency", "Milliseconds", "avg"),
    MetricRow::new("ELBAuthRefreshTokenSuccess", "Count", "sum"),
    MetricRow::new("ELBAuthSuccess", "Count", "sum"),
    MetricRow::new("ELBAuthUserClaimsSizeExceeded", "Count", "sum"),
    MetricRow::new("GrpcRequestCount", "Count", "sum"),
    MetricRow::new("HTTPCode_ELB_3XX_Count", "Count", "sum"),
    MetricRow::new("HTTPCode_ELB_4XX_Count", "Count", "sum"),
    MetricRow::new("HTTPCode_ELB_500_Count", "Count", "sum"),
    MetricRow::new("HTTPCode_ELB_502_Count", "Count", "sum"),
    MetricRow::new("HTTPCode_ELB_503_Count", "Count", "sum"),
    MetricRow::new("HTTPCode_ELB_504_Count", "Count", "sum"),
    MetricRow::new("HTTPCode_ELB_5XX_Count", "Count", "sum"),
    MetricRow::new("HTTPCode_Target_2XX_Count", "Count", "sum"),
    MetricRow::new("HTTPCode_Target_3XX_Count", "Count", "sum"),
    MetricRow::new("HTTPCode_Target_4XX_Count", "Count", "sum"),
    MetricRow::new("HTTPCode_Target_5XX_Count", "Count", "sum"),
    MetricRow::new("HTTP_Fixed_Response_Count", "Count", "sum"),
    MetricRow::new("HTTP_Redirect_Count", "Count", "sum"),
    MetricRow::new("HTTP_Redirect_Url_Limit_Exceeded_Count", "Count", "sum"),
    MetricRow::new("IPv6ProcessedBytes", "Bytes", "sum"),
    MetricRow::new("IPv6RequestCount", "Count", "sum"),
    MetricRow::new("LambdaTargetProcessedBytes", "Bytes", "sum"),
    MetricRow::new("NewConnectionCount", "Count", "sum"),
    MetricRow::new("NonStickyRequestCount", "Count", "sum"),
    MetricRow::new("ProcessedBytes", "Bytes", "sum"),
    MetricRow::new("RejectedConnectionCount", "Count", "sum"),
    MetricRow::new("RequestCount", "Count", "sum"),
    MetricRow::new("RuleEvaluations", "Count", "sum"),
    MetricRow::new("TargetConnectionErrorCount", "Count", "sum"),
    MetricRow::new("TargetResponseTime", "Seconds", "avg"),
    MetricRow::new("TargetTLSNegotiationErrorCount", "Count", "sum"),
    MetricRow::unconfirmed("PeakLCUs", "Count", "max"),
];

const APPLICATION_BY_TARGET_GROUP: &[MetricRow] = &[
    MetricRow::new("HealthyHostCount", "Count", "min"),
    MetricRow::new("LambdaInternalError", "Count", "sum"),
    MetricRow::new("LambdaUserError", "Count", "sum"),
    MetricRow::new("RequestCountPerTarget", "Count", "sum"),
    MetricRow::new("UnHealthyHostCount", "Count", "max"),
    MetricRow::unconfirmed("AnomalousHostCount", "Count", "max"),
    MetricRow::unconfirmed("HealthyStateDNS", "Count", "min"),
    MetricRow::unconfirmed("HealthyStateRouting", "Count", "min"),
    MetricRow::unconfirmed("MitigatedHostCount", "Count", "max"),
    MetricRow::unconfirmed("UnhealthyStateDNS", "Count", "min"),
    MetricRow::unconfirmed("UnhealthyStateRouting", "Count", "min"),
];

const NETWORK_WHOLE: &[MetricRow] = &[
    MetricRow::new("ActiveFlowCount", "Count", "avg"),
    MetricRow::new("ActiveFlowCount_TCP", "Count", "avg"),
    MetricRow::new("ActiveFlowCount_TLS", "Count", "avg"),
    MetricRow::new("ActiveFlowCount_UDP", "Count", "avg"),
    MetricRow::new("ClientTLSNegotiationErrorCount", "Count", "sum"),
    MetricRow::new("ConsumedLCUs", "Count", "avg"),
    MetricRow::new("ConsumedLCUs_TCP", "Count", "avg"),
    MetricRow::new("ConsumedLCUs_TLS", "Count", "avg"),
    MetricRow::new("ConsumedLCUs_UDP", "Count", "avg"),
    MetricRow::new("NewFlowCount", "Count", "sum"),
    MetricRow::new("NewFlowCount_TCP", "Count", "sum"),
    MetricRow::new("NewFlowCount_TLS", "Count", "sum"),
    MetricRow::new("NewFlowCount_UDP", "Count", "sum"),
    MetricRow::new("PeakPacketsPerSecond", "Count/Second", "max"),
    MetricRow::new("PortAllocationErrorCount", "Count", "sum"),
    MetricRow::new("ProcessedBytes", "Bytes", "sum"),
    MetricRow::new("ProcessedBytes_TCP", "Bytes", "sum"),
    MetricRow::new("ProcessedBytes_TLS", "Bytes", "sum"),
    MetricRow::new("ProcessedBytes_UDP", "Bytes", "sum"),
    MetricRow::new("ProcessedPackets", "Count", "sum"),
    MetricRow::new("TCP_Client_Reset_Count", "Count", "sum"),
    MetricRow::new("TCP_ELB_Reset_Count", "Count", "sum"),
    MetricRow::new("TCP_Target_Reset_Count", "Count", "sum"),
    MetricRow::new("TargetTLSNegotiationErrorCount", "Count", "sum"),
    MetricRow::unconfirmed("PeakBytesPerSecond", "Bytes/Second", "max"),
    MetricRow::unconfirmed("RejectedFlowCount", "Count", "sum"),
    MetricRow::unconfirmed("RejectedFlowCount_TCP", "Count", "sum"),
    MetricRow::unconfirmed("SecurityGroupBlockedFlowCount_Inbound_TCP", "Count", "sum"),
    MetricRow::unconfirmed("SecurityGroupBlockedFlowCount_Outbound_TCP", "Count", "sum"),
    MetricRow::unconfirmed("UnhealthyRoutingFlowCount", "Count", "sum"),
    MetricRow::unconfirmed("ZonalHealthStatus", "Count", "min"),
];

const NETWORK_BY_TARGET_GROUP: &[MetricRow] = &[
    MetricRow::new("HealthyHostCount", "Count", "min"),
    MetricRow::new("UnHealthyHostCount", "Count", "max"),
];
