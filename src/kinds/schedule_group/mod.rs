//! `schedule_group`: schedules that belong together (EventBridge Scheduler).

mod operations;

use crate::base::Fact;
use crate::catalog::{Kind, Latency, Naming, OnChange, Output, Quota, Suffix, Uniqueness};

/// Where the limits were read.
const SOURCE: &str = "EventBridge Scheduler API model 2021-06-30 and user guide";

pub(super) static KIND: Kind = Kind {
    name: "schedule_group",
    title: "EventBridge schedule group",
    doc: include_str!("doc.md"),
    service: "scheduler",
    cfn: "AWS::Scheduler::ScheduleGroup",
    naming: Some(&NAMING),
    outputs: &[
        Output::new("name", "{name}", "Its name, which schedules give in `group`."),
        Output::new("arn", "arn:{partition}:scheduler:{region}:{account}:schedule-group/{name}", "Its ARN."),
    ],
    operations: operations::OPERATIONS,
    // Estimates.
    latency: Latency { create: 500, update: 500, delete: 2_000, visible: 500 },
    facts: &[Fact::new(
        "update_behavior.toml",
        "AWS::Scheduler::ScheduleGroup",
        "CloudFormation resource schema",
    )],
    quotas: &[Quota {
        within: "",
        most: 500,
        fact: Fact::unconfirmed("eventbridge.toml", "scheduler.quotas.groups_per_region"),
    }],
    ..Kind::BASE
};

static NAMING: Naming = Naming {
    min: 1,
    max: 64,
    characters: "a-zA-Z0-9_.-",
    ends: "",
    forbidden: &[],
    unique: Uniqueness::Region,
    account_suffix: Suffix::None,
    from_reference: &[],
    on_change: OnChange::Replace,
    facts: &[Fact::new("eventbridge.toml", "scheduler.group_name_pattern", SOURCE)],
};
