//! What AWS asks whoever makes, changes or deletes a CloudWatch alarm.

use crate::catalog::{ApiCall, Stage};

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("cloudwatch:PutMetricAlarm").set(&["metric"]),
    ApiCall::update("cloudwatch:PutMetricAlarm").but(&["tags", "any", "all"]),
    ApiCall::write("cloudwatch:PutCompositeAlarm").set(&["any", "all"]),
    ApiCall::read("cloudwatch:DescribeAlarms"),
    ApiCall::write("cloudwatch:TagResource").more(&["tags"]),
    ApiCall::update("cloudwatch:UntagResource").fewer(&["tags"]),
    ApiCall::delete("cloudwatch:DeleteAlarms"),
];

/// What follows an alarm is a part of it.
pub(super) const ACTION: &[ApiCall] = &[
    ApiCall::new(&[Stage::Create, Stage::Update, Stage::Delete], "cloudwatch:PutMetricAlarm")
        .on("{source.arn}"),
    ApiCall::read("cloudwatch:DescribeAlarms").on("{source.arn}"),
];
