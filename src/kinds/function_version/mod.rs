//! `function_version`: a function as it was when it was published (Lambda).

mod operations;

use crate::base::Fact;
use crate::catalog::{Attr, Declarable, Kind, Latency, Output, Shape, Type};

pub(super) static KIND: Kind = Kind {
    name: "function_version",
    title: "Lambda version",
    doc: include_str!("doc.md"),
    service: "lambda",
    cfn: "AWS::Lambda::Version",
    declared: Declarable::No,
    shape: &Shape { attrs: ATTRS, ..Shape::EMPTY },
    outputs: &[Output::new(
        "arn",
        "{of}:{content}",
        "A text of stackc's own that names it; at AWS its number stands last.",
    )],
    operations: operations::OPERATIONS,
    // Estimates.
    latency: Latency { create: 2_000, update: 500, delete: 500, visible: 500 },
    facts: &[Fact::new("update_behavior.toml", "AWS::Lambda::Version", "CloudFormation resource schema")],
    ..Kind::BASE
};

const ATTRS: &[Attr] = &[
    Attr::new("of", Type::Reference(&["function"]), "The function.")
        .required()
        .replaces()
        .cfn("FunctionName"),
    Attr::new(
        "content",
        Type::String,
        "Code and settings of the function, as a digest; another one is another version.",
    )
    .required()
    .replaces()
    .cfn("CodeSha256"),
];
