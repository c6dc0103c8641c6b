//! What AWS asks whoever makes, changes or deletes an EFS file system.

use crate::catalog::{ApiCall, Stage};

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("elasticfilesystem:CreateFileSystem").on("*"),
    ApiCall::links(
        "arn:{partition}:iam::{account}:role/aws-service-role/elasticfilesystem.amazonaws.com/AWSServiceRoleForAmazonElasticFileSystem",
        "elasticfilesystem.amazonaws.com",
    ),
    ApiCall::of_key(&[Stage::Create], "kms:CreateGrant"),
    ApiCall::of_key(&[Stage::Create], "kms:DescribeKey"),
    ApiCall::of_key(&[Stage::Create], "kms:GenerateDataKeyWithoutPlaintext"),
    ApiCall::read("elasticfilesystem:DescribeFileSystems"),
    ApiCall::write("elasticfilesystem:PutLifecycleConfiguration").by(&["move", "move_back"]).then(),
    ApiCall::write("elasticfilesystem:PutBackupPolicy").by(&["backup"]).then(),
    ApiCall::update("elasticfilesystem:UpdateFileSystem").by(&["throughput", "provisioned"]),
    ApiCall::write("elasticfilesystem:TagResource").more(&["tags"]),
    ApiCall::update("elasticfilesystem:UntagResource").fewer(&["tags"]),
    ApiCall::delete("elasticfilesystem:DeleteFileSystem"),
];
