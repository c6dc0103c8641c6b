//! What AWS asks whoever makes, changes or deletes an IAM role.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("iam:CreateRole"),
    ApiCall::read("iam:GetRole"),
    ApiCall::write("iam:PutRolePolicy").set(&["policy"]).then(),
    ApiCall::update("iam:DeleteRolePolicy").gone(&["policy"]),
    ApiCall::write("iam:AttachRolePolicy").more(&["policies", "managed"]).then(),
    ApiCall::update("iam:DetachRolePolicy").fewer(&["policies", "managed"]),
    ApiCall::update("iam:PutRolePermissionsBoundary").set(&["boundary"]),
    ApiCall::update("iam:DeleteRolePermissionsBoundary").gone(&["boundary"]),
    ApiCall::update("iam:UpdateAssumeRolePolicy").by(&["trust"]),
    ApiCall::update("iam:UpdateRole").by(&["description", "max_session"]),
    ApiCall::write("iam:TagRole").more(&["tags"]),
    ApiCall::update("iam:UntagRole").fewer(&["tags"]),
    ApiCall::delete("iam:DeleteRolePolicy").by(&["policy"]),
    ApiCall::delete("iam:DetachRolePolicy").by(&["policies", "managed"]),
    ApiCall::delete("iam:DeleteRole"),
];
