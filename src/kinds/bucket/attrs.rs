//! The attributes of a bucket.

use super::super::DAY;
use super::super::replication::ROLE;
use super::SOURCE;
use crate::base::{Dimension, Fact};
use crate::catalog::{Attr, Default, Presence, Type};

pub(super) const ATTRS: &[Attr] = &[
    Attr::new("versioning", Type::Bool, "Whether overwritten and deleted objects are kept as versions.")
        .known_as(&["versioned", "version_enabled"])
        .default_to(Default::Flag(false))
        .simulated()
        .cfn("VersioningConfiguration.Status")
        .facts(&[Fact::unconfirmed("s3.toml", "defaults.versioning")]),
    Attr::new("public_access", Type::Bool, "Whether policies may open it to everyone.")
        .known_as(&["public"])
        .default_to(Default::Flag(false))
        .simulated()
        .cfn("PublicAccessBlockConfiguration")
        .facts(&[Fact::unconfirmed("s3.toml", "defaults.block_public_access")]),
    Attr::new("encryption", Type::OneOf(&["aes256", "kms", "kms_dsse"]), "With whose keys objects are kept.")
        .known_as(&["sse"])
        .spelled(&[("aes256", "AES256"), ("kms", "aws:kms"), ("kms_dsse", "aws:kms:dsse")])
        .default_to(Default::Text("aes256"))
        .cfn("BucketEncryption.ServerSideEncryptionConfiguration.SSEAlgorithm")
        .facts(&[Fact::unconfirmed("s3.toml", "defaults.encryption")]),
    Attr::new("kms_key", Type::String, "ARN of the key, if it is not AWS's own.")
        .presence(Presence::OnlyIf("encryption", &["kms", "kms_dsse"]))
        .carried()
        .cfn("BucketEncryption.ServerSideEncryptionConfiguration.KMSMasterKeyID"),
    Attr::new("ownership", Type::OneOf(&["enforced", "preferred", "writer"]), "Who owns an object.")
        .spelled(&[
            ("enforced", "BucketOwnerEnforced"),
            ("preferred", "BucketOwnerPreferred"),
            ("writer", "ObjectWriter"),
        ])
        .default_to(Default::Text("enforced"))
        .carried()
        .cfn("OwnershipControls.Rules.ObjectOwnership")
        .facts(&[Fact::unconfirmed("s3.toml", "defaults.object_ownership")]),
    Attr::new("bucket_key", Type::Bool, "Whether one key of the bucket's own saves calls to KMS.")
        .presence(Presence::OnlyIf("encryption", &["kms", "kms_dsse"]))
        .carried()
        .cfn("BucketEncryption.ServerSideEncryptionConfiguration.BucketKeyEnabled"),
    Attr::new("object_lock", Type::Bool, "Whether objects can be held against deletion.")
        .default_to(Default::Flag(false))
        .carried()
        .cfn("ObjectLockEnabled"),
    Attr::new(
        "lock_mode",
        Type::OneOf(&["governance", "compliance"]),
        "Whether anyone may lift the hold: some, or nobody.",
    )
    .presence(Presence::With("object_lock"))
    .spelled(&[("governance", "GOVERNANCE"), ("compliance", "COMPLIANCE")])
    .carried()
    .cfn("ObjectLockConfiguration.Rule.DefaultRetention.Mode"),
    Attr::new(
        "lock_for",
        Type::Quantity(Dimension::Duration),
        "How long a new object is held, in whole days.",
    )
    .presence(Presence::With("lock_mode"))
    .in_steps(DAY, i64::MAX, DAY)
    .carried()
    .cfn("ObjectLockConfiguration.Rule.DefaultRetention.Days"),
    Attr::new("accelerate", Type::Bool, "Whether it is reached through the nearest edge of AWS's network.")
        .known_as(&["transfer_acceleration"])
        .default_to(Default::Flag(false))
        .carried()
        .cfn("AccelerateConfiguration.AccelerationStatus"),
    ROLE,
    Attr::new(
        "namespace",
        Type::OneOf(&["global", "account_regional"]),
        "Whether its name is taken from all accounts' or from this account's own.",
    )
    .spelled(&[("account_regional", "account-regional")])
    .default_to(Default::Text("global"))
    .replaces()
    .cfn("BucketNamespace")
    .facts(&[
        Fact::new("s3.toml", "bucket_namespace.values", SOURCE),
        Fact::new("s3.toml", "bucket_namespace.default", SOURCE),
    ]),
    Attr::new(
        "access_log",
        Type::Reference(&["bucket"]),
        "The bucket in which every access is written down.",
    )
    .known_as(&["logging", "access_logging", "access_logs"])
    .carried()
    .cfn("LoggingConfiguration.DestinationBucketName"),
    Attr::new("eventbridge", Type::Bool, "Whether EventBridge is told of all that happens to objects.")
        .simulated()
        .cfn("NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled")
        .facts(&[Fact::new("s3.toml", "notification.destinations", SOURCE)]),
];
