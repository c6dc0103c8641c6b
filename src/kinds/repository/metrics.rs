//! What CloudWatch measures a repository by.

use crate::base::Fact;
use crate::catalog::{MetricRow, MetricTable};

/// Where the metrics were read.
const SOURCE: &str = "AWS CDK service specification 0.1.216 and the service's guide";

pub(super) const METRICS: &[MetricTable] = &[MetricTable {
    namespace: "AWS/ECR",
    dimensions: &[("RepositoryName", "{name}")],
    rows: ROWS,
    fact: Fact::new("metrics.toml", "ecr", SOURCE),
    ..MetricTable::BASE
}];

const ROWS: &[MetricRow] = &[MetricRow::new("RepositoryPullCount", "Count", "sum")];
