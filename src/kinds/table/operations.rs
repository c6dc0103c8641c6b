//! What AWS asks whoever makes, changes or deletes a DynamoDB table.

use crate::catalog::{ApiCall, Stage};

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("dynamodb:CreateTable"),
    ApiCall::of_key(&[Stage::Create, Stage::Update], "kms:CreateGrant"),
    ApiCall::of_key(&[Stage::Create, Stage::Update], "kms:DescribeKey"),
    ApiCall::of_key(&[Stage::Create], "kms:Encrypt"),
    ApiCall::of_key(&[Stage::Create], "kms:Decrypt"),
    ApiCall::read("dynamodb:DescribeTable"),
    ApiCall::write("dynamodb:UpdateTimeToLive").by(&["ttl"]).then(),
    ApiCall::write("dynamodb:UpdateContinuousBackups").by(&["recovery"]).then(),
    ApiCall::write("dynamodb:UpdateContributorInsights").by(&["insights"]).then(),
    ApiCall::write("dynamodb:PutResourcePolicy").set(&["policy"]).then(),
    ApiCall::update("dynamodb:DeleteResourcePolicy").gone(&["policy"]),
    ApiCall::update("dynamodb:UpdateTable").but(&["ttl", "recovery", "insights", "policy", "tags"]),
    ApiCall::write("dynamodb:TagResource").more(&["tags"]),
    ApiCall::update("dynamodb:UntagResource").fewer(&["tags"]),
    ApiCall::delete("dynamodb:DeleteTable"),
];
