//! What AWS asks whoever makes, changes or deletes an ECR repository.

use crate::catalog::{ApiCall, Stage};

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("ecr:CreateRepository"),
    ApiCall::of_key(&[Stage::Create], "kms:CreateGrant"),
    ApiCall::of_key(&[Stage::Create], "kms:DescribeKey"),
    ApiCall::read("ecr:DescribeRepositories"),
    ApiCall::write("ecr:PutLifecyclePolicy").set(&["keep_images", "cleanup"]).then(),
    ApiCall::update("ecr:DeleteLifecyclePolicy").gone(&["keep_images", "cleanup"]),
    ApiCall::update("ecr:PutImageTagMutability").by(&["immutable", "mutable_tags"]),
    ApiCall::update("ecr:PutImageScanningConfiguration").by(&["scan_on_push"]),
    ApiCall::write("ecr:SetRepositoryPolicy").set(&["policy"]).then(),
    ApiCall::update("ecr:DeleteRepositoryPolicy").gone(&["policy"]),
    ApiCall::write("ecr:TagResource").more(&["tags"]),
    ApiCall::update("ecr:UntagResource").fewer(&["tags"]),
    ApiCall::delete("ecr:DeleteRepository"),
];
