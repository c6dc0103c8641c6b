//! What AWS asks whoever makes, changes or deletes a S3 bucket.

use crate::catalog::{ApiCall, Stage};

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("s3:CreateBucket"),
    ApiCall::write("s3:PutBucketVersioning").by(&["versioning"]).then(),
    ApiCall::write("s3:PutEncryptionConfiguration").by(&["encryption", "kms_key", "bucket_key"]).then(),
    ApiCall::write("s3:PutBucketPublicAccessBlock").by(&["public_access"]).then(),
    ApiCall::write("s3:PutBucketOwnershipControls").by(&["ownership"]).then(),
    ApiCall::create("s3:PutBucketObjectLockConfiguration").by(&["object_lock"]),
    ApiCall::write("s3:PutLifecycleConfiguration")
        .by(&["expire", "move", "expire_versions", "abort_uploads"])
        .then(),
    ApiCall::write("s3:PutBucketObjectLockConfiguration").by(&["lock_mode", "lock_for"]),
    ApiCall::write("s3:PutAccelerateConfiguration").by(&["accelerate"]).then(),
    ApiCall::write("s3:PutBucketWebsite").set(&["website"]).then(),
    ApiCall::update("s3:DeleteBucketWebsite").gone(&["website"]),
    ApiCall::write("s3:PutBucketCORS").by(&["cors"]).then(),
    ApiCall::write("s3:PutIntelligentTieringConfiguration").by(&["tiering"]).then(),
    ApiCall::write("s3:PutInventoryConfiguration").by(&["inventory"]).then(),
    ApiCall::write("s3:PutMetricsConfiguration").by(&["metrics"]).then(),
    ApiCall::write("s3:PutBucketLogging").by(&["access_log"]).then(),
    ApiCall::write("s3:PutBucketNotification").by(&["eventbridge"]).then(),
    ApiCall::write("s3:PutBucketPolicy").set(&["policy"]).then(),
    ApiCall::update("s3:DeleteBucketPolicy").gone(&["policy"]),
    ApiCall::write("s3:PutBucketTagging").by(&["tags"]).then(),
    ApiCall::read("s3:ListBucket"),
    ApiCall::delete("s3:DeleteBucket"),
];

/// All notifications of a bucket are one setting, which is read before one is added or taken out.
pub(super) const NOTIFICATION: &[ApiCall] = &[
    ApiCall::new(&[Stage::Create, Stage::Update, Stage::Delete], "s3:GetBucketNotification")
        .on("{source.arn}"),
    ApiCall::new(&[Stage::Create, Stage::Update, Stage::Delete], "s3:PutBucketNotification")
        .on("{source.arn}"),
];
