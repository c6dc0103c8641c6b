//! The attributes of a table.

use super::super::DAY;
use super::SOURCE;
use crate::base::{Dimension, Fact};
use crate::catalog::{Attr, Default, Presence, Type};

/// What a key attribute may be.
pub(super) const KEY_TYPES: &[&str] = &["string", "number", "binary"];
/// How AWS spells that.
pub(super) const SPELLED: &[(&str, &str)] = &[("string", "S"), ("number", "N"), ("binary", "B")];

/// An attribute of items that is a part of a key.
pub(super) const fn key(name: &'static str, doc: &'static str, cfn: &'static str) -> Attr {
    Attr::new(name, Type::String, doc)
        .at_most(255)
        .simulated()
        .cfn(cfn)
        .facts(const { &[Fact::new("dynamodb.toml", "keys.attribute_name_length", SOURCE)] })
}

/// What the attribute of a key is.
pub(super) const fn key_type(name: &'static str, doc: &'static str) -> Attr {
    Attr::new(name, Type::OneOf(KEY_TYPES), doc)
        .spelled(SPELLED)
        .default_to(Default::Text("string"))
        .simulated()
        .cfn("AttributeDefinitions[]")
        .facts(const { &[Fact::new("dynamodb.toml", "keys.attribute_types", SOURCE)] })
}

/// Units of capacity, for reading or writing.
pub(super) const fn units(
    name: &'static str,
    doc: &'static str,
    other: &'static str,
    cfn: &'static str,
) -> Attr {
    Attr::new(name, Type::RangeOf(&Type::Whole), doc)
        .presence(Presence::With(other))
        .at_least(1)
        .simulated()
        .cfn(cfn)
        .facts(const { &[Fact::new("dynamodb.toml", "billing.provisioned_units_min", SOURCE)] })
}

/// The most units of a table that is paid by the request.
const fn most(name: &'static str, doc: &'static str, other: &'static str, cfn: &'static str) -> Attr {
    Attr::new(name, Type::Whole, doc)
        .presence(Presence::NotWith(other))
        .at_least(1)
        .simulated()
        .cfn(cfn)
        .facts(const { &[Fact::new("dynamodb.toml", "billing.on_demand_maximum", SOURCE)] })
}

pub(super) const ATTRS: &[Attr] = &[
    key("key", "The attribute that items are found by.", "KeySchema[KeyType=HASH].AttributeName").known_as(&["partition_key", "hash_key", "pk", "primary_key", "partition"]).required().replaces(),
    key_type("key_type", "What that attribute is.").known_as(&["partition_key_type", "hash_key_type", "attribute_type"]).replaces(),
    key("sort", "The attribute that items of one key are sorted by.", "KeySchema[KeyType=RANGE].AttributeName").known_as(&["sort_key", "range_key", "sk"]).replaces(),
    key_type("sort_type", "What that attribute is.").known_as(&["sort_key_type", "range_key_type"]).presence(Presence::With("sort")).replaces(),
    units(
        "read",
        "How many units of capacity there are for reading, or between what they are scaled; as many as are asked for, \
         and paid by the request, if left out.",
        "write",
        "ProvisionedThroughput.ReadCapacityUnits",
    ).known_as(&["read_capacity", "read_units", "rcu"]),
    units(
        "write",
        "How many units of capacity there are for writing, or between what they are scaled.",
        "read",
        "ProvisionedThroughput.WriteCapacityUnits",
    ).known_as(&["write_capacity", "write_units", "wcu"]),
    Attr::new("target", Type::Quantity(Dimension::Percent), "How much of its capacity is used when it is scaled.")
        .presence(Presence::With("read"))
        .between(20, 90)
        .default_to(Default::Amount(Dimension::Percent, 70))
        .simulated()
        .cfn("AWS::ApplicationAutoScaling::ScalingPolicy.TargetTrackingScalingPolicyConfiguration.TargetValue")
        .facts(&[Fact::unconfirmed("dynamodb.toml", "capacity.auto_scaling.target_utilization_percent")]),
    most(
        "max_read",
        "The most units for reading where it is paid by the request.",
        "read",
        "OnDemandThroughput.MaxReadRequestUnits",
    ),
    most(
        "max_write",
        "The most units for writing where it is paid by the request.",
        "write",
        "OnDemandThroughput.MaxWriteRequestUnits",
    ),
    Attr::new(
        "stream",
        Type::OneOf(&["keys_only", "new_image", "old_image", "new_and_old_images"]),
        "What its stream tells of a change; an arrow from it needs one, and gives it both images if this is left out.",
    )
    .spelled(&[
        ("keys_only", "KEYS_ONLY"),
        ("new_image", "NEW_IMAGE"),
        ("old_image", "OLD_IMAGE"),
        ("new_and_old_images", "NEW_AND_OLD_IMAGES"),
    ])
    .simulated()
    .cfn("StreamSpecification.StreamViewType")
    .facts(&[Fact::new("dynamodb.toml", "streams.view_types", SOURCE)]),
    Attr::new("ttl", Type::String, "The attribute that says when an item may go, in seconds since 1970.").known_as(&["time_to_live", "expires"])
        .at_most(255)
        .simulated()
        .cfn("TimeToLiveSpecification.AttributeName")
        .facts(&[Fact::new("dynamodb.toml", "ttl.attribute_name_length", SOURCE)]),
    Attr::new("recovery", Type::Quantity(Dimension::Duration), "How far back it can be restored to any second.").known_as(&["pitr", "backup", "backups", "continuous_backups"])
        .in_steps(DAY, 35 * DAY, DAY)
        .carried()
        .cfn("PointInTimeRecoverySpecification.RecoveryPeriodInDays")
        .facts(&[
            Fact::new("dynamodb.toml", "backup.point_in_time_recovery_days.min", SOURCE),
            Fact::new("dynamodb.toml", "backup.point_in_time_recovery_days.max", SOURCE),
        ]),
    Attr::new("deletion_protection", Type::Bool, "Whether DynamoDB refuses to delete it.").known_as(&["protect", "protected"])
        .default_to(Default::Flag(false))
        .carried()
        .cfn("DeletionProtectionEnabled")
        .facts(&[Fact::new("dynamodb.toml", "table.deletion_protection_default", SOURCE)]),
    Attr::new("kms_key", Type::String, "ARN or alias of the key of KMS that items are kept with, if it is not AWS's own.").known_as(&["encryption", "server_side_encryption", "sse"])
        .carried()
        .cfn("SSESpecification.KMSMasterKeyId"),
    Attr::new(
        "class",
        Type::OneOf(&["standard", "standard_infrequent_access"]),
        "Whether storing or reading items is the cheaper.",
    ).known_as(&["storage_class"])
    .spelled(&[("standard", "STANDARD"), ("standard_infrequent_access", "STANDARD_INFREQUENT_ACCESS")])
    .default_to(Default::Text("standard"))
    .cfn("TableClass")
    .facts(&[
        Fact::unconfirmed("dynamodb.toml", "table_class.values"),
        Fact::unconfirmed("dynamodb.toml", "table_class.default"),
    ]),
    Attr::new("insights", Type::Bool, "Whether CloudWatch shows which keys are asked for most.")
        .default_to(Default::Flag(false))
        .carried()
        .cfn("ContributorInsightsSpecification.Enabled"),
];
