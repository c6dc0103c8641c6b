//! What CloudWatch measures a topic by.

use crate::base::Fact;
use crate::catalog::{MetricRow, MetricTable};

/// Where the metrics were read.
const SOURCE: &str = "AWS CDK service specification 0.1.216 and the service's guide";

pub(super) const METRICS: &[MetricTable] = &[MetricTable {
    namespace: "AWS/SNS",
    dimensions: &[("TopicName", "{name}")],
    seconds: 300,
    rows: ROWS,
    fact: Fact::new("metrics.toml", "sns", SOURCE),
    ..MetricTable::BASE
}];

const ROWS: &[MetricRow] = &[
    MetricRow::new("NumberOfMessagesPublished", "Count", "sum"),
    MetricRow::new("NumberOfNotificationsDelivered", "Count", "sum"),
    MetricRow::new("NumberOfNotificationsFailed", "Count", "sum"),
    MetricRow::new("NumberOfNotificationsFailedToRedriveToDlq", "Count", "sum"),
    MetricRow::new("NumberOfNotificationsFilteredOut", "Count", "sum"),
    MetricRow::new("NumberOfNotificationsRedrivenToDlq", "Count", "sum"),
    MetricRow::new("PublishSize", "Bytes", "avg"),
];
