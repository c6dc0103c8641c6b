//! What CloudWatch measures an Outpost by.

use crate::base::Fact;
use crate::catalog::{MetricRow, MetricTable};

/// Where the metrics were read.
const SOURCE: &str = "AWS CDK service specification 0.1.216 and the service's guide";

/// A table of the namespace, by what AWS tells its metrics further apart.
const fn table(over: &'static [&'static str], rows: &'static [MetricRow]) -> MetricTable {
    MetricTable {
        namespace: "AWS/Outposts",
        dimensions: &[("OutpostId", "{id}")],
        over,
        seconds: 300,
        rows,
        fact: Fact::new("metrics.toml", "outposts", SOURCE),
        ..MetricTable::BASE
    }
}

pub(super) const METRICS: &[MetricTable] = &[
    table(&[], &[MetricRow::unconfirmed("ConnectedStatus", "Count", "avg")]),
    table(
        &["InstanceType"],
        &[
            MetricRow::new("AvailableInstanceType_Count", "Count", "avg"),
            MetricRow::new("CapacityExceptions", "Count", "sum"),
            MetricRow::new("UsedInstanceType_Count", "Count", "avg"),
            MetricRow::unconfirmed("InstanceTypeCapacityUtilization", "Percent", "avg"),
        ],
    ),
    table(
        &["InstanceFamily"],
        &[MetricRow::unconfirmed("InstanceFamilyCapacityUtilization", "Percent", "avg")],
    ),
    table(&["VolumeType"], &[MetricRow::unconfirmed("EBSVolumeTypeCapacityUtilization", "Percent", "avg")]),
    table(
        &["VirtualInterfaceId"],
        &[
            MetricRow::unconfirmed("IfTrafficIn", "Kilobits/Second", "avg"),
            MetricRow::unconfirmed("IfTrafficOut", "Kilobits/Second", "avg"),
            MetricRow::unconfirmed("VifBgpSessionState", "None", "max"),
            MetricRow::unconfirmed("VifConnectionStatus", "None", "max"),
        ],
    ),
];
