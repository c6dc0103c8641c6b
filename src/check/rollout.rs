//! How a service takes a new version.

use super::fleets::{ends, is_daemon};
use crate::model::{Resource, Value};

/// The bounds of a rolling deployment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rollout {
    /// Percent of the tasks that must be well.
    minimum: u64,
    /// Percent of the tasks that there may be.
    maximum: u64,
    /// The fewest tasks of the service.
    pub(super) fewest: u64,
    /// The most.
    pub(super) most: u64,
}

impl Rollout {
    /// The deployment of a service, if it goes task by task; a daemon's has no number of tasks to go by.
    pub(super) fn of(service: &Resource) -> Option<Self> {
        let strategy = service.input("deploy.strategy").and_then(Value::as_str).unwrap_or("rolling");
        if strategy != "rolling" || is_daemon(service) {
            return None;
        }
        let percent = |name: &str, fallback: u64| match service.input(name).and_then(Value::as_quantity) {
            Some(quantity) => u64::try_from(quantity.amount.trunc()).unwrap_or(fallback),
            None => fallback,
        };
        let (fewest, most) = ends(service);
        let minimum = percent("deploy.minimum_healthy", 100);
        Some(Self { minimum, maximum: percent("deploy.maximum", 200), fewest, most })
    }

    /// How many of so many tasks must be well, rounded up.
    pub(super) fn must_be_well(&self, count: u64) -> u64 {
        count.saturating_mul(self.minimum).div_ceil(100)
    }

    /// How many tasks there may be, rounded down.
    pub(super) fn may_be_there(&self, count: u64) -> u64 {
        count.saturating_mul(self.maximum) / 100
    }

    /// Whether nothing can be stopped and nothing started.
    pub(super) fn is_stuck(&self, count: u64) -> bool {
        self.must_be_well(count) >= count && self.may_be_there(count) <= count
    }

    /// Whether a new task comes before an old one goes.
    pub(super) fn starts_first(&self) -> bool {
        let count = self.fewest.max(1);
        self.must_be_well(count) >= count && self.may_be_there(count) > count
    }
}
