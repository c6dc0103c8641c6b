//! What AWS asks whoever makes, changes or deletes an EKS Fargate profile.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("eks:CreateFargateProfile").on("{cluster.arn}"),
    ApiCall::create("iam:PassRole").on("{execution_role.arn}"),
    ApiCall::links(
        "arn:{partition}:iam::{account}:role/aws-service-role/eks-fargate.amazonaws.com/AWSServiceRoleForAmazonEKSForFargate",
        "eks-fargate.amazonaws.com",
    ),
    ApiCall::read("eks:DescribeFargateProfile"),
    ApiCall::write("eks:TagResource").more(&["tags"]),
    ApiCall::update("eks:UntagResource").fewer(&["tags"]),
    ApiCall::delete("eks:DeleteFargateProfile"),
];
