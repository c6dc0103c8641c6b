//! What AWS asks whoever makes, changes or deletes a CloudWatch log group.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("logs:CreateLogGroup").on("{arn}:*"),
    ApiCall::write("logs:PutRetentionPolicy").on("{arn}:*").set(&["retention"]).then(),
    ApiCall::update("logs:DeleteRetentionPolicy").on("{arn}:*").gone(&["retention"]),
    ApiCall::write("logs:AssociateKmsKey").on("{arn}:*").set(&["kms_key"]),
    ApiCall::update("logs:DisassociateKmsKey").on("{arn}:*").gone(&["kms_key"]),
    ApiCall::write("logs:PutLogGroupDeletionProtection").on("{arn}:*").by(&["deletion_protection"]).then(),
    ApiCall::write("logs:PutDataProtectionPolicy").on("{arn}:*").set(&["data_protection"]).then(),
    ApiCall::update("logs:DeleteDataProtectionPolicy").on("{arn}:*").gone(&["data_protection"]),
    ApiCall::write("logs:PutMetricFilter").on("{arn}:*").more(&["filter"]).then(),
    ApiCall::update("logs:DeleteMetricFilter").on("{arn}:*").fewer(&["filter"]),
    ApiCall::read("logs:DescribeLogGroups").on("*"),
    ApiCall::write("logs:TagResource").more(&["tags"]),
    ApiCall::update("logs:UntagResource").fewer(&["tags"]),
    ApiCall::delete("logs:DeleteLogGroup").on("{arn}:*"),
];

/// A subscription of a function.
pub(super) const SUBSCRIPTION: &[ApiCall] = &[
    ApiCall::create("logs:PutSubscriptionFilter").on("{source.arn}:*"),
    ApiCall::update("logs:PutSubscriptionFilter").on("{source.arn}:*"),
    ApiCall::read("logs:DescribeSubscriptionFilters").on("{source.arn}:*"),
    ApiCall::delete("logs:DeleteSubscriptionFilter").on("{source.arn}:*"),
];
