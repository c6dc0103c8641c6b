//! Other ways to find the items of a table.

use super::SOURCE;
use super::attrs::{key, key_type, units};
use crate::base::Fact;
use crate::catalog::{Attr, Block, BlockBody, Default, Label, Labels, OnChange, Presence, Shape, Type};

/// What may be an index's name.
const NAMES: &str = "a-zA-Z0-9_.-";

pub(super) const BLOCKS: &[Block] = &[
    Block {
        word: "index",
        known_as: &["gsi", "global_secondary_index", "global_secondary_indexes", "indexes"],
        doc: "Finds items by other attributes; it can be added and taken away later.",
        label: Label::Named { required: false },
        body: BlockBody::Shape(&Shape { attrs: GLOBAL, ..Shape::EMPTY }),
        labels: Some(&Labels {
            min_length: 3,
            max_length: 255,
            characters: NAMES,
            max_count: 20,
            facts: &[
                Fact::new("dynamodb.toml", "indexes.name_pattern", SOURCE),
                Fact::new("dynamodb.toml", "indexes.global.per_table_max", SOURCE),
            ],
        }),
        cfn: "GlobalSecondaryIndexes",
        facts: &[Fact::new("dynamodb.toml", "indexes.global.can_be_added_later", SOURCE)],
        ..Block::BASE
    },
    Block {
        word: "local_index",
        known_as: &["lsi", "local_secondary_index", "local_secondary_indexes"],
        doc: "Sorts the items of one key by another attribute; it is made with the table, and stays.",
        label: Label::Named { required: false },
        body: BlockBody::Shape(&Shape { attrs: LOCAL, ..Shape::EMPTY }),
        labels: Some(&Labels {
            min_length: 3,
            max_length: 255,
            characters: NAMES,
            max_count: 5,
            facts: &[
                Fact::new("dynamodb.toml", "indexes.name_pattern", SOURCE),
                Fact::new("dynamodb.toml", "indexes.local.per_table_max", SOURCE),
            ],
        }),
        on_change: OnChange::Replace,
        cfn: "LocalSecondaryIndexes",
        facts: &[Fact::unconfirmed("dynamodb.toml", "indexes.local.can_be_added_later")],
        ..Block::BASE
    },
];

const GLOBAL: &[Attr] = &[
    key("key", "The attribute that items are found by.", "KeySchema[KeyType=HASH].AttributeName")
        .known_as(&["partition_key", "hash_key", "pk", "primary_key", "partition"])
        .required(),
    key_type("key_type", "What that attribute is.").known_as(&[
        "partition_key_type",
        "hash_key_type",
        "attribute_type",
    ]),
    key(
        "sort",
        "The attribute that items of one key are sorted by.",
        "KeySchema[KeyType=RANGE].AttributeName",
    )
    .known_as(&["sort_key", "range_key", "sk"]),
    key_type("sort_type", "What that attribute is.")
        .known_as(&["sort_key_type", "range_key_type"])
        .presence(Presence::With("sort")),
    PROJECT,
    INCLUDE,
    units(
        "read",
        "Its units of capacity for reading, or between what they are scaled; those of the table if left out.",
        "write",
        "ProvisionedThroughput.ReadCapacityUnits",
    )
    .known_as(&["read_capacity", "read_units", "rcu"]),
    units(
        "write",
        "Its units of capacity for writing, or between what they are scaled; those of the table if left out.",
        "read",
        "ProvisionedThroughput.WriteCapacityUnits",
    )
    .known_as(&["write_capacity", "write_units", "wcu"]),
];

const LOCAL: &[Attr] = &[
    key(
        "sort",
        "The attribute that items of one key are sorted by.",
        "KeySchema[KeyType=RANGE].AttributeName",
    )
    .known_as(&["sort_key", "range_key", "sk"])
    .required(),
    key_type("sort_type", "What that attribute is.").known_as(&["sort_key_type", "range_key_type"]),
    PROJECT,
    INCLUDE,
];

const PROJECT: Attr = Attr::new(
    "project",
    Type::OneOf(&["all", "keys_only"]),
    "Which attributes of items are kept in it: all, or nothing but keys; with `include`, these besides the keys.",
)
.spelled(&[("all", "ALL"), ("keys_only", "KEYS_ONLY")])
.presence(Presence::NotWith("include"))
.default_to(Default::Text("all"))
.simulated()
.cfn("Projection.ProjectionType");

const INCLUDE: Attr =
    Attr::new("include", Type::List(&Type::String), "The attributes that are kept in it besides keys.")
        .at_most_items(20)
        .simulated()
        .cfn("Projection.NonKeyAttributes")
        .facts(&[Fact::new("dynamodb.toml", "indexes.non_key_attributes_per_index_max", SOURCE)]);
