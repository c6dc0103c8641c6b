//! Who can still have App Runner, and where.

use crate::base::Fact;
use crate::catalog::{Closed, Regions};

/// Where this was read.
const SOURCE: &str = "App Runner developer guide, service availability, and botocore's table of endpoints";

pub(super) static CLOSED: Closed = Closed {
    on: "2026-04-30",
    successor: "Amazon ECS Express Mode",
    facts: &[
        Fact::new("apprunner.toml", "availability.closed_on", SOURCE),
        Fact::new("apprunner.toml", "availability.successor", SOURCE),
    ],
};

pub(super) static REGIONS: Regions = Regions {
    names: &[
        "ap-northeast-1",
        "ap-south-1",
        "ap-southeast-1",
        "ap-southeast-2",
        "eu-central-1",
        "eu-west-1",
        "eu-west-2",
        "eu-west-3",
        "us-east-1",
        "us-east-2",
        "us-west-2",
    ],
    fact: Fact::new("apprunner.toml", "availability.regions", SOURCE),
};
