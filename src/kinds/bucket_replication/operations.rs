//! What AWS asks whoever makes, changes or ends the replication of an S3 bucket.

use crate::catalog::{ApiCall, Stage};

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::new(&[Stage::Create, Stage::Update, Stage::Delete], "s3:PutReplicationConfiguration")
        .on("{of.arn}"),
    ApiCall::passes("{replication_role.arn}", &["replication_role"], "s3.amazonaws.com"),
    ApiCall::read("s3:GetReplicationConfiguration").on("{of.arn}"),
];
