//! What AWS asks whoever makes or deletes an EFS access point.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("elasticfilesystem:CreateAccessPoint").on("{file_system.arn}"),
    ApiCall::read("elasticfilesystem:DescribeAccessPoints"),
    ApiCall::delete("elasticfilesystem:DeleteAccessPoint"),
];
