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
        slots: &[Slot { cfn: "ExpirationInDays", ..AFTER }, UNDER],
        cfn: "LifecycleConfiguration.Rules",
        ..Statement::BASE
    },
    Statement {
        word: "move",
        known_as: &["transition", "transitions"],
        doc: "Objects go to a cheaper storage class when they are that old.",
        slots: &[
            Slot {
                at: Position::After("to"),
                field: "class",
                ty: Type::OneOf(CLASSES),
                cfn: "Transitions.StorageClass",
                ..Slot::BASE
            },
            // What is to be moved to an archive may go there on its first day.
            Slot {
                limit: Some(Limit { min: 0, max: i64::MAX, step: DAY }),
                cfn: "Transitions.TransitionInDays",
                ..AFTER
            },
            UNDER,
        ],
        cfn: "LifecycleConfiguration.Rules",
        facts: &[Fact::new("s3.toml", "storage_class.values", SOURCE)],
        ..Statement::BASE
    },
    Statement {
        word: "expire_versions",
        doc: "Versions that were overwritten or deleted that long ago are deleted for good.",
        slots: &[Slot { cfn: "NoncurrentVersionExpiration.NoncurrentDays", ..AFTER }, UNDER],
        cfn: "LifecycleConfiguration.Rules",
        ..Statement::BASE
    },
    Statement {
        word: "abort_uploads",
        doc: "Uploads in parts that nobody finished are given up after that time.",
        slots: &[Slot { cfn: "AbortIncompleteMultipartUpload.DaysAfterInitiation", ..AFTER }, UNDER],
        cfn: "LifecycleConfiguration.Rules",
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
const UNDER: Slot = Slot {
    at: Position::After("under"),
    field: "under",
    ty: Type::String,
    needed: Needed::No,
    cfn: "Prefix|Filter.Prefix",
    ..Slot::BASE
};
