//! What AWS asks whoever makes, changes or deletes an IAM instance profile.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("iam:CreateInstanceProfile"),
    ApiCall::read("iam:GetInstanceProfile"),
    ApiCall::passes("{role.arn}", &["role"], "ec2.amazonaws.com"),
    ApiCall::update("iam:RemoveRoleFromInstanceProfile").by(&["role"]),
    ApiCall::write("iam:AddRoleToInstanceProfile").set(&["role"]).then(),
    ApiCall::write("iam:TagInstanceProfile").more(&["tags"]),
    ApiCall::update("iam:UntagInstanceProfile").fewer(&["tags"]),
    ApiCall::delete("iam:RemoveRoleFromInstanceProfile"),
    ApiCall::delete("iam:DeleteInstanceProfile"),
];
