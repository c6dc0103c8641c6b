//! What becomes of a bucket's objects with time, and who may do what with it.

use super::super::DAY;
use super::super::grants::resource_policy;
use super::super::replication::REPLICATE;
use super::SOURCE;
use crate::base::{Dimension, Fact};
use crate::catalog::{Limit, Needed, Position, Slot, Statement, Type};

/// The classes that an object can be moved to.
const CLASSES: &[&str] =
    &["STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"];

pub(super) const STATEMENTS: &[Statement] = &[
    Statement {
        word: "expire",
        doc: "Objects are deleted when they are that old.",
        slots: &[AFTER, UNDER],
        cfn: "LifecycleConfiguration.Rules.ExpirationInDays",
        ..Statement::BASE
    },
    Statement {
        word: "move",
        doc: "Objects go to a cheaper storage class when they are that old.",
        slots: &[
            Slot { at: Position::After("to"), field: "class", ty: Type::OneOf(CLASSES), ..Slot::BASE },
            AFTER,
            UNDER,
        ],
        cfn: "LifecycleConfiguration.Rules.Transitions",
        facts: &[Fact::new("s3.toml", "storage_class.values", SOURCE)],
        ..Statement::BASE
    },
    Statement {
        word: "expire_versions",
        doc: "Versions that were overwritten or deleted that long ago are deleted for good.",
        slots: &[AFTER, UNDER],
        cfn: "LifecycleConfiguration.Rules.NoncurrentVersionExpiration.NoncurrentDays",
        ..Statement::BASE
    },
    Statement {
        word: "abort_uploads",
        doc: "Uploads in parts that nobody finished are given up after that time.",
        slots: &[AFTER, UNDER],
        cfn: "LifecycleConfiguration.Rules.AbortIncompleteMultipartUpload.DaysAfterInitiation",
        ..Statement::BASE
    },
    REPLICATE,
    POLICY[0],
    POLICY[1],
];

const POLICY: [Statement; 2] = resource_policy(
    20_480,
    "AWS::S3::BucketPolicy",
    &[Fact::unconfirmed("s3.toml", "quotas.bucket_policy_max_bytes")],
);

/// The age, in whole days.
const AFTER: Slot = Slot {
    at: Position::After("after"),
    field: "after",
    ty: Type::Quantity(Dimension::Duration),
    limit: Some(Limit { min: DAY, max: i64::MAX, step: DAY }),
    ..Slot::BASE
};

/// The keys, by what they begin with.
const UNDER: Slot =
    Slot { at: Position::After("under"), field: "under", ty: Type::String, needed: Needed::No, ..Slot::BASE };
