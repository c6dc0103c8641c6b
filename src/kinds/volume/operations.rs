//! What AWS asks whoever makes, changes or deletes an EBS volume.

use crate::catalog::{ApiCall, Stage};

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("ec2:CreateVolume").on("arn:{partition}:ec2:{region}:{account}:volume/*"),
    ApiCall::create("ec2:CreateTags").on("arn:{partition}:ec2:{region}:{account}:volume/*").by(&["tags"]),
    ApiCall::of_key(&[Stage::Create], "kms:CreateGrant"),
    ApiCall::of_key(&[Stage::Create], "kms:GenerateDataKeyWithoutPlaintext"),
    ApiCall::read("ec2:DescribeVolumes").on("*"),
    ApiCall::update("ec2:ModifyVolume").by(&["size", "type", "iops", "throughput", "multi_attach"]),
    ApiCall::write("ec2:ModifyVolumeAttribute").by(&["auto_enable_io"]).then(),
    ApiCall::update("ec2:CreateTags").more(&["tags"]),
    ApiCall::update("ec2:DeleteTags").fewer(&["tags"]),
    ApiCall::delete("ec2:DeleteVolume"),
];
