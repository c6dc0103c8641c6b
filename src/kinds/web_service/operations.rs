//! What AWS asks whoever makes, changes or deletes an App Runner service.

use crate::catalog::{ApiCall, Stage};

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("apprunner:CreateService"),
    ApiCall::links(
        "arn:{partition}:iam::{account}:role/aws-service-role/apprunner.amazonaws.com/AWSServiceRoleForAppRunner",
        "apprunner.amazonaws.com",
    ),
    ApiCall::passes("{role.arn}", &["role"], "tasks.apprunner.amazonaws.com"),
    ApiCall::passes("{access_role.arn}", &["access_role"], "build.apprunner.amazonaws.com"),
    ApiCall::write("apprunner:CreateAutoScalingConfiguration")
        .on("arn:{partition}:apprunner:{region}:{account}:autoscalingconfiguration/{name}/*")
        .by(&["concurrency", "count"]),
    ApiCall::read("apprunner:DescribeService"),
    ApiCall::update("apprunner:UpdateService").but(&["tags"]),
    ApiCall::write("apprunner:TagResource").more(&["tags"]),
    ApiCall::update("apprunner:UntagResource").fewer(&["tags"]),
    ApiCall::delete("apprunner:DeleteService"),
];

/// Whether pushed images are taken over is a setting of the service.
pub(super) const PUSHED: &[ApiCall] = &[
    ApiCall::new(&[Stage::Create, Stage::Update, Stage::Delete], "apprunner:UpdateService")
        .on("{target.arn}"),
    ApiCall::read("apprunner:DescribeService").on("{target.arn}"),
];
