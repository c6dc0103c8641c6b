//! What AWS asks whoever makes, changes or deletes an IAM managed policy.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("iam:CreatePolicy"),
    ApiCall::read("iam:GetPolicy"),
    ApiCall::update("iam:CreatePolicyVersion").by(&["policy"]),
    ApiCall::update("iam:DeletePolicyVersion").by(&["policy"]),
    ApiCall::write("iam:TagPolicy").more(&["tags"]),
    ApiCall::update("iam:UntagPolicy").fewer(&["tags"]),
    ApiCall::delete("iam:ListPolicyVersions"),
    ApiCall::delete("iam:DeletePolicyVersion"),
    ApiCall::delete("iam:DeletePolicy"),
];
