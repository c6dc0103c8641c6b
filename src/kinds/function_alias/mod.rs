//! `function_alias`: a name for a version of a function (Lambda).

mod operations;

use crate::base::Fact;
use crate::catalog::{Attr, Declarable, Kind, Latency, Output, Shape, Type};

pub(super) static KIND: Kind = Kind {
    name: "function_alias",
    title: "Lambda alias",
    doc: include_str!("doc.md"),
    service: "lambda",
    cfn: "AWS::Lambda::Alias",
    declared: Declarable::No,
    shape: &Shape { attrs: ATTRS, ..Shape::EMPTY },
    outputs: &[Output::new("arn", "{of}:{alias}", "Its ARN.")],
    operations: operations::OPERATIONS,
    // Estimates.
    latency: Latency { create: 500, update: 500, delete: 500, visible: 500 },
    facts: &[Fact::new("update_behavior.toml", "AWS::Lambda::Alias", "CloudFormation resource schema")],
    ..Kind::BASE
};

const ATTRS: &[Attr] = &[
    Attr::new("of", Type::Reference(&["function"]), "The function.")
        .required()
        .replaces()
        .cfn("FunctionName"),
    Attr::new("alias", Type::String, "The name.").required().replaces().cfn("Name"),
    Attr::new("content", Type::String, "What the function was published with last, as a digest.")
        .required()
        .cfn("FunctionVersion"),
];
