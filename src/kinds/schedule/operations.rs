//! What AWS asks whoever makes, changes or deletes an EventBridge schedule.

use crate::catalog::{ApiCall, Stage};

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("scheduler:CreateSchedule"),
    ApiCall::read("scheduler:GetSchedule"),
    ApiCall::update("scheduler:UpdateSchedule").but(&["tags"]),
    ApiCall::delete("scheduler:DeleteSchedule"),
];

/// A schedule has one target, which is a part of it.
pub(super) const TARGET: &[ApiCall] = &[
    ApiCall::new(&[Stage::Create, Stage::Update, Stage::Delete], "scheduler:UpdateSchedule")
        .on("{source.arn}"),
    ApiCall::write("iam:PassRole").on("{role.arn}").given("iam:PassedToService", "scheduler.amazonaws.com"),
    ApiCall::read("scheduler:GetSchedule").on("{source.arn}"),
];
