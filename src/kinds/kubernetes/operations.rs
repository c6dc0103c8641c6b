//! What AWS asks whoever makes, changes or deletes an EKS cluster.

use crate::catalog::{ApiCall, Stage};

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("eks:CreateCluster").on("*"),
    ApiCall::create("ec2:DescribeSubnets").on("*"),
    ApiCall::links(
        "arn:{partition}:iam::{account}:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS",
        "eks.amazonaws.com",
    ),
    ApiCall::passes("{role.arn}", &["role"], "eks.amazonaws.com"),
    ApiCall::of_key(&[Stage::Create], "kms:CreateGrant"),
    ApiCall::of_key(&[Stage::Create], "kms:DescribeKey"),
    ApiCall::read("eks:DescribeCluster"),
    ApiCall::update("eks:UpdateClusterVersion").by(&["version"]),
    ApiCall::update("eks:UpdateClusterConfig").but(&["version", "tags"]),
    ApiCall::write("eks:TagResource").more(&["tags"]),
    ApiCall::update("eks:UntagResource").fewer(&["tags"]),
    ApiCall::delete("eks:DeleteCluster"),
];
