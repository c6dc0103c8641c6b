//! `schedule`: calls something at fixed times (EventBridge Scheduler).

mod calls;
mod operations;

use super::MINUTE;
use crate::base::{Dimension, Fact};
use crate::catalog::{
    Attr, Default, Implied, ImpliedValue, Kind, Latency, Naming, OnChange, Output, Shape, Suffix, Type,
    Uniqueness,
};

/// Where the limits were read.
const SOURCE: &str = "EventBridge Scheduler API model 2021-06-30 and user guide";

pub(super) static KIND: Kind = Kind {
    name: "schedule",
    title: "EventBridge schedule",
    doc: include_str!("doc.md"),
    service: "scheduler",
    cfn: "AWS::Scheduler::Schedule",
    naming: Some(&NAMING),
    shape: &Shape { attrs: ATTRS, ..Shape::EMPTY },
    outputs: &[
        Output::new("name", "{name}", "Its name."),
        Output::new(
            "arn",
            "arn:{partition}:scheduler:{region}:{account}:schedule/{group}/{name}",
            "Its ARN.",
        ),
    ],
    implied: &[
        Implied::one_of(
            "FlexibleTimeWindow.Mode",
            &[
                ImpliedValue {
                    with: &[],
                    without: &["FlexibleTimeWindow.MaximumWindowInMinutes"],
                    ..ImpliedValue::plain("OFF")
                },
                ImpliedValue {
                    with: &["FlexibleTimeWindow.MaximumWindowInMinutes"],
                    without: &[],
                    ..ImpliedValue::plain("FLEXIBLE")
                },
            ],
            &[
                Fact::new("eventbridge.toml", "scheduler.flexible_window_modes", SOURCE),
                Fact::new("eventbridge.toml", "scheduler.flexible_window_minutes", SOURCE),
            ],
        ),
        // Where its arrow leads, and the role that goes with it.
        Implied::any("Target.Arn"),
        Implied::any("Target.RoleArn"),
    ],
    links: &[calls::TO_FUNCTION, calls::TO_QUEUE, calls::TO_JOBS, calls::TO_TASK],
    operations: operations::OPERATIONS,
    // Estimates.
    latency: Latency { create: 1_000, update: 1_000, delete: 500, visible: 500 },
    facts: &[
        Fact::new("update_behavior.toml", "AWS::Scheduler::Schedule", "CloudFormation resource schema"),
        Fact::new("eventbridge.toml", "scheduler.required", SOURCE),
    ],
    elsewhere: ELSEWHERE,
    ..Kind::BASE
};

/// What other languages say otherwise.
static ELSEWHERE: &[(&[&str], &str)] = &[
    (&["target", "targets"], "what it sets off is an arrow: `schedule.nightly -> function.report`"),
    (
        &["cron", "rate", "at", "expression", "schedule", "schedule_expression", "when", "once"],
        "write `every = cron(0 3 * * ? *)`, `every = rate(5 minutes)` or `every = at(2026-12-24T18:00:00)`",
    ),
    (&["role", "role_arn"], "leave it out: the arrow makes the role that it needs"),
    (&["disabled"], "write `enabled = false`"),
];

static NAMING: Naming = Naming {
    min: 1,
    max: 64,
    characters: "a-zA-Z0-9_.-",
    ends: "",
    forbidden: &[],
    unique: Uniqueness::Within("group"),
    account_suffix: Suffix::None,
    from_reference: &[],
    on_change: OnChange::Replace,
    facts: &[
        Fact::new("eventbridge.toml", "scheduler.name_pattern", SOURCE),
        Fact::new("eventbridge.toml", "scheduler.unique_within", SOURCE),
    ],
};

const ATTRS: &[Attr] = &[
    Attr::new("every", Type::Timing, "When it calls.")
        .required()
        .at_most(256)
        .simulated()
        .cfn("ScheduleExpression|AWS::Events::Rule.ScheduleExpression")
        .facts(&[Fact::new("eventbridge.toml", "scheduler.schedule_expression_max_length", SOURCE)]),
    Attr::new("timezone", Type::TimeZone, "The time zone in which `every` is read.")
        .known_as(&["tz", "time_zone"])
        .at_most(50)
        .default_to(Default::Text("UTC"))
        .simulated()
        .cfn("ScheduleExpressionTimezone")
        .facts(&[Fact::new("eventbridge.toml", "scheduler.time_zone", SOURCE)]),
    Attr::new(
        "window",
        Type::Quantity(Dimension::Duration),
        "It calls at some moment within this time after each; at once if left out.",
    )
    .known_as(&["flexible", "jitter"])
    .in_steps(MINUTE, 1_440 * MINUTE, MINUTE)
    .simulated()
    .cfn("FlexibleTimeWindow.MaximumWindowInMinutes")
    .facts(&[Fact::new("eventbridge.toml", "scheduler.flexible_window_minutes", SOURCE)]),
    Attr::new("enabled", Type::Bool, "Whether it calls at all.")
        .default_to(Default::Flag(true))
        .simulated()
        .cfn("State")
        .facts(&[Fact::new("eventbridge.toml", "scheduler.states", SOURCE)]),
    Attr::new("start", Type::Moment, "It does not call before; in UTC, and without meaning for `at(…)`.")
        .simulated()
        .cfn("StartDate")
        .facts(&[Fact::new("eventbridge.toml", "scheduler.start_end_date_zone", SOURCE)]),
    Attr::new("end", Type::Moment, "It does not call after; in UTC, and without meaning for `at(…)`.")
        .simulated()
        .cfn("EndDate")
        .facts(&[Fact::new("eventbridge.toml", "scheduler.start_end_date_zone", SOURCE)]),
    Attr::new("group", Type::String, "The name of the group that it belongs to: `schedule_group.NAME.name`.")
        .at_most(64)
        .default_to(Default::Text("default"))
        .cfn("GroupName")
        .facts(&[
            Fact::new("eventbridge.toml", "scheduler.group_name_pattern", SOURCE),
            Fact::unconfirmed("eventbridge.toml", "scheduler.default_group"),
        ]),
    Attr::new(
        "after_completion",
        Type::OneOf(&["keep", "delete"]),
        "What becomes of it after its last call.",
    )
    .spelled(&[("keep", "NONE"), ("delete", "DELETE")])
    .carried()
    .cfn("ActionAfterCompletion")
    .facts(&[Fact::new("eventbridge.toml", "scheduler.action_after_completion", SOURCE)]),
    Attr::new("kms_key", Type::String, "ARN of the key that encrypts what its targets are given.")
        .carried()
        .cfn("KmsKeyArn"),
    Attr::new("description", Type::String, "What it is for.")
        .at_most(512)
        .carried()
        .cfn("Description")
        .facts(&[Fact::new("eventbridge.toml", "scheduler.description_max_length", SOURCE)]),
];
