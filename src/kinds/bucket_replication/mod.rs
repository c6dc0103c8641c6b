//! `bucket_replication`: copies of a bucket's new objects in other buckets (S3).

mod operations;

use super::replication::{REPLICATE, ROLE};
use crate::base::Fact;
use crate::catalog::{Attr, Declarable, Kind, Latency, Output, Shape, Type};

pub(super) static KIND: Kind = Kind {
    name: "bucket_replication",
    title: "S3 replication",
    doc: include_str!("doc.md"),
    service: "s3",
    declared: Declarable::No,
    shape: &Shape { attrs: ATTRS, statements: &[REPLICATE], ..Shape::EMPTY },
    outputs: &[Output::new(
        "arn",
        "{of}/replication",
        "A text of stackc's own that names it; at AWS it is a setting of the bucket.",
    )],
    operations: operations::OPERATIONS,
    // Estimates.
    latency: Latency { create: 1_000, update: 1_000, delete: 1_000, visible: 500 },
    facts: &[Fact::new("update_behavior.toml", "AWS::S3::Bucket", "CloudFormation resource schema")],
    ..Kind::BASE
};

const ATTRS: &[Attr] = &[
    Attr::new("of", Type::Reference(&["bucket"]), "The bucket whose objects are copied.")
        .required()
        .replaces(),
    ROLE,
];
