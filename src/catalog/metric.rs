//! What CloudWatch measures a kind by.

use crate::base::{Dimension, Fact};
use crate::model::Measure;

/// The statistics that the language names, each with AWS's word for it. Percentiles, `p50` to `p99.99`, are written
/// alike.
pub const STATISTICS: [(&str, &str); 5] =
    [("sum", "Sum"), ("avg", "Average"), ("min", "Minimum"), ("max", "Maximum"), ("count", "SampleCount")];

/// Metrics that AWS keeps under the same dimensions: a table.
#[derive(Debug, Clone, Copy)]
pub struct MetricTable {
    /// `AWS/Lambda`
    pub namespace: &'static str,
    /// Name and value of each dimension; values are templates as in [`super::Output`]. Of what is put between the ends of an
    /// arrow, `source` is where that begins.
    pub dimensions: &'static [(&'static str, &'static str)],
    /// Dimensions by which AWS tells them further apart: each of these metrics is over all their values, which
    /// a dashboard can show and no alarm can watch.
    pub over: &'static [&'static str],
    /// They are kept only if that attribute has that value, which is `true` of a flag; `cluster.insights` is an
    /// attribute of what `cluster` refers to, or of the source of the arrow.
    pub when: Option<(&'static str, &'static str)>,
    /// How many seconds lie between two values.
    pub seconds: i64,
    /// The metrics.
    pub rows: &'static [MetricRow],
    /// Where they come from.
    pub fact: Fact,
}

/// One metric: a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MetricRow {
    /// As AWS writes it: `Errors`.
    pub name: &'static str,
    /// AWS's word for what it counts: `Count`, `Milliseconds`.
    pub unit: &'static str,
    /// The statistic that is usual, as the language writes it.
    pub usual: &'static str,
    /// Whether a source confirms it.
    pub confirmed: bool,
}

impl MetricTable {
    /// What a table is where its row says nothing: kept every minute, whatever is set. Only what every row must say is
    /// empty here: namespace, dimensions and metrics.
    pub const BASE: Self = Self {
        namespace: "",
        dimensions: &[],
        over: &[],
        when: None,
        seconds: 60,
        rows: &[],
        fact: Fact::new("metrics.toml", "", SOURCE),
    };
}

/// Where most metrics were read.
const SOURCE: &str = "AWS CDK service specification 0.1.216 and the services' guides";

impl MetricRow {
    /// A metric that a source confirms.
    #[must_use]
    pub const fn new(name: &'static str, unit: &'static str, usual: &'static str) -> Self {
        Self { name, unit, usual, confirmed: true }
    }

    /// A metric that is from general knowledge.
    #[must_use]
    pub const fn unconfirmed(name: &'static str, unit: &'static str, usual: &'static str) -> Self {
        Self { name, unit, usual, confirmed: false }
    }

    /// What it counts.
    #[must_use]
    pub fn measure(&self) -> Measure {
        let (unit, per_second) = match self.unit.split_once('/') {
            Some((unit, _)) => (unit, true),
            None => (self.unit, false),
        };
        let bits = unit.ends_with("its");
        match (unit, per_second) {
            ("Count", false) => Measure::Number,
            ("Count", true) => Measure::Of(Dimension::Rate),
            ("Percent", _) => Measure::Of(Dimension::Percent),
            ("Seconds" | "Milliseconds" | "Microseconds", _) => Measure::Of(Dimension::Duration),
            (_, true) if bits => Measure::Of(Dimension::Bandwidth),
            (_, true) => Measure::Of(Dimension::Throughput),
            (_, false) if unit.ends_with("ytes") => Measure::Of(Dimension::Size),
            _ => Measure::Ratio,
        }
    }
}
