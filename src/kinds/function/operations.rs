//! What AWS asks whoever makes, changes or deletes a Lambda function.

use crate::catalog::{ApiCall, Stage};

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("lambda:CreateFunction"),
    ApiCall::passes("{role.arn}", &["role"], "lambda.amazonaws.com"),
    // Lambda keeps environment variables by a grant, which it makes in the caller's name.
    ApiCall::of_key(&[Stage::Create, Stage::Update], "kms:CreateGrant"),
    ApiCall::of_key(&[Stage::Create, Stage::Update], "kms:DescribeKey"),
    ApiCall::of_key(&[Stage::Create, Stage::Update], "kms:Encrypt").by(&["env", "kms_key"]),
    ApiCall::of_key(&[Stage::Create, Stage::Update], "kms:Decrypt").by(&["env", "kms_key"]),
    ApiCall::read("lambda:GetFunction"),
    ApiCall::write("lambda:PutFunctionConcurrency").set(&["concurrency"]).then(),
    ApiCall::update("lambda:DeleteFunctionConcurrency").gone(&["concurrency"]),
    ApiCall::write("lambda:PutFunctionRecursionConfig").by(&["recursive_loop"]).then(),
    ApiCall::write("lambda:PutFunctionEventInvokeConfig").set(&["retries", "max_age"]).then(),
    ApiCall::update("lambda:DeleteFunctionEventInvokeConfig").gone(&["retries", "max_age"]),
    ApiCall::create("lambda:CreateFunctionUrlConfig").set(&["url"]).then(),
    ApiCall::update("lambda:CreateFunctionUrlConfig").set(&["url"]),
    ApiCall::update("lambda:UpdateFunctionUrlConfig").set(&["url"]),
    ApiCall::update("lambda:DeleteFunctionUrlConfig").gone(&["url"]),
    ApiCall::write("lambda:PutRuntimeManagementConfig").set(&["runtime_update"]).then(),
    ApiCall::update("lambda:PutFunctionCodeSigningConfig").set(&["code_signing"]),
    ApiCall::update("lambda:DeleteFunctionCodeSigningConfig").gone(&["code_signing"]),
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
        "alias",
        "code_signing",
        "max_age",
        "publish",
        "retries",
        "runtime_update",
        "serve",
        "url",
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
