//! What AWS asks whoever makes, changes or deletes an EventBridge schedule group.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("scheduler:CreateScheduleGroup"),
    ApiCall::read("scheduler:GetScheduleGroup"),
    ApiCall::write("scheduler:TagResource").more(&["tags"]),
    ApiCall::update("scheduler:UntagResource").fewer(&["tags"]),
    ApiCall::delete("scheduler:DeleteScheduleGroup"),
];
