//! What AWS asks whoever makes, changes or deletes an EKS node group.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("eks:CreateNodegroup").on("{cluster.arn}"),
    ApiCall::create("iam:PassRole").on("{role.arn}"),
    ApiCall::links(
        "arn:{partition}:iam::{account}:role/aws-service-role/eks-nodegroup.amazonaws.com/AWSServiceRoleForAmazonEKSNodegroup",
        "eks-nodegroup.amazonaws.com",
    ),
    ApiCall::read("eks:DescribeNodegroup"),
    ApiCall::update("eks:UpdateNodegroupVersion").by(&["image"]),
    ApiCall::update("eks:UpdateNodegroupConfig").but(&["image", "tags"]),
    ApiCall::write("eks:TagResource").more(&["tags"]),
    ApiCall::update("eks:UntagResource").fewer(&["tags"]),
    ApiCall::delete("eks:DeleteNodegroup"),
];
