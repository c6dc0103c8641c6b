//! What AWS asks whoever makes, changes or deletes a Lambda function.

use crate::catalog::{ApiCall, Stage};

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("lambda:CreateFunction"),
    ApiCall::passes("{role.arn}", &["role"], "lambda.amazonaws.com"),
    ApiCall::read("lambda:GetFunction"),
    ApiCall::write("lambda:PutFunctionConcurrency").set(&["concurrency"]).then(),
    ApiCall::update("lambda:DeleteFunctionConcurrency").gone(&["concurrency"]),
    ApiCall::write("lambda:PutFunctionRecursionConfig").by(&["recursive_loop"]).then(),
    ApiCall::write("lambda:AddPermission").more(&["policy"]).then(),
    ApiCall::update("lambda:RemovePermission").fewer(&["policy"]),
    ApiCall::update("lambda:UpdateFunctionCode").by(&["code", "code_sha256", "image", "architecture"]),
    ApiCall::update("lambda:UpdateFunctionConfiguration").but(&[
        "code",
        "code_sha256",
        "image",
        "architecture",
        "concurrency",
        "recursive_loop",
        "policy",
        "tags",
    ]),
    ApiCall::write("lambda:TagResource").more(&["tags"]),
    ApiCall::update("lambda:UntagResource").fewer(&["tags"]),
    ApiCall::delete("lambda:DeleteFunction"),
];

/// Where the outcome of a call goes.
pub(super) const DESTINATION: &[ApiCall] = &[
    ApiCall::new(&[Stage::Create, Stage::Update, Stage::Delete], "lambda:PutFunctionEventInvokeConfig")
        .on("{source.arn}"),
    ApiCall::read("lambda:GetFunctionEventInvokeConfig").on("{source.arn}"),
];
